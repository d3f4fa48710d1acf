# shellcheck shell=bash disable=SC2153 # What is set by postfix.sh, certificates.sh and mail.sh.
# A private Sendmail on loopback: one process for each case, because its certificate and its TLS are the whole server's.

SENDMAIL_PROCESSES=()

install_sendmail() {
    install_missing <<END
cc build-essential
m4 m4
/usr/lib/*/libdb-5.3.so libdb5.3
/usr/lib/*/libldap-2.5.so.0 libldap-2.5-0
/usr/lib/*/libnsl.so.2 libnsl2
/usr/lib/*/libsasl2.so.2 libsasl2-2
/usr/lib/*/libwrap.so.0 libwrap0
/usr/lib/*/sasl2/libplain.so libsasl2-modules
END
}

configure_sendmail() {
    SENDMAIL=$FOLDER/sendmail
    mkdir -p "$SENDMAIL"
    unpack sendmail-bin sendmail-cf
    # A copy, which has lost the right to act as another group.
    cp "$FOLDER/packages/usr/libexec/sendmail/sendmail" "$SENDMAIL/sendmail"
    chmod 755 "$SENDMAIL/sendmail"
    printf 'hosts files\n' >"$SENDMAIL/switch"
    # Sendmail presents one certificate and takes those above it out of the authorities that it trusts.
    cat "$CERTIFICATES/root.pem" "$CERTIFICATES/intermediate.pem" >"$SENDMAIL/authorities.pem"

    daemon good false "$(certificate rsa authorities)"
    daemon no-tls false ''
    daemon wrapper true "$(certificate rsa authorities)"
    daemon no-intermediate false "$(certificate rsa root)"
    daemon expired false "$(certificate expired authorities)"
    daemon tls12 false "$(certificate ecdsa authorities)" "O ServerSSLOptions=+SSL_OP_NO_TLSv1_3"
    daemon client-asked false "$(certificate rsa authorities)
define(\`confTLS_SRV_OPTIONS', \`')"
    # Postfix stores what comes out of this server.
    daemon relay false "$(certificate rsa authorities)
define(\`SMART_HOST', \`esmtp:[127.0.0.1]')
define(\`ESMTP_MAILER_ARGS', \`TCP \$h $SINK_PORT')
FEATURE(\`accept_unresolvable_domains')
FEATURE(\`nocanonify')"
    daemon submission false "$(certificate rsa authorities)
define(\`confAUTH_MECHANISMS', \`PLAIN LOGIN')
define(\`confAUTH_OPTIONS', \`p,y')
TRUST_AUTH_MECH(\`PLAIN LOGIN')"
}

# The m4 lines for a certificate and the authorities that come with it.
certificate() { # NAME authorities|root
    local authorities=$CERTIFICATES/root.pem
    [[ $2 == authorities ]] && authorities=$SENDMAIL/authorities.pem
    cat <<END
define(\`confCACERT', \`$authorities')
define(\`confCACERT_PATH', \`$CERTIFICATES')
define(\`confSERVER_CERT', \`$CERTIFICATES/$1.pem')
define(\`confSERVER_KEY', \`$CERTIFICATES/$1.key')
END
}

# Writes the configuration of one process.
daemon() { # NAME true|false M4-LINES [LINE-OF-THE-CF]
    local name=$1 wrapper=$2 folder=$SENDMAIL/$1 modifiers=''
    [[ $wrapper == true ]] && modifiers=', M=s'
    mkdir -p "$folder/queue"
    free_port
    cat >"$folder/sendmail.mc" <<END
include(\`$FOLDER/packages/usr/share/sendmail/cf/m4/cf.m4')
OSTYPE(\`linux')
define(\`confDOMAIN_NAME', \`$NAME')
define(\`confPID_FILE', \`$folder/pid')
define(\`QUEUE_DIR', \`$folder/queue')
define(\`STATUS_FILE', \`$folder/statistics')
define(\`ALIAS_FILE', \`')
define(\`confSERVICE_SWITCH_FILE', \`$SENDMAIL/switch')
define(\`confDONT_PROBE_INTERFACES', \`true')
define(\`confTO_IDENT', \`0')
dnl A machine that is busy with other tests is no reason to refuse.
define(\`confREFUSE_LA', \`1000')
define(\`confQUEUE_LA', \`1000')
dnl The folder of temporary files can be written by all, and keeps what is another's safe.
define(\`confDONT_BLAME_SENDMAIL', \`TrustStickyBit')
dnl Without the time of day, so that two sessions can be compared.
define(\`confSMTP_LOGIN_MSG', \`\$j Sendmail')
define(\`confTLS_SRV_OPTIONS', \`V')
$3
FEATURE(\`no_default_msa')
DAEMON_OPTIONS(\`Name=$name, Addr=127.0.0.1, Port=$PORT$modifiers')
MAILER(\`local')
MAILER(\`smtp')
END
    m4 "$folder/sendmail.mc" >"$folder/sendmail.cf"
    [[ -z ${4:-} ]] || printf '%s\n' "$4" >>"$folder/sendmail.cf"
    record "sendmail-$name" 127.0.0.1 "$PORT" "$wrapper"
}

start_sendmail() {
    local configuration folder
    for configuration in "$SENDMAIL"/*/sendmail.cf; do
        folder=${configuration%/*}
        # The log goes where debugging goes: there may be nobody who listens to syslog.
        start_server "$NAME" "$folder/output" "$SENDMAIL/sendmail" -bD -C "$configuration" -D "$folder/log" -d89.8
        SENDMAIL_PROCESSES+=("$STARTED")
    done
}

stop_sendmail() {
    local process
    for process in "${SENDMAIL_PROCESSES[@]}"; do
        end_server "$process"
    done
    SENDMAIL_PROCESSES=()
}

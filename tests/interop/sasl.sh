# shellcheck shell=bash
# Real SASL servers behind a private Postfix: Cyrus SASL inside its smtpd, and Dovecot as its authentication server.

SASL_USER=alice
SASL_PASSWORD='correct horse battery'

# saslpasswd2 makes Cyrus' database, and is unpacked only; Dovecot knows its own programs by where they are installed.
install_sasl() {
    install_missing <<'PACKAGES'
/usr/lib/*/sasl2/libsasldb.so libsasl2-modules-db
/usr/lib/*/sasl2/libscram.so libsasl2-modules
/usr/sbin/dovecot dovecot-core
/usr/lib/dovecot/lmtp dovecot-lmtpd
PACKAGES
}

configure_sasl() {
    unpack sasl2-bin
    printf '%s\n' "$SASL_PASSWORD" >"$FOLDER/sasl-password"
    printf 'wrong\n' >"$FOLDER/sasl-wrong-password"
    cyrus_sasl
    dovecot_sasl
}

# Cyrus checks passwords of its own database by every mechanism of its plug-ins.
cyrus_sasl() {
    local realm=$NAME
    mkdir -p "$FOLDER/sasl-all"
    printf '%s' "$SASL_PASSWORD" |
        "$FOLDER/packages/usr/sbin/saslpasswd2" -p -c -f "$FOLDER/sasl-all/users.db" -u "$realm" "$SASL_USER"
    chown postfix "$FOLDER/sasl-all/users.db"
    cat >"$POSTFIX/sasl/smtpd-all.conf" <<CONF
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: $FOLDER/sasl-all/users.db
mech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256 NTLM ANONYMOUS
CONF
    CYRUS_SASL=(
        'smtpd_sasl_auth_enable = yes' 'smtpd_sasl_security_options =' "smtpd_sasl_local_domain = $realm"
        'smtpd_sasl_path = smtpd-all'
    )
    service sasl-cyrus 127.0.0.1 "$(chain rsa)" 'smtpd_tls_auth_only = yes' "${CYRUS_SASL[@]}"
}

# Dovecot answers Postfix' questions on a socket; its passwords stand in a file. It takes messages by LMTP too.
dovecot_sasl() {
    DOVECOT=$FOLDER/dovecot
    mkdir -p "$DOVECOT/run"
    install -d -o nobody "$DOVECOT/mail"
    free_port
    DOVECOT_PORT=$PORT
    free_port
    LMTP_PORT=$PORT
    printf '%s:{PLAIN}%s\n' "$SASL_USER" "$SASL_PASSWORD" >"$DOVECOT/users"
    cat >"$DOVECOT/dovecot.conf" <<CONF
base_dir = $DOVECOT/run
state_dir = $DOVECOT/run
log_path = $DOVECOT/log
auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 anonymous xoauth2 oauthbearer
auth_failure_delay = 0
protocols = lmtp
ssl = yes
ssl_cert = <$CERTIFICATES/rsa.pem
ssl_key = <$CERTIFICATES/rsa.key
hostname = $NAME
mail_location = maildir:$DOVECOT/mail/%n
lmtp_add_received_header = no
listen = 127.0.0.1
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
passdb {
  driver = passwd-file
  args = username_format=%u $DOVECOT/users
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent allow_all_users=yes
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = $DOVECOT_PORT
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $LMTP_PORT
  }
}
service stats {
  chroot =
}
CONF
    DOVECOT_SASL=(
        'smtpd_sasl_auth_enable = yes' 'smtpd_sasl_security_options =' 'smtpd_sasl_type = dovecot'
        "smtpd_sasl_path = inet:127.0.0.1:$DOVECOT_PORT"
    )
    service sasl-dovecot 127.0.0.1 "$(chain ecdsa)" 'smtpd_tls_auth_only = yes' "${DOVECOT_SASL[@]}"
    record lmtp 127.0.0.1 "$LMTP_PORT" false
}

start_sasl() {
    dovecot -c "$DOVECOT/dovecot.conf" || die 'Dovecot did not start'
}

stop_sasl() {
    [[ -n ${DOVECOT:-} && -e $DOVECOT/run/master.pid ]] || return 0
    kill "$(<"$DOVECOT/run/master.pid")" || true
}

# shellcheck shell=bash
# A private Postfix on loopback with one smtpd service for each case; shared by tests/interop/run and benches/peers.

# shellcheck source=tests/interop/tools.sh
source "${BASH_SOURCE[0]%/*}/tools.sh"
# shellcheck source=tests/interop/certificates.sh
source "${BASH_SOURCE[0]%/*}/certificates.sh"
# shellcheck source=tests/interop/services.sh
source "${BASH_SOURCE[0]%/*}/services.sh"

install_postfix() {
    [[ $(id -u) == 0 ]] || die "Postfix's master must be started by root"
    # The plug-ins of libsasl2-modules make Postfix able to offer AUTH without a second daemon.
    install_missing <<END
/usr/sbin/postfix postfix
/usr/lib/*/sasl2/libplain.so libsasl2-modules
openssl openssl
END
    PATH=$PATH:/usr/sbin
}

# swaks only recommends the modules that it needs for TLS, for IPv6 and for MX records.
install_swaks() {
    install_missing <<END
swaks swaks
/usr/lib/*/perl5/*/Net/SSLeay.pm libnet-ssleay-perl
/usr/share/perl5/IO/Socket/INET6.pm libio-socket-inet6-perl
/usr/share/perl5/Net/DNS.pm libnet-dns-perl
END
}

# Adds one smtpd service to master.cf: a name, an address, and Postfix parameters as "NAME = VALUE".
service() { # NAME ADDRESS [PARAMETER...]
    local name=$1 address=$2 parameter wrapper=false
    shift 2
    free_port
    for parameter in "$@"; do
        [[ $parameter == 'smtpd_tls_wrappermode = yes' ]] && wrapper=true
    done
    smtpd_service "$name" "$address" "$PORT" "$@"
    record "$name" "$address" "$PORT" "$wrapper"
}

smtpd_service() { # NAME ADDRESS PORT [PARAMETER...]
    local name=$1 listen=$2 port=$3 parameter
    shift 3
    [[ $listen == *:* ]] && listen="[$listen]"
    {
        printf '%s:%s inet n - n - - smtpd\n' "$listen" "$port"
        printf '    -o { syslog_name = postfix/%s }\n' "$name"
        for parameter in "$@"; do
            printf '    -o { %s }\n' "$parameter"
        done
    } >>"$POSTFIX/master.cf"
}

# Makes the certificates, and the configuration of a Postfix without smtpd services.
configure_postfix() { # FOLDER
    FOLDER=$1
    POSTFIX=$FOLDER/postfix
    CERTIFICATES=$FOLDER/certificates
    # Postfix's processes give up root and must still pass through the folder that mktemp made private.
    chmod 755 "$FOLDER"
    make_certificates "$CERTIFICATES"
    postfix_instance
}

# Writes main.cf and a master.cf that holds Postfix's own services but no smtpd yet, for an instance in $FOLDER.
postfix_instance() {
    mkdir -p "$POSTFIX/sasl" "$FOLDER/queue" "$FOLDER/data"
    chown postfix "$FOLDER/data"

    local protocols=ipv4
    has_ipv6_loopback && protocols='ipv4, ipv6'
    cat >"$POSTFIX/main.cf" <<END
compatibility_level = 3.6
queue_directory = $FOLDER/queue
data_directory = $FOLDER/data
maillog_file = $FOLDER/maillog
maillog_file_prefixes = $FOLDER
myhostname = $NAME
mydestination = $NAME, interop.test
mynetworks = 192.0.2.0/24
inet_interfaces = loopback-only
inet_protocols = $protocols
alias_maps =
alias_database =
local_recipient_maps =
local_transport = discard
smtpd_recipient_restrictions = reject_unauth_destination
# Names are not looked up: the tests must not depend on a resolver.
smtpd_peername_lookup = no
smtp_host_lookup = native
# The benchmark opens many connections, and a fresh smtpd process is slower than a used one.
smtpd_client_connection_count_limit = 0
max_use = 1000000
max_idle = 1h
# A certificate that a service does not name is no certificate.
smtpd_tls_security_level = may
smtpd_tls_loglevel = 1
smtpd_tls_received_header = yes
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_CAfile = $CERTIFICATES/root.pem
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
cyrus_sasl_config_path = $POSTFIX/sasl
postscreen_greet_wait = 2s
postscreen_greet_ttl = 1s
postscreen_access_list =
postscreen_allowlist_interfaces = static:all
END
    cat >"$POSTFIX/sasl/smtpd.conf" <<END
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: $FOLDER/nobody.db
mech_list: PLAIN LOGIN
END
    cat >"$POSTFIX/master.cf" <<END
cleanup   unix  n - n -     0   cleanup
qmgr      unix  n - n 300   1   qmgr
tlsmgr    unix  - - n 1000? 1   tlsmgr
rewrite   unix  - - n -     -   trivial-rewrite
bounce    unix  - - n -     0   bounce
defer     unix  - - n -     0   bounce
trace     unix  - - n -     0   bounce
verify    unix  - - n -     1   verify
flush     unix  n - n 1000? 0   flush
proxymap  unix  - - n -     -   proxymap
error     unix  - - n -     -   error
retry     unix  - - n -     -   error
discard   unix  - - n -     -   discard
anvil     unix  - - n -     1   anvil
scache    unix  - - n -     1   scache
dnsblog   unix  - - n -     0   dnsblog
tlsproxy  unix  - - n -     0   tlsproxy
postlog   unix-dgram n - n - 1  postlogd
END
}

# A server chooses its signature from what the client prefers: the peers that use OpenSSL are made to
# prefer what rustls prefers, else they would rightly see another digest.
prefer_as_rustls() {
    local -a signatures=(
        ECDSA+SHA384 ECDSA+SHA256 ECDSA+SHA512 ed25519
        RSA-PSS+SHA512 RSA-PSS+SHA384 RSA-PSS+SHA256 RSA+SHA512 RSA+SHA384 RSA+SHA256
    )
    local IFS=:
    cat >"$FOLDER/openssl.cnf" <<END
openssl_conf = library
[library]
ssl_conf = ssl
[ssl]
system_default = offer
[offer]
SignatureAlgorithms = ${signatures[*]}
END
}

# The certificates a service presents: each name is NAME.key and NAME.pem.
chain() { # NAME...
    local name
    local -a files=()
    for name in "$@"; do
        files+=("$CERTIFICATES/$name.key" "$CERTIFICATES/$name.pem")
    done
    local IFS=,
    printf 'smtpd_tls_chain_files = %s' "${files[*]}"
}

only() { # TLSv1.2|TLSv1.3, as one argument a line
    printf 'smtpd_tls_protocols = >=%s, <=%s\n' "$1" "$1"
    printf 'smtpd_tls_mandatory_protocols = >=%s, <=%s\n' "$1" "$1"
}

# One service for each case that the tests compare.
all_services() {
    local -a tls12 tls13
    mapfile -t tls12 < <(only TLSv1.2)
    mapfile -t tls13 < <(only TLSv1.3)

    service rsa 127.0.0.1 "$(chain rsa)"
    service ecdsa 127.0.0.1 "$(chain ecdsa)"
    service both 127.0.0.1 "$(chain rsa ecdsa)"
    service tls12 127.0.0.1 "$(chain rsa)" "${tls12[@]}"
    service tls12-ecdsa 127.0.0.1 "$(chain ecdsa)" "${tls12[@]}"
    service tls13 127.0.0.1 "$(chain rsa)" "${tls13[@]}"
    service p384 127.0.0.1 "$(chain rsa)" 'tls_eecdh_auto_curves = secp384r1'
    service no-tls 127.0.0.1 'smtpd_tls_security_level = none'
    service no-certificate 127.0.0.1 'smtpd_tls_security_level = may' \
        "smtpd_tls_cert_file = $FOLDER/no-such-file.pem"
    service expired 127.0.0.1 "$(chain expired)"
    service no-intermediate 127.0.0.1 \
        "smtpd_tls_chain_files = $CERTIFICATES/rsa.key, $CERTIFICATES/rsa-alone.pem"
    service client-asked 127.0.0.1 "$(chain rsa)" 'smtpd_tls_ask_ccert = yes'
    # The tests that read the log need services which no other test speaks to at the same time.
    service logged 127.0.0.1 "$(chain ecdsa)"
    service client-asked-logged 127.0.0.1 "$(chain rsa)" 'smtpd_tls_ask_ccert = yes'
    service client-required 127.0.0.1 "$(chain rsa)" 'smtpd_tls_security_level = encrypt' \
        'smtpd_tls_req_ccert = yes'
    service client-required-tls12 127.0.0.1 "$(chain rsa)" "${tls12[@]}" \
        'smtpd_tls_security_level = encrypt' 'smtpd_tls_req_ccert = yes'
    service wrapper 127.0.0.1 "$(chain rsa)" 'smtpd_tls_wrappermode = yes' \
        'smtpd_tls_security_level = encrypt'
    service auth-inside-tls 127.0.0.1 "$(chain rsa)" 'smtpd_sasl_auth_enable = yes' \
        'smtpd_tls_auth_only = yes'
    if has_ipv6_loopback; then
        service ipv6 ::1 "$(chain rsa)"
    else
        SKIPPED+=('"ipv6": "this machine has no ::1"')
        say 'skipping the service ipv6: this machine has no ::1'
    fi
    postscreen_service
}

# postscreen takes the connection, makes the client wait, and hands it to a smtpd without a port of its own.
postscreen_service() {
    free_port
    {
        printf '127.0.0.1:%s inet n - n - 1 postscreen\n' "$PORT"
        printf 'smtpd pass - - n - - smtpd\n'
        printf '    -o { syslog_name = postfix/postscreen-smtpd }\n'
        printf '    -o { %s }\n' "$(chain rsa)"
    } >>"$POSTFIX/master.cf"
    record postscreen 127.0.0.1 "$PORT" false
}

start_postfix() {
    postfix_starts
    await_services
}

postfix_starts() {
    if ! postfix -c "$POSTFIX" start >"$FOLDER/start.log" 2>&1; then
        cat "$FOLDER/start.log" >&2
        [[ -e $FOLDER/maillog ]] && tail -n 20 "$FOLDER/maillog" >&2
        die 'Postfix did not start'
    fi
}

# Ends the instance of this folder and no other.
stop_postfix() {
    [[ -n ${POSTFIX:-} && -e $POSTFIX/main.cf ]] || return 0
    postfix -c "$POSTFIX" stop >"$FOLDER/stop.log" 2>&1 || true
}

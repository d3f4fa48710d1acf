# shellcheck shell=bash disable=SC2153 # FOLDER, NETWORK and CERTIFICATES are set by others.
# The policy hosts of MTA-STS: one nginx that serves the policy of each domain in its own way, rightly or wrongly.
#
# Most of the domains are in the unsigned zone, so that DANE has no say in them.

POLICY_ADDRESS=127.0.2.1
# Here nobody listens.
SILENT_ADDRESS=127.0.2.2
POLICY_PATH=/.well-known/mta-sts.txt
POLICY_DOMAINS=()

all_policies() {
    begin_nginx
    in_zone insecure.test "good.mx A ${CHAIN_ADDRESSES[mx]}" "expired.mx A ${CHAIN_ADDRESSES[old]}" \
        "no-tls.mx A ${CHAIN_ADDRESSES[no-tls]}" "wrong-name.mx A ${CHAIN_ADDRESSES[elsewhere]}"

    policy_domain sts-enforce good.mx enforce '*.mx.insecure.test'
    # Where reports on TLS go (RFC 8460 §3).
    in_zone insecure.test '_smtp._tls.sts-enforce TXT "v=TLSRPTv1; rua=mailto:tls@insecure.test"'
    policy_domain sts-testing good.mx testing good.mx.insecure.test
    policy_domain sts-none good.mx none
    policy_domain sts-mx-not-listed good.mx enforce other.mx.insecure.test
    policy_domain sts-testing-not-listed good.mx testing other.mx.insecure.test
    policy_domain sts-mx-expired expired.mx enforce expired.mx.insecure.test
    policy_domain sts-mx-wrong-name wrong-name.mx enforce wrong-name.mx.insecure.test
    policy_domain sts-mx-no-tls no-tls.mx enforce no-tls.mx.insecure.test
    policy_domain sts-no-mode good.mx '' good.mx.insecure.test

    HOST=untrusted policy_domain sts-host-untrusted good.mx enforce good.mx.insecure.test
    HOST=elsewhere policy_domain sts-host-wrong-name good.mx enforce good.mx.insecure.test
    HOST=old-policy policy_domain sts-host-expired good.mx enforce good.mx.insecure.test
    # Its name is unknown to nginx, which then refuses the handshake: alert 112.
    HOST=none policy_domain sts-host-unknown good.mx enforce good.mx.insecure.test
    HOST=silent policy_domain sts-host-silent good.mx enforce good.mx.insecure.test

    SERVES="return 301 https://mta-sts.sts-enforce.insecure.test$POLICY_PATH;" \
        policy_domain sts-redirect good.mx enforce good.mx.insecure.test
    SERVES='return 404;' policy_domain sts-missing good.mx enforce good.mx.insecure.test
    SERVES='return 500;' policy_domain sts-error good.mx enforce good.mx.insecure.test
    SERVES='default_type text/html;' policy_domain sts-html good.mx enforce good.mx.insecure.test
    SERVES='default_type text/plain; charset utf-8; charset_types *;' \
        policy_domain sts-charset good.mx enforce good.mx.insecure.test

    RECORDS='' policy_domain sts-no-record good.mx enforce other.mx.insecure.test
    RECORDS=$'"v=STSv1; id=1;"\n"v=STSv1; id=2;"' policy_domain sts-two-records good.mx enforce other.mx.insecure.test

    # RFC 8461 §2: what DANE refuses, MTA-STS does not allow.
    ZONE=secure.test policy_domain sts-and-dane ee-key-sha256.mx enforce ee-key-sha256.mx.secure.test
    ZONE=secure.test policy_domain sts-without-dane ee-mismatch.mx enforce ee-mismatch.mx.secure.test
    ZONE=secure.test policy_domain dane-without-sts ee-key-sha256.mx enforce other.mx.secure.test
    end_nginx
}

# NAME.$ZONE with that MX host, and what its policy says. HOST is the certificate of the policy host,
# SERVES what nginx is told beside where the file is, RECORDS the TXT records, one a line.
policy_domain() { # NAME MX-HOST MODE [PATTERN]
    local zone=${ZONE:-insecure.test}
    local name=$1 domain=$1.$zone host=${HOST:-policy} address=$POLICY_ADDRESS record
    local records=${RECORDS-'"v=STSv1; id=20261101;"'}
    [[ $host == silent ]] && address=$SILENT_ADDRESS
    in_zone "$zone" "$name MX 10 $2" "mta-sts.$name A $address"
    while read -r record; do
        [[ -n $record ]] && in_zone "$zone" "_mta-sts.$name TXT $record"
    done <<<"$records"
    POLICY_DOMAINS+=("$domain")

    mkdir -p "$NETWORK/policies/$name"
    {
        printf 'version: STSv1\n'
        [[ -n $3 ]] && printf 'mode: %s\n' "$3"
        [[ -n ${4:-} ]] && printf 'mx: %s\n' "$4"
        printf 'max_age: 604800\n'
    } >"$NETWORK/policies/$name/mta-sts.txt"
    [[ $host == none || $host == silent ]] && return
    cat >>"$NETWORK/nginx.conf" <<END
    server {
        listen $POLICY_ADDRESS:443 ssl;
        server_name mta-sts.$domain;
        ssl_certificate $CERTIFICATES/$host.pem;
        ssl_certificate_key $CERTIFICATES/$host.key;
        location = $POLICY_PATH {
            alias $NETWORK/policies/$name/mta-sts.txt;
            ${SERVES:-}
        }
    }
END
}

# The certificates are made when the names of all policy hosts are known.
begin_nginx() {
    local kind
    {
        cat <<END
daemon off;
master_process off;
pid $NETWORK/nginx.pid;
error_log $NETWORK/nginx.log;
events {}
http {
    access_log $NETWORK/nginx-access.log;
    ssl_protocols TLSv1.2 TLSv1.3;
    types {}
    default_type text/plain;
END
        for kind in client_body proxy fastcgi uwsgi scgi; do
            printf '    %s_temp_path %s/nginx-%s;\n' "$kind" "$NETWORK" "$kind"
        done
        cat <<END
    server {
        listen $POLICY_ADDRESS:443 ssl default_server;
        ssl_reject_handshake on;
    }
END
    } >"$NETWORK/nginx.conf"
}

end_nginx() {
    printf '}\n' >>"$NETWORK/nginx.conf"
    leaf policy "${POLICY_DOMAINS[@]/#/mta-sts.}"
    ISSUER=stranger leaf untrusted "${POLICY_DOMAINS[@]/#/mta-sts.}"
    leaf old-policy "${POLICY_DOMAINS[@]/#/mta-sts.}" -startdate 20250101000000Z -enddate 20250401000000Z
}

start_nginx() {
    packaged nginx -e stderr -p "$NETWORK" -c "$NETWORK/nginx.conf" >"$NETWORK/nginx.log" 2>&1 &
    await "$POLICY_ADDRESS" 443
}

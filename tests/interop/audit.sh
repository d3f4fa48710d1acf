# shellcheck shell=bash disable=SC2153 # FOLDER, CERTIFICATES and PORT are set by postfix.sh and tools.sh.
# Servers with old versions and suites, for `smtls audit` and the scanners: Postfix services, and TLS servers behind a front.

# tlslite-ng still speaks SSL 3.0; Debian does not have it.
TLSLITE=(
    'tlslite-ng==0.8.2'
    'ecdsa==0.19.2'
    'six==1.17.0'
)
FRONTS=()

install_audit() {
    install_missing <<END
gnutls-serv gnutls-bin
nmap nmap
/usr/bin/python3 python3
pip3 python3-pip
sslscan sslscan
END
}

# The Postfix services, before Postfix starts; their configuration is that of $POSTFIX.
audit_services() {
    # OpenSSL 3 has TLS 1.0 and 1.1 only at security level 0.
    local any='tls_medium_cipherlist = aNULL:-aNULL:HIGH:MEDIUM:+RC4:@STRENGTH:@SECLEVEL=0'
    local -a wide=("$any" 'smtpd_tls_protocols = >=TLSv1')
    audit_certificate
    (cd "$CERTIFICATES" && openssl dhparam -out dh1024.pem 1024) 2>/dev/null
    # Made once, because it takes a minute: a prime of nobody else, in a form that Postfix reads.
    cp "${BASH_SOURCE[0]%/*}/dh2048.pem" "$CERTIFICATES"

    # The services of the audit are those whose connections are counted.
    service tls10 127.0.0.1 "$(chain rsa)" "$any" 'smtpd_tls_protocols = >=TLSv1, <=TLSv1'
    service audit-tls10 127.0.0.1 "$(chain rsa)" "$any" 'smtpd_tls_protocols = >=TLSv1, <=TLSv1'
    service audit-ecdsa 127.0.0.1 "$(chain ecdsa)" "${wide[@]}"
    service audit-both 127.0.0.1 "$(chain rsa ecdsa)" "${wide[@]}"
    service audit-dhe1024 127.0.0.1 "$(chain rsa)" "${wide[@]}" "smtpd_tls_dh1024_param_file = $CERTIFICATES/dh1024.pem"
    service audit-dhe2048 127.0.0.1 "$(chain rsa)" "smtpd_tls_dh1024_param_file = $CERTIFICATES/dh2048.pem" 'tls_preempt_cipherlist = yes'
    service audit-tls12 127.0.0.1 "$(chain rsa)" 'smtpd_tls_protocols = >=TLSv1.2, <=TLSv1.2'
    service audit-tls13 127.0.0.1 "$(chain rsa)" 'smtpd_tls_protocols = >=TLSv1.3'
    service audit-anonymous 127.0.0.1 'smtpd_tls_cert_file = none' "${wide[@]}"
    # Counted by the same anvil for all services, of which only these have a limit.
    printf 'anvil_rate_time_unit = 6s\n' >>"$POSTFIX/main.cf"
    service audit-limited 127.0.0.1 "$(chain rsa)" "${wide[@]}" 'smtpd_client_connection_rate_limit = 12'
    service check-limited 127.0.0.1 "$(chain rsa)" 'smtpd_client_connection_rate_limit = 3'
}

# RSA for signatures and for encryption: GnuTLS has static RSA only where the certificate allows it.
audit_certificate() {
    cat >>"$CERTIFICATES/openssl.cnf" <<END
[audit]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
subjectAltName = DNS:$NAME
END
    in_certificates audit audit_certificate_here
}

audit_certificate_here() {
    key audit.key rsa && issue audit "/O=Interop/CN=$NAME" intermediate audit && cat intermediate.pem >>audit.pem
}

# TLS servers that know nothing of mail, each behind a front that speaks SMTP until STARTTLS.
start_audit_fronts() {
    local key=$CERTIFICATES/rsa.key alone=$CERTIFICATES/rsa-alone.pem
    local -a encrypts=("$CERTIFICATES/audit.key" "$CERTIFICATES/audit.pem")
    local python=$FOLDER/python
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --only-binary :all: --target "$python" "${TLSLITE[@]}" >&2

    # OpenSSL with all that it was built with: NULL, anonymous, CCM, ARIA, Camellia.
    front audit-openssl --talk openssl s_server -accept 127.0.0.1:PORT -quiet -key "$key" -cert "$alone" \
        -cert_chain "$CERTIFICATES/intermediate.pem" -dkey "$CERTIFICATES/ecdsa.key" -dcert "$CERTIFICATES/ecdsa.pem" \
        -dcert_chain "$CERTIFICATES/intermediate.pem" -cipher ALL:COMPLEMENTOFALL:@SECLEVEL=0
    front audit-psk --talk openssl s_server -accept 127.0.0.1:PORT -quiet -nocert -psk c0ffee -tls1_2 \
        -cipher ALL:COMPLEMENTOFALL:@SECLEVEL=0
    front audit-gnutls env "LD_PRELOAD=$FOLDER/preload.so" gnutls-serv --port=PORT --quiet --echo --x509keyfile="${encrypts[0]}" --x509certfile="${encrypts[1]}" \
        --priority=NORMAL:+VERS-TLS1.1:+VERS-TLS1.0:+ARCFOUR-128:+3DES-CBC:+CAMELLIA-256-GCM:+CAMELLIA-128-GCM:+CAMELLIA-256-CBC:+DHE-RSA:%VERIFY_ALLOW_BROKEN
    PYTHONPATH=$python front audit-ssl30 python3 "${BASH_SOURCE[0]%/*}/tlslite_server.py" --port PORT \
        --key "${encrypts[0]}" --certificate "${encrypts[1]}" --versions 3.0 3.2
}

front() { # NAME [--talk] COMMAND...
    local name=$1 talk=()
    shift
    [[ $1 == --talk ]] && talk=("$1") && shift
    free_port
    mkdir -p "$FOLDER/fronts"
    python3 "${BASH_SOURCE[0]%/*}/starttls_front.py" "${talk[@]}" "$PORT" "$FOLDER/fronts/$name.connections" "$@" >"$FOLDER/fronts/$name.log" 2>&1 &
    FRONTS+=($!)
    record "$name" 127.0.0.1 "$PORT" false
}

stop_audit_fronts() {
    local process
    for process in "${FRONTS[@]}"; do
        end_server "$process"
    done
}

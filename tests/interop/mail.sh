# shellcheck shell=bash disable=SC2153 # What is set by postfix.sh, certificates.sh and sasl.sh.
# Where messages arrive: maildirs of the private Postfix, and the services that take messages or refuse them.

configure_mail() {
    install -d -o nobody "$FOLDER/mail"
    # All of a domain into one maildir: the tests find a message by its recipient.
    cat >"$FOLDER/mailboxes" <<END
@sink.interop.test all/
user@example.com user/
info@example.com info/
END
    cat >>"$POSTFIX/main.cf" <<END
virtual_mailbox_domains = example.com, sink.interop.test
virtual_mailbox_maps = texthash:$FOLDER/mailboxes
virtual_mailbox_base = $FOLDER/mail
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_sasl_authenticated_header = yes
# A message is to arrive as it was sent, also from loopback: no fields are added, and none are rewritten.
local_header_rewrite_clients =
END
    printf 'virtual unix - n n - - virtual\n' >>"$POSTFIX/master.cf"

    service mail 127.0.0.1 "$(chain rsa)"
    # Of another name, so that Sendmail does not take it for itself.
    service mail-no-tls 127.0.0.1 'smtpd_tls_security_level = none' 'myhostname = sink.interop.test'
    # shellcheck disable=SC2034 # For OpenSMTPD and Sendmail.
    SINK_PORT=$PORT
    local -a relay=('smtpd_relay_restrictions = permit_sasl_authenticated, reject')
    service submission-cyrus 127.0.0.1 "$(chain rsa)" 'smtpd_tls_auth_only = yes' "${CYRUS_SASL[@]}" "${relay[@]}"
    service submission-dovecot 127.0.0.1 "$(chain rsa)" 'smtpd_tls_auth_only = yes' "${DOVECOT_SASL[@]}" "${relay[@]}"
    service submissions 127.0.0.1 "$(chain rsa)" 'smtpd_tls_wrappermode = yes' \
        'smtpd_tls_security_level = encrypt' "${DOVECOT_SASL[@]}" "${relay[@]}"
    recipe_services "${relay[@]}"
}

# What the recipes are run on. They count on the log, so that nobody else speaks to these services.
recipe_services() { # PARAMETER-OF-SUBMISSION
    local -a tls12
    mapfile -t tls12 < <(only TLSv1.2)
    cat "$CERTIFICATES/root.pem" "$CERTIFICATES/intermediate.pem" >"$FOLDER/client-authorities.pem"
    service recipes-plain 127.0.0.1 'smtpd_tls_security_level = none'
    service recipes-starttls 127.0.0.1 "$(chain rsa)"
    service recipes-wrapper 127.0.0.1 "$(chain rsa)" 'smtpd_tls_wrappermode = yes' \
        'smtpd_tls_security_level = encrypt' "${DOVECOT_SASL[@]}" "$@"
    service recipes-tls12 127.0.0.1 "$(chain rsa)" "${tls12[@]}"
    service recipes-expired 127.0.0.1 "$(chain expired)"
    service recipes-no-certificate 127.0.0.1 'smtpd_tls_security_level = may' \
        "smtpd_tls_cert_file = $FOLDER/no-such-file.pem"
    service recipes-client-certificate 127.0.0.1 "$(chain rsa)" 'smtpd_tls_security_level = encrypt' \
        'smtpd_tls_req_ccert = yes' "smtpd_tls_CAfile = $FOLDER/client-authorities.pem"
    service recipes-client-chain 127.0.0.1 "$(chain rsa)" 'smtpd_tls_security_level = encrypt' \
        'smtpd_tls_req_ccert = yes'
    service recipes-cyrus 127.0.0.1 "$(chain rsa)" 'smtpd_tls_auth_only = yes' "${CYRUS_SASL[@]}" "$@"
    service recipes-dovecot 127.0.0.1 "$(chain rsa)" 'smtpd_tls_auth_only = yes' "${DOVECOT_SASL[@]}" "$@"
    service recipes-auth-in-the-clear 127.0.0.1 'smtpd_tls_security_level = none' "${DOVECOT_SASL[@]}"
    service recipes-sender-refused 127.0.0.1 'smtpd_tls_security_level = none' 'smtpd_delay_reject = no' \
        'smtpd_sender_restrictions = reject'
    service recipes-data-refused 127.0.0.1 'smtpd_tls_security_level = none' 'smtpd_data_restrictions = reject'
    service recipes-message-refused 127.0.0.1 'smtpd_tls_security_level = none' 'smtpd_end_of_data_restrictions = reject'
    service recipes-xclient 127.0.0.1 "$(chain rsa)" 'smtpd_authorized_xclient_hosts = 127.0.0.0/8'
    service recipes-proxy 127.0.0.1 "$(chain rsa)" 'smtpd_upstream_proxy_protocol = haproxy'
}

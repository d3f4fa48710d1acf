# shellcheck shell=bash
# Services of Postfix that speak the PROXY protocol, or let this machine speak for others; for tests/interop/ways.rs.

ways_services() {
    service xclient 127.0.0.1 "$(chain rsa)" 'smtpd_authorized_xclient_hosts = 127.0.0.0/8'
    service upstream-proxy 127.0.0.1 "$(chain rsa)" 'smtpd_upstream_proxy_protocol = haproxy' \
        'smtpd_upstream_proxy_timeout = 2s'
    service upstream-proxy-wrapper 127.0.0.1 "$(chain rsa)" 'smtpd_upstream_proxy_protocol = haproxy' \
        'smtpd_tls_wrappermode = yes' 'smtpd_tls_security_level = encrypt'
}

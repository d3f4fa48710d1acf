//! What sessions show: a good server, one without TLS, and AUTH in the clear.

use super::*;

#[test]
fn a_good_server_meets_what_it_shows_and_nothing_else() {
    let report = report_on("good", &["--all", "--resume"]);
    for (typed, outcomes) in [
        ("starttls", "met met"),
        ("mx", "met"),
        ("dnssec", "met"),
        ("days-left=14", "met met"),
        ("mta-sts", "unmet"),
        ("dane", "unmet unmet"),
        ("dane=false", ""),
    ] {
        let rows = rows(typed, Some(&report), None);
        let seen: Vec<&str> = rows.iter().map(|row| row.outcome.id()).collect();
        assert_eq!(seen.join(" "), outcomes, "{typed}");
        let of_domain = matches!(typed, "mx" | "dnssec" | "mta-sts");
        assert!(
            rows.iter().all(|row| row.endpoint.is_none() == of_domain),
            "{typed}"
        );
    }
    let pin = {
        let chain = &report.endpoints[0].observations[0].chain;
        chain[0]
            .contents
            .as_ref()
            .expect("contents")
            .pin_sha256
            .clone()
    };
    check(
        &report,
        &[
            ("handshake", "met 0 a TLS session was negotiated", ""),
            ("resumption", "met 0 a second connection resumed", ""),
            (
                "requiretls",
                "unmet 44 REQUIRETLS is not offered inside TLS",
                "offer REQUIRETLS",
            ),
            (
                "client-certificate",
                "met 0 the server asks for no client certificate",
                "",
            ),
            ("identity", "unmet 44 ", "expect identity = \"note\""),
            ("identity=note", "met 0 ", ""),
            (
                "revocation",
                "not-tested 45 the server staples no OCSP response",
                "",
            ),
            (
                "pin",
                "not-tested 45 there is no verdict on it: only with --pin",
                "",
            ),
            (
                "data",
                "not-tested 45 there is no verdict on it: only with --data",
                "",
            ),
            ("tlsrpt", "unmet 44 no TLSRPT", ""),
            ("dane", "unmet 42 no TLSA records", ""),
            ("stage=ehlo", "met 0 ehlo was reached after ", ""),
            (
                "stage=auth",
                "not-tested 45 auth was not reached: the session ended without it, after ehlo",
                "",
            ),
            ("trust=trusted", "met 0 the peer is trusted", ""),
            (
                "trust=verified",
                "unmet 44 the peer is trusted",
                "--verify-name",
            ),
            ("protocol=1.3", "met 0 the session has TLS 1.3", ""),
            (
                "groups=X25519MLKEM768,x25519",
                "met 0 the group is X25519MLKEM768",
                "",
            ),
            (
                "groups=x25519",
                "unmet 44 the group is X25519MLKEM768, and not x25519",
                "",
            ),
            (
                "forbid-groups=x25519",
                "met 0 the group is X25519MLKEM768",
                "",
            ),
            (
                "forbid-groups=0x11ec",
                "unmet 44 the group is X25519MLKEM768, which is not to be",
                "",
            ),
            (
                "suites=TLS_AES_256_GCM_SHA384",
                "met 0 the cipher suite is TLS_AES_256_GCM_SHA384",
                "",
            ),
            ("forbid-suites=TLS_AES_256_GCM_SHA384", "unmet 44 ", ""),
            (
                "post-quantum",
                "met 0 the group is X25519MLKEM768, which is post-quantum hybrid",
                "",
            ),
            ("signature-schemes=ecdsa_secp256r1_sha256", "met 0 ", ""),
            (
                "forbid-signature-schemes=ecdsa_secp256r1_sha256",
                "unmet 44 the signature scheme is",
                "",
            ),
            ("days-left=80", "met 0 CN=mx1.good.test expires on ", ""),
            (
                "days-left=100",
                "unmet 41 CN=mx1.good.test expires on ",
                "renew the certificate",
            ),
            ("chain-days-left=80", "met 0 ", ""),
            (
                "certificate-names=mx1.good.test",
                "met 0 the certificate is for mx1.good.test",
                "",
            ),
            (
                "certificate-names=MX1.good.test.,good.test",
                "unmet 41 the certificate is for mx1.good.test, not for good.test",
                "add good.test",
            ),
            ("certificate-names=192.0.2.1", "unmet 41 ", "192.0.2.1"),
            (
                &format!("pins=sha256:{},{pin}", "00".repeat(32)),
                "met 0 the certificate's key is pinned: pin-sha256=",
                "",
            ),
            (
                &format!("pins={}", "00".repeat(32)),
                "unmet 44 neither the certificate nor its key is pinned",
                "find out who answers",
            ),
            (
                "issuer=LAB INTERMEDIATE",
                "met 0 the issuer is CN=smtls lab intermediate",
                "",
            ),
            (
                "issuer=R11",
                "unmet 44 the issuer is CN=smtls lab intermediate",
                "",
            ),
            ("key-types=ecdsa", "met 0 the key is ECDSA P-256", ""),
            (
                "key-types=RSA,Ed25519",
                "unmet 44 the key is ECDSA P-256",
                "RSA and Ed25519",
            ),
            (
                "extensions=size,8BITMIME",
                "met 0 SIZE and 8BITMIME are offered inside TLS",
                "",
            ),
            (
                "extensions=SIZE,DSN,AUTH PLAIN",
                "unmet 44 DSN and AUTH PLAIN are not offered inside TLS",
                "offer DSN and AUTH PLAIN",
            ),
            (
                "extensions=SIZE 52428800",
                "met 0 SIZE 52428800 is offered",
                "",
            ),
            ("extensions", "met 0 nothing is amiss", ""),
            (
                "forbid-extensions=ETRN",
                "met 0 nothing of ETRN is offered",
                "",
            ),
            (
                "forbid-extensions=PIPELINING",
                "unmet 44 PIPELINING is offered inside TLS",
                "no longer offer",
            ),
            ("extensions-in-the-clear=STARTTLS", "met 0 ", ""),
            ("forbid-extensions-in-the-clear=STARTTLS", "unmet 44 ", ""),
            (
                "no-auth-in-the-clear",
                "met 0 AUTH is not offered in the clear",
                "",
            ),
            (
                "min-size=50 MiB",
                "met 0 messages may have at most 52428800 octets",
                "",
            ),
            (
                "min-size=51 MiB",
                "unmet 44 messages may have at most 52428800",
                "message_size_limit",
            ),
            (
                "mta-sts-mode=enforce",
                "unmet 43 there is no policy: no MTA-STS",
                "mode: enforce",
            ),
            (
                "tls-report-to=mailto:a@b.test",
                "unmet 44 reports on TLS go nowhere",
                "rua=",
            ),
            (
                "mx-hosts=MX2.good.test,mx1.good.test",
                "met 0 the hosts are mx1.good.test and mx2.good.test",
                "",
            ),
            (
                "mx-hosts=mx1.good.test,mx3.good.test",
                "unmet 44 the hosts are mx1.good.test and mx2.good.test; missing: mx3.good.test; not expected: mx2.good.test",
                "",
            ),
            (
                "sender=deliver-unauthenticated",
                "met 0 a sender would deliver over TLS without authentication",
                "",
            ),
            ("sender=deliver-in-the-clear", "met 0 ", ""),
            ("sender=deliver-authenticated", "unmet 44 ", ""),
            ("sender=defer", "unmet 44 ", ""),
            ("max-time=total:1h,starttls:1h", "met 0 total took ", ""),
            ("max-time=total:1ms", "unmet 44 total took ", ""),
            (
                "max-time=auth:1h",
                "not-tested 45 the time of auth is not known",
                "",
            ),
            ("exit-code=0", "met 0 the probe ends with 0", ""),
            ("exit-code=29,2", "unmet 44 the probe ends with 0", ""),
            ("profile=mx", "not-tested 45 nothing was audited", ""),
        ],
    );
}

#[test]
fn without_tls_nothing_is_said_of_it() {
    let report = report_on("no-starttls", &[]);
    check(
        &report,
        &[
            ("starttls", "unmet 29 ", "turn on TLS"),
            ("handshake", "not-tested 45 ", ""),
            ("stage=first-ehlo", "met 0 first-ehlo was reached", ""),
            ("stage=starttls", "unmet 29 starttls was not reached: ", ""),
            ("stage=ehlo", "unmet 29 ehlo was not reached: ", ""),
            ("protocol=1.2", "not-tested 45 no TLS session stood: ", ""),
            ("groups=x25519", "not-tested 45 no TLS session stood: ", ""),
            ("post-quantum", "not-tested 45 no TLS session stood: ", ""),
            ("trust=trusted", "not-tested 45 no TLS session stood: ", ""),
            ("days-left=1", "not-tested 45 no TLS session stood: ", ""),
            (
                "certificate-names=a.test",
                "not-tested 45 no TLS session stood: ",
                "",
            ),
            (
                "extensions=SIZE",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
            (
                "forbid-extensions=SIZE",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
            (
                "requiretls",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
            (
                "extensions-in-the-clear=STARTTLS",
                "unmet 44 STARTTLS is not offered in the clear",
                "",
            ),
            ("forbid-extensions-in-the-clear=STARTTLS", "met 0 ", ""),
            ("max-time=greeting:1h", "met 0 greeting took ", ""),
            (
                "max-time=total:1h",
                "not-tested 45 the time of total is not known: ",
                "",
            ),
            ("exit-code=29", "met 0 the probe ends with 29", ""),
        ],
    );
    let stays = report_on("no-starttls-may", &[]);
    check(
        &stays,
        &[
            (
                "stage=starttls",
                "unmet 29 starttls was not reached: STARTTLS is not offered",
                "",
            ),
            ("stage=ehlo", "met 0 ", ""),
            ("protocol=1.2", "not-tested 45 no TLS session stood", ""),
            (
                "sender=deliver-in-the-clear",
                "met 0 a sender would deliver in the clear",
                "",
            ),
            ("sender=deliver-unauthenticated", "unmet 44 ", ""),
        ],
    );
}

#[test]
fn auth_in_the_clear_is_found_in_either_form() {
    let report = report_on("auth-in-the-clear", &[]);
    check(
        &report,
        &[
            (
                "no-auth-in-the-clear",
                "unmet 44 AUTH ",
                "smtpd_tls_auth_only",
            ),
            (
                "forbid-extensions-in-the-clear=AUTH PLAIN",
                "unmet 44 AUTH PLAIN is offered in the clear",
                "",
            ),
            ("forbid-extensions-in-the-clear=AUTH XYZZY", "met 0 ", ""),
        ],
    );
    let mut report = report_on("auth-in-the-clear", &[]);
    let offered = &mut report.endpoints[0].observations[0].extensions;
    let lines = offered.in_the_clear.as_mut().expect("EHLO");
    let auth = lines
        .iter_mut()
        .find(|line| line.keyword == "AUTH")
        .expect("AUTH");
    auth.keyword = format!("AUTH={}", auth.parameters.replace(' ', "\\"));
    auth.parameters.clear();
    check(
        &report,
        &[
            ("no-auth-in-the-clear", "unmet 44 AUTH=", ""),
            (
                "forbid-extensions-in-the-clear=AUTH",
                "unmet 44 AUTH is offered in the clear",
                "",
            ),
            (
                "extensions-in-the-clear=AUTH",
                "unmet 44 AUTH is not offered in the clear",
                "",
            ),
        ],
    );
    // On a port with TLS from the first octet nothing is said in the clear.
    let report = report_on("implicit-tls", &[]);
    check(
        &report,
        &[
            ("no-auth-in-the-clear", "met 0 ", ""),
            ("extensions=AUTH", "met 0 AUTH is offered inside TLS", ""),
            ("submission", "met 0 ", ""),
            ("sender=defer", "not-tested 45 ", ""),
            ("mta-sts-mode=none", "not-tested 45 ", ""),
        ],
    );
    let report = report_on("helo-only", &[]);
    check(
        &report,
        &[
            ("no-auth-in-the-clear", "met 0 ", ""),
            ("extensions-in-the-clear=STARTTLS", "unmet 44 ", ""),
        ],
    );
}

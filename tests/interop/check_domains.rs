//! `smtls check` of mail domains with DANE and MTA-STS: what they promise is met, and what they do not promise fails and is told.

use crate::expectations::Expectations;
use crate::network::assert_none;
use crate::posttls_finger;

/// With DANE, with MTA-STS, with both and with neither; and where they fail.
const DOMAINS: [&str; 12] = [
    "ee-key-sha256.secure.test",
    "ta-key-sha256.secure.test",
    "ee-mismatch.secure.test",
    "no-starttls.secure.test",
    "no-tlsa.secure.test",
    "two-hosts.secure.test",
    "wildcard-tlsa.secure.test",
    "unsigned.insecure.test",
    "sts-enforce.insecure.test",
    "sts-testing.insecure.test",
    "sts-mx-not-listed.insecure.test",
    "sts-and-dane.secure.test",
];

#[test]
fn what_is_written_of_a_domain_is_met_by_it_at_once() {
    let mut differences = Vec::new();
    for domain in DOMAINS {
        let file = Expectations::shown_by_domain(domain);
        differences.extend(file.unlike_written(domain));
        differences.extend(file.and_what_changes().check(&[]).unlike_all_met(domain));
    }
    assert_none(&differences);
}

#[test]
fn domains_keep_what_they_promise() {
    let mut differences = Vec::new();
    for (domain, shown, line, exit, words) in [
        (
            "ee-key-sha256.secure.test",
            "dnssec = true\ndane = true\nsender = \"deliver-authenticated\"\ntrust = \"verified\"\n\
             mx-hosts = [\"ee-key-sha256.mx.secure.test\"]",
            "mx-hosts = [\"other.mx.secure.test\"]",
            44,
            "ee-key-sha256.mx.secure.test",
        ),
        (
            "ta-key-sha256.secure.test",
            "dane = true",
            "mta-sts = true",
            43,
            "no MTA-STS",
        ),
        (
            "ee-mismatch.secure.test",
            "exit-code = 42\nsender = \"defer\"",
            "dane = true",
            42,
            "matches nothing",
        ),
        (
            "no-tlsa.secure.test",
            "dnssec = true\ndane = \"note\"",
            "dane = true",
            42,
            "no TLSA records",
        ),
        (
            "unsigned.insecure.test",
            "sender = \"deliver-unauthenticated\"",
            "dnssec = true",
            44,
            "not signed",
        ),
        (
            "sts-enforce.insecure.test",
            "mta-sts = true\nmta-sts-mode = \"enforce\"\nsender = \"deliver-authenticated\"\n\
             tlsrpt = true\ntls-report-to = [\"mailto:tls@insecure.test\"]",
            "mta-sts-mode = \"testing\"",
            43,
            "enforce",
        ),
        (
            "sts-enforce.insecure.test",
            "tlsrpt = true",
            "tls-report-to = [\"mailto:others@insecure.test\"]",
            44,
            "tls@insecure.test",
        ),
        (
            "sts-testing.insecure.test",
            "mta-sts-mode = \"testing\"",
            "mta-sts-mode = \"enforce\"",
            43,
            "testing",
        ),
        (
            "sts-mx-not-listed.insecure.test",
            "exit-code = 43\nmta-sts-mode = \"enforce\"",
            "mta-sts = true",
            43,
            "lists no MX host",
        ),
        (
            "sts-and-dane.secure.test",
            "dane = true\nmta-sts = true\nmta-sts-mode = \"enforce\"",
            "tlsrpt = true",
            44,
            "no TLSRPT",
        ),
    ] {
        differences.extend(
            Expectations::of_domain(domain, shown)
                .check(&[])
                .unlike_all_met(domain),
        );
        let checked = Expectations::of_domain(domain, line).check(&[]);
        let name = line.split(" = ").next().expect("a key");
        differences.extend(checked.unlike_unmet(domain, name, exit, words));
    }
    assert_none(&differences);
}

#[test]
fn what_postfix_trusts_by_dane_is_verified_and_nothing_else_is() {
    // posttls-finger looks at the first host alone, and smtls at all.
    let is_one = |domain: &&&str| domain.ends_with(".secure.test") && !domain.starts_with("two-");
    for domain in DOMAINS.iter().filter(is_one) {
        let theirs = posttls_finger::look_with_dane(domain);
        let verified = theirs.trust.as_deref() == Some("Verified");
        let checked = Expectations::of_domain(domain, "dane = true").check(&[]);
        let text = format!("{domain}: {}\n{}", checked.text, theirs.text);
        assert_eq!(checked.exit == 0, verified, "{text}");
    }
}

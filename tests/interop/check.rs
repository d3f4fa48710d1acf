//! `smtls check` on real servers: what they show is met, what they do not show fails with its exit code and says what is there instead.

use crate::expectations::Expectations;
use crate::network::assert_none;
use crate::opensmtpd;
use crate::services::{Service, service, services};
use crate::{openssl, posttls_finger};

/// One of each kind of server, and some of those that fail.
const SERVICES: [&str; 16] = [
    "rsa",
    "ecdsa",
    "both",
    "tls12",
    "p384",
    "wrapper",
    "auth-inside-tls",
    "no-tls",
    "expired",
    "no-intermediate",
    "opensmtpd-good",
    "opensmtpd-expired",
    "opensmtpd-wrapper",
    "sendmail-good",
    "sendmail-no-tls",
    "sendmail-tls12",
];

/// What a service shows, and what it does not: the line, the exit code, and words on what is there instead.
type Row = (
    &'static str,
    &'static str,
    &'static [(&'static str, i32, &'static str)],
);

const SESSION: &str = "stage = \"ehlo\"\nstarttls = true\nehlo = true\npath = true\nvalidity = true\nnames = true\ntrust = \"verified\"\n\
    certificate-names = [\"mx.interop.test\"]\nissuer = \"Interop Intermediate\"\ndays-left = 80\n\
    max-time = { starttls = \"20s\", total = \"40s\" }\n\
    extensions-in-the-clear = [\"STARTTLS\"]\nforbid-extensions = [\"STARTTLS\", \"XCLIENT\"]";

const SHOWN: [Row; 9] = [
    (
        "rsa",
        "protocol = \"TLSv1.3\"\ngroups = [\"x25519\", \"secp256r1\"]\nsuites = [\"TLS_AES_256_GCM_SHA384\"]\nkey-types = [\"RSA\"]\n\
         extensions = [\"SIZE\", \"PIPELINING\", \"8BITMIME\"]\nmin-size = \"10 MB\"\nforbid-signature-schemes = [\"rsa_pkcs1_sha1\"]",
        &[
            ("groups = [\"secp384r1\"]", 44, "x25519"),
            ("forbid-groups = [\"x25519\"]", 44, "x25519"),
            ("post-quantum = true", 44, "x25519"),
            (
                "suites = [\"TLS_CHACHA20_POLY1305_SHA256\"]",
                44,
                "TLS_AES_256_GCM_SHA384",
            ),
            ("key-types = [\"ECDSA\"]", 44, "RSA"),
            (
                "certificate-names = [\"www.interop.test\"]",
                41,
                "mx.interop.test",
            ),
            ("issuer = \"Let's Encrypt\"", 44, "Interop Intermediate"),
            ("days-left = 400", 41, "400 days are wanted"),
            ("extensions = [\"REQUIRETLS\"]", 44, "REQUIRETLS"),
            ("requiretls = true", 44, "REQUIRETLS"),
            ("forbid-extensions = [\"PIPELINING\"]", 44, "PIPELINING"),
            ("min-size = \"1 GiB\"", 44, "10240000"),
            ("max-time = { total = \"1ms\" }", 44, "ms"),
            (
                "pins = [\"sha256:00000000000000000000000000000000000000000000000000000000000000ff\"]",
                44,
                "pin-sha256=",
            ),
        ],
    ),
    (
        "tls12-ecdsa",
        "protocol = \"TLSv1.2\"\nsuites = [\"ECDHE-ECDSA-AES256-GCM-SHA384\"]\nkey-types = [\"ECDSA\"]",
        &[
            ("protocol = \"TLSv1.3\"", 44, "TLS 1.2"),
            (
                "forbid-suites = [\"ECDHE-ECDSA-AES256-GCM-SHA384\"]",
                44,
                "ECDHE_ECDSA",
            ),
        ],
    ),
    (
        "p384",
        "groups = [\"secp384r1\"]",
        &[("groups = [\"x25519\"]", 44, "secp384r1")],
    ),
    (
        "auth-inside-tls",
        "extensions = [\"AUTH PLAIN\", \"AUTH LOGIN\"]\nforbid-extensions-in-the-clear = [\"AUTH\"]\nno-auth-in-the-clear = true",
        &[("extensions = [\"AUTH SCRAM-SHA-256\"]", 44, "SCRAM-SHA-256")],
    ),
    (
        "opensmtpd-good",
        "protocol = \"TLSv1.3\"\nextensions = [\"SIZE\", \"8BITMIME\", \"DSN\"]",
        &[("extensions = [\"PIPELINING\"]", 44, "PIPELINING")],
    ),
    (
        "opensmtpd-submission",
        "extensions = [\"AUTH PLAIN\"]",
        &[("forbid-extensions = [\"AUTH\"]", 44, "AUTH")],
    ),
    (
        "sendmail-good",
        "protocol = \"TLSv1.3\"\ngroups = [\"secp256r1\"]\nextensions-in-the-clear = [\"STARTTLS\", \"AUTH CRAM-MD5\"]",
        &[
            ("groups = [\"x25519\"]", 44, "secp256r1"),
            ("no-auth-in-the-clear = true", 44, "CRAM-MD5"),
        ],
    ),
    (
        "sendmail-tls12",
        "protocol = \"TLSv1.2\"",
        &[("protocol = \"TLSv1.3\"", 44, "TLS 1.2")],
    ),
    (
        "sendmail-submission",
        "extensions = [\"AUTH PLAIN\"]",
        &[("forbid-extensions = [\"AUTH\"]", 44, "AUTH")],
    ),
];

#[test]
fn what_is_written_of_a_server_is_met_by_it_at_once() {
    let mut differences = Vec::new();
    for name in SERVICES {
        let _alone = opensmtpd::alone();
        let file = Expectations::shown_by(&service(name));
        differences.extend(file.unlike_written(name));
        differences.extend(file.and_what_changes().check(&[]).unlike_all_met(name));
    }
    assert_none(&differences);
}

#[test]
fn servers_show_what_is_expected_and_nothing_else() {
    let mut differences = Vec::new();
    let _alone = opensmtpd::alone();
    for (name, shown, not_shown) in SHOWN {
        let service = service(name);
        // What only this server shows comes in the place of what all of them do.
        let of = |lines: &str| {
            let key = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
            let own: Vec<String> = lines.lines().map(key).collect();
            let common = SESSION.lines().filter(|line| !own.contains(&key(line)));
            let all: Vec<&str> = common.chain(lines.lines()).collect();
            Expectations::of(&service, &all.join("\n"))
        };
        differences.extend(of(shown).check(&[]).unlike_all_met(name));
        for (line, exit, words) in not_shown {
            let of_line = line.split(" = ").next().expect("a key");
            differences.extend(
                of(line)
                    .check(&[])
                    .unlike_unmet(name, of_line, *exit, words),
            );
        }
    }
    assert_none(&differences);
}

/// Whoever speaks no TLS, or shows what does not hold, is as expected where just that is expected.
#[test]
fn servers_that_fail_end_with_what_is_expected_of_them() {
    let mut differences = Vec::new();
    let _alone = opensmtpd::alone();
    for (name, exit, check, words) in [
        ("no-tls", 29, "starttls", "STARTTLS is not offered"),
        ("expired", 41, "validity", "expired"),
        ("no-intermediate", 41, "path", "Interop Intermediate"),
        (
            "client-required",
            32,
            "client-certificate",
            "client certificate",
        ),
        (
            "opensmtpd-no-tls",
            29,
            "starttls",
            "STARTTLS is not offered",
        ),
        ("opensmtpd-expired", 41, "validity", "expired"),
        ("sendmail-no-tls", 29, "starttls", "STARTTLS is not offered"),
        ("sendmail-expired", 41, "validity", "expired"),
    ] {
        let service = service(name);
        let so = Expectations::of(&service, &format!("exit-code = {exit}"));
        differences.extend(so.check(&[]).unlike_all_met(name));
        let otherwise = Expectations::of(&service, &format!("{check} = true"));
        differences.extend(otherwise.check(&[]).unlike_unmet(name, check, exit, words));
    }
    assert_none(&differences);
}

/// The days and digests that decide are those that openssl reads from the same server.
#[test]
fn what_decides_is_what_openssl_sees() {
    let mut differences = Vec::new();
    let root = services().root.to_str().expect("a path in UTF-8");
    for name in ["rsa", "ecdsa", "sendmail-good"] {
        let service = service(name);
        let theirs = openssl::look(&service, root, &services().name);
        let own = &theirs.chain[0];
        let pin = |digest: &str| format!("pins = [\"sha256:{digest}\"]");
        differences.extend(
            Expectations::of(&service, &pin(&own.sha256))
                .check(&[])
                .unlike_all_met(name),
        );
        let end = &own.not_after;
        let far = Expectations::of(&service, "days-left = 400").check(&[]);
        differences.extend(far.unlike_unmet(name, "days-left", 41, end));
        // The digests of the certificate and of its key, as Postfix has them.
        let finger = posttls_finger::look(&service, root, &services().name);
        assert_eq!(finger.chain[0].sha256, own.sha256, "{}", finger.text);
        let days = (0..400).take_while(|days| own.lasts(*days)).count() - 1;
        let so_many = Expectations::of(&service, &format!("days-left = {days}"));
        differences.extend(so_many.check(&[]).unlike_all_met(name));
        let one_more = format!("days-left = {}", days + 1);
        let checked = Expectations::of(&service, &one_more).check(&[]);
        differences.extend(checked.unlike_unmet(name, "days-left", 41, end));
    }
    assert_none(&differences);
}

/// Where nothing listens a probe ends with 2, and README has that tried once. Sent away is 45, and tried again.
#[test]
fn what_is_down_is_told_from_what_is_not_testable_now() {
    let down = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = down.local_addr().expect("its number").port();
    drop(down);
    let nobody = Service {
        name: "nobody",
        address: "127.0.0.1",
        port,
        wrapper: false,
    };
    let again = ["--retry", "2", "--retry-delay", "10ms"];
    let checked = Expectations::of(&nobody, "protocol = \"TLSv1.2\"").check(&again);
    assert_eq!(checked.exit, 2, "{}", checked.text);
    assert_eq!(checked.json["targets"][0]["attempts"], 1);
    let outcomes = checked.outcomes();
    assert_eq!(outcomes[0].1, "not-tested", "{outcomes:?}");

    // No resolver, no answer: nothing is known of the domain.
    let domain = Expectations::of_domain("ee-key-sha256.secure.test", "dane = true");
    let resolver = &services().network.resolver;
    let text = domain.text().replace(resolver.as_str(), "127.0.0.1:9");
    domain.replace(&text);
    let checked = domain.check(&again);
    assert_eq!(checked.exit, 40, "{}", checked.text);
}

/// A Postfix that sends away who comes too often, and takes him again a little later.
#[test]
fn who_is_sent_away_is_told_so_and_comes_again() {
    let service = service("check-limited");
    let file = Expectations::of(&service, "starttls = true");
    let met = |file: &Expectations| file.check(&[]).exit == 0;
    let mut calls = 0;
    while met(&file) {
        calls += 1;
        assert!(calls < 20, "it sends nobody away");
    }
    let checked = file.check(&["--retry", "2", "--retry-delay", "10ms"]);
    assert_eq!(checked.exit, 45, "{}", checked.text);
    assert_eq!(
        checked.json["targets"][0]["attempts"], 3,
        "{}",
        checked.text
    );
    assert_eq!(checked.outcomes()[0].1, "not-tested", "{}", checked.text);
}

#[test]
fn a_profile_is_asked_of_an_audit() {
    let mut differences = Vec::new();
    for (name, expect, line, words) in [
        (
            "audit-tls13",
            "profile = \"mx\"\naccepts-versions = [\"TLS 1.3\"]\nrefuses-versions = [\"TLS 1.0\", \"TLS 1.1\", \"TLS 1.2\"]\n\
             without = [\"rc4\", \"sweet32\", \"old-versions\"]",
            "accepts-versions = [\"TLS 1.2\"]",
            "TLS 1.2",
        ),
        (
            "audit-tls10",
            "exit-code = 29\naccepts-versions = [\"TLS 1.0\"]",
            "exit-code = 29\nwithout = [\"old-versions\"]",
            "TLS 1.0",
        ),
        (
            "audit-dhe1024",
            "accepts-suites = [\"DHE-RSA-AES256-GCM-SHA384\"]",
            "without = [\"logjam\"]",
            "1024",
        ),
    ] {
        let service = service(name);
        differences.extend(
            Expectations::of(&service, expect)
                .check(&[])
                .unlike_all_met(name),
        );
        let checked = Expectations::of(&service, line).check(&[]);
        let line = line.lines().last().expect("a line");
        let key = line.split(" = ").next().expect("a key");
        differences.extend(checked.unlike_unmet(name, key, 44, words));
    }
    assert_none(&differences);
}

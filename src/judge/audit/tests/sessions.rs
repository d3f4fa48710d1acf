//! Weaknesses of STARTTLS and of sessions: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check};
use super::server::{Server, reply};
use crate::audit::{Injection, Known, NotTested};
use crate::judge::audit::Weakness;

#[test]
fn x20_starttls_and_sessions() {
    check(
        Weakness::CommandInjection,
        |it| it.smtp.injection = Known::Known(Injection::Yes(b"250 Ok".to_vec())),
        (FAIL, FAIL),
        "\"250 Ok\"",
    );
    check(
        Weakness::CommandInjection,
        |it| it.smtp.injection = Known::Known(Injection::Refused("503".to_owned())),
        (NONE, NONE),
        "503",
    );
    check(
        Weakness::CommandInjection,
        |it| it.smtp.injection = Known::NotTested(NotTested::Passive),
        (OPEN, OPEN),
        "left out by --passive",
    );
    check(
        Weakness::PlaintextAfterReply,
        |it| it.smtp.plaintext_after_reply = Known::Known(Some(b"\x1b[2J".to_vec())),
        (FAIL, FAIL),
        "\"\\x1b[2J\"",
    );
    check(
        Weakness::MaskedStartTls,
        |it| it.smtp.masked = Known::Known(true),
        (WARN, WARN),
        "opportunistic",
    );
    check(
        Weakness::OfferedAgain,
        |it| it.smtp.offered_again = Known::Known(true),
        (FAIL, FAIL),
        "inside TLS",
    );
    check(
        Weakness::OfferedAgain,
        |it| it.smtp.inside_tls = Known::Known(reply("220 2.0.0 Go ahead")),
        (WARN, WARN),
        "a second handshake inside the first",
    );
    let mail = |line: &'static str| {
        move |server: &mut Server| server.smtp.mail_in_the_clear = Known::Known(reply(line))
    };
    check(
        Weakness::TlsEnforcement,
        mail("530 5.7.0 STARTTLS first"),
        (FAIL, NONE),
        "530 5.7.0 STARTTLS first",
    );
    check(
        Weakness::TlsEnforcement,
        mail("250 Ok"),
        (NONE, WARN),
        "250 Ok",
    );
    check(
        Weakness::TlsEnforcement,
        mail("451 Later"),
        (OPEN, OPEN),
        "says nothing of TLS",
    );
    let auth = |mechanism: &'static str| {
        move |server: &mut Server| {
            server.smtp.auth_in_the_clear = Known::Known(vec![mechanism.to_owned()]);
        }
    };
    check(
        Weakness::AuthInTheClear,
        auth("PLAIN"),
        (WARN, FAIL),
        "password",
    );
    check(
        Weakness::AuthInTheClear,
        auth("SCRAM-SHA-256"),
        (NOTE, NOTE),
        "hides the password",
    );
    check(
        Weakness::RequireTlsInTheClear,
        |it| it.smtp.requiretls_in_the_clear = Known::Known(true),
        (WARN, WARN),
        "in the clear",
    );
    let changed = |server: &mut Server| {
        server.smtp.changed = Known::Known((vec!["DSN".to_owned()], Vec::new()));
    };
    check(
        Weakness::ChangedExtensions,
        changed,
        (NOTE, NOTE),
        "only in the clear: DSN",
    );
    let one = |server: &mut Server| server.smtp.backends[0].connections = 1;
    check(
        Weakness::DifferentBackends,
        one,
        (OPEN, OPEN),
        "one connection only",
    );
    let two = |server: &mut Server| {
        let mut other = server.smtp.backends[0].clone();
        other.greeting = "another\u{1b}".to_owned();
        server.smtp.backends.push(other);
    };
    check(
        Weakness::DifferentBackends,
        two,
        (NOTE, NOTE),
        "another\\u{1b}",
    );
    let alike = |server: &mut Server| {
        let mut other = server.smtp.backends[0].clone();
        other.keywords.push("XFOO".to_owned());
        other.tls = Some("TLS 1.2, another certificate".to_owned());
        other.connections = 1;
        server.smtp.backends.push(other);
    };
    check(
        Weakness::DifferentBackends,
        alike,
        (NOTE, NOTE),
        "\"mx.example.test ESMTP\", with XFOO, TLS 1.2, another certificate (once)",
    );
    check(
        Weakness::DifferentBackends,
        alike,
        (NOTE, NOTE),
        "\"mx.example.test ESMTP\", without XFOO",
    );
}

//! What mail clients meet, on the ports of submission.

use super::row::{named, send};
use crate::lab::scenario::{Behaviour, Scenario, host};
use crate::lab::script::{Act, Manners};

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        submission(
            "submission",
            "A submission server on port 587, with STARTTLS.",
            with_auth(Manners::default()),
        )
        .ends(0, &["mail.submission.test", "TLS 1.3"]),
        submission(
            "submission-no-starttls",
            "A submission server that does not offer STARTTLS.",
            Manners {
                starttls: None,
                ..Manners::default()
            },
        )
        .ends(29, &["STARTTLS is not offered", "mail client"]),
        submissions(
            "implicit-tls",
            "A submission server on port 465, with TLS from the first octet.",
            implicit(with_auth(Manners::default())),
        )
        .ends(0, &["mail.implicit-tls.test", "TLS 1.3"]),
        submissions(
            "implicit-tls-starttls",
            "A server offers STARTTLS on port 465, where TLS stands already.",
            implicit(Manners {
                extensions: vec!["STARTTLS".to_owned()],
                extensions_inside_tls: vec!["STARTTLS".to_owned()],
                ..Manners::default()
            }),
        )
        .ends(0, &["mail.implicit-tls-starttls.test"])
        .warns(&["STARTTLS is offered"]),
        submissions(
            "plaintext-on-465",
            "Port 465 speaks SMTP in the clear, where TLS is due from the first octet.",
            vec![send("220 mail.plaintext-on-465.test ESMTP\r\n"), Act::Stall],
        )
        .ends(29, &["220 mail.plaintext-on-465.test"]),
        located(
            "srv",
            "SRV records lead mail clients to a server, first to the one with TLS from the first octet.",
            &["_submissions._tcp SRV 0 1 465 mail", "_submission._tcp SRV 10 1 587 mail"],
        )
        .ends(0, &["mail.srv.test", ":465", "TLS 1.3"])
        .notes(&["as it should be"]),
        located(
            "srv-starttls-first",
            "The SRV records prefer STARTTLS to TLS from the first octet.",
            &["_submissions._tcp SRV 20 1 465 mail", "_submission._tcp SRV 10 1 587 mail"],
        )
        .ends(0, &["mail.srv-starttls-first.test"])
        .warns(&["in preference to _submissions._tcp"]),
        located(
            "srv-not-offered",
            "The SRV record says that there is no submission with TLS from the first octet.",
            &["_submissions._tcp SRV 0 0 0 .", "_submission._tcp SRV 0 1 587 mail"],
        )
        .ends(40, &["srv-not-offered.test offers no submission with TLS"]),
        located(
            "srv-missing",
            "The domain has no SRV records, by which mail clients would find their server.",
            &[],
        )
        .ends(40, &["srv-missing.test has no SRV record"]),
        Scenario {
            zones: vec!["srv-outside.test".to_owned(), "provider.test".to_owned()],
            hosts: vec![host("mail.provider.test", implicit(named("srv-outside.test"))).on(465)],
            ..Scenario::new(
                "srv-outside",
                "The SRV record leads to a host of a provider, which mail clients ask their user about.",
            )
        }
        .with_records(&["_submissions._tcp.srv-outside.test SRV 0 1 465 mail.provider.test"])
        .with_options(&["--srv"])
        .with_target("submissions://srv-outside.test")
        .ends(0, &["mail.provider.test", "for the right name"])
        .warns(&["mail.provider.test is outside of srv-outside.test"]),
        srv_id("srv-id", "_submissions.srv-id.test", "The certificate is for the service of the domain that mail clients ask for, by an SRV-ID.")
            .ends(0, &["mail.srv-id.test", "for the right name"]),
        srv_id("srv-id-other", "_submission.srv-id-other.test", "The certificate is for submission with STARTTLS by an SRV-ID, and the server speaks TLS from the first octet.")
            .ends(41, &["_submission.srv-id-other.test does not count", "the other of the two"]),
        Scenario {
            hosts: vec![host("mail.srv-wrong-name.test", implicit(Manners::default())).on(465)],
            ..Scenario::new(
                "srv-wrong-name",
                "The certificate is for the host that the SRV record leads to, and not for the domain.",
            )
        }
        .with_records(&["_submissions._tcp.srv-wrong-name.test SRV 0 1 465 mail.srv-wrong-name.test"])
        .with_options(&["--srv"])
        .with_target("submissions://srv-wrong-name.test")
        .ends(41, &["is for mail.srv-wrong-name.test, not for srv-wrong-name.test", "mail client"]),
    ]
}

/// A domain with these SRV records, whose owners and targets are names within it, and a good server on both ports.
fn located(name: &str, description: &str, records: &[&str]) -> Scenario {
    let domain = format!("{name}.test");
    let mail = format!("mail.{domain}");
    let records = records.iter().map(|record| {
        let (owner, data) = record.split_once(' ').unwrap_or((record, ""));
        let target = if data.ends_with('.') { "" } else { &domain };
        let dot = if target.is_empty() { "" } else { "." };
        format!("{owner}.{domain} {data}{dot}{target}")
    });
    Scenario {
        records: records.collect(),
        hosts: vec![
            host(&mail, implicit(with_auth(named(&domain)))).on(465),
            host(&mail, with_auth(named(&domain))).on(587),
        ],
        ..Scenario::new(name, description)
    }
    .with_options(&["--srv"])
    .with_target(&format!("submissions://{domain}"))
}

/// A server with TLS from the first octet that an SRV record leads to, with a certificate for this SRV-ID alone.
fn srv_id(name: &str, srv_id: &str, description: &str) -> Scenario {
    let mail = format!("mail.{name}.test");
    Scenario {
        hosts: vec![host(&mail, implicit(with_auth(named(srv_id)))).on(465)],
        ..Scenario::new(name, description)
    }
    .with_records(&[&format!("_submissions._tcp.{name}.test SRV 0 1 465 {mail}")])
    .with_options(&["--srv"])
    .with_target(&format!("submissions://{name}.test"))
}

fn submission(name: &str, description: &str, behaviour: impl Into<Behaviour>) -> Scenario {
    let mail = format!("mail.{name}.test");
    Scenario {
        hosts: vec![host(&mail, behaviour).on(587)],
        ..Scenario::new(name, description)
    }
    .with_target(&format!("submission://{mail}"))
}

fn submissions(name: &str, description: &str, behaviour: impl Into<Behaviour>) -> Scenario {
    let mail = format!("mail.{name}.test");
    Scenario {
        hosts: vec![host(&mail, behaviour).on(465)],
        ..Scenario::new(name, description)
    }
    .with_target(&format!("submissions://{mail}"))
}

/// The same, with AUTH inside TLS, as mail clients need it (RFC 6409 §7).
pub(super) fn with_auth(mut manners: Manners) -> Manners {
    manners
        .extensions_inside_tls
        .push("AUTH PLAIN LOGIN".to_owned());
    manners
}

/// The same TLS, but from the first octet, then a session.
fn implicit(manners: Manners) -> Vec<Act> {
    vec![
        Act::Handshake(manners.tls.clone()),
        Act::Serve(Manners {
            starttls: None,
            ..manners
        }),
    ]
}

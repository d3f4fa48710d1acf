//! What mail clients meet, on the ports of submission.

use super::row::send;
use crate::lab::scenario::{Behaviour, Scenario, host};
use crate::lab::script::{Act, Manners};
use crate::lab::tls::TlsProfile;

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        submission(
            "submission",
            "A submission server on port 587, with STARTTLS.",
            Manners::default(),
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
            implicit(Manners::default()),
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
    ]
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

/// TLS from the first octet, then a session.
fn implicit(manners: Manners) -> Vec<Act> {
    vec![
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners {
            starttls: None,
            ..manners
        }),
    ]
}

//! REQUIRETLS is said only in a session that keeps what it asks for (RFC 8689 §2, §4.2.1).

use super::server::*;
use crate::support::{expired, without_starttls};
use smtls::lab::Scenario;

fn offering_it(mut manners: Manners) -> Manners {
    manners.extensions_inside_tls.push("REQUIRETLS".to_owned());
    manners
}

#[test]
fn q03_requiretls_is_said_where_host_and_certificate_are_proved() {
    let theatre = Theatre::with_host(offering_it(Manners::default()));
    let letter = Letter::new(LETTER);
    theatre
        .probe(&with(&["--require-tls", "--data", letter.path()]))
        .ends(0, &["the message was accepted for 1 recipient"]);
    let delivery = only_delivery(&theatre);
    assert!(delivery.mail.ends_with(" REQUIRETLS"), "{}", delivery.mail);
}

#[test]
fn q04_without_the_offer_or_the_proofs_nothing_is_sent() {
    let unsigned = Scenario {
        unsigned: vec!["lab.test".to_owned()],
        ..one_host(offering_it(Manners::default()))
    };
    let rows = [
        (
            one_host(Manners::default()),
            &[][..],
            "does not offer REQUIRETLS inside TLS",
        ),
        (
            one_host(without_starttls()),
            &["--level", "may"],
            "not inside TLS",
        ),
        (
            one_host(offering_it(expired())),
            &["--level", "encrypt"],
            "certificate",
        ),
        (unsigned, &[], "DNSSEC"),
    ];
    in_parallel(&rows, |(scenario, options, words)| {
        let theatre = Theatre::new(scenario);
        theatre
            .probe(&with(&[&["--require-tls"], *options].concat()))
            .ends(23, &["MAIL was not said", "REQUIRETLS", "5.7.30", words]);
        let lines = said(&theatre);
        assert!(!lines.iter().any(|it| it.starts_with("MAIL")), "{lines:?}");
    });
}

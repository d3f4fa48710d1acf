//! What only an audit finds, and a probe passes by.

use super::row::{instead, one_host, send};
use crate::lab::scenario::Scenario;
use crate::lab::script::{Act, Manners};

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "keeps-plaintext",
            "The server carries out inside TLS what was said in the clear behind STARTTLS, by whomever; smtls audit finds it.",
            Manners {
                keeps_plaintext: true,
                ..Manners::default()
            },
        )
        .ends(0, &["mx1.keeps-plaintext.test", "TLS 1.3"]),
        one_host(
            "masked-starttls",
            "A device on the path overwrites the word STARTTLS, but lets the command through; smtls audit finds that.",
            Manners {
                extensions: vec!["PIPELINING".to_owned(), "XXXXXXXA".to_owned()],
                hides_starttls: true,
                ..Manners::default()
            },
        )
        .ends(29, &["STARTTLS is not offered"]),
        one_host(
            "auth-in-the-clear",
            "The server offers AUTH and REQUIRETLS in the clear.",
            Manners {
                extensions: vec!["AUTH PLAIN LOGIN".to_owned(), "REQUIRETLS".to_owned()],
                ..Manners::default()
            },
        )
        .ends(0, &["mx1.auth-in-the-clear.test", "TLS 1.3"]),
        one_host(
            "two-backends",
            "Behind one address two servers take turns that are not alike; smtls audit notices.",
            vec![Act::InTurn(vec![
                vec![Act::Serve(Manners::default())],
                vec![Act::Serve(Manners {
                    hostname: "mx1b.two-backends.test".to_owned(),
                    extensions: vec!["SIZE 1000".to_owned()],
                    ..Manners::default()
                })],
            ])],
        )
        .ends(0, &["mx1.two-backends.test", "TLS 1.3"]),
        one_host(
            "sends-away",
            "The server sends every fourth client away with 421; smtls audit waits, goes on once, and then stops.",
            vec![Act::InTurn(vec![
                vec![Act::Serve(Manners::default())],
                vec![Act::Serve(Manners::default())],
                vec![Act::Serve(Manners::default())],
                vec![send("421 4.7.0 Too many connections\r\n"), Act::Close],
            ])],
        )
        .ends(0, &["mx1.sends-away.test", "TLS 1.3"]),
        one_host(
            "refuses-mail",
            "The server sends a client away that says MAIL in the clear.",
            instead("MAIL", "421 4.7.0 Say STARTTLS first\r\n"),
        )
        .ends(0, &["mx1.refuses-mail.test", "TLS 1.3"]),
    ]
}

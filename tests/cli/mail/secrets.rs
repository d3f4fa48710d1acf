//! A password stays hidden, also where a message quotes it.

use super::server::*;
use crate::support::named_host_with_password;
use smtls::lab::Account;

const PASSWORD: &str = "correct horse battery";

#[test]
fn k29_a_message_that_quotes_the_password_arrives_and_is_not_shown() {
    let text = format!("From: a\nDate: b\nSubject: {PASSWORD}\n\nIt is {PASSWORD}.\n");
    let letter = Letter::new(&text);
    let manners = || {
        let mut manners = offering(&["AUTH PLAIN", "CHUNKING"]);
        manners.account = Some(Account::default());
        manners.post.wants_auth = true;
        manners
    };
    for format in ["text", "json", "brief"] {
        for means in [&[][..], &["--chunking"]] {
            let theatre = named_host_with_password(587, manners(), PASSWORD);
            let options = [
                &[
                    "--auth-user",
                    "alice",
                    "--format",
                    format,
                    "--data",
                    letter.path(),
                ],
                means,
                &[
                    "--mail-parameter",
                    "AUTH=<>",
                    "--to",
                    "\"correct horse battery\"@lab.test",
                ],
            ]
            .concat();
            theatre
                .probe(&with(&options))
                .exits(0)
                .never_says(&[PASSWORD]);
            let delivery = only_delivery(&theatre);
            let arrived = String::from_utf8(delivery.octets).unwrap();
            assert_eq!(arrived, text.replace('\n', "\r\n"));
            assert_eq!(
                delivery.recipients[1],
                "RCPT TO:<\"correct horse battery\"@lab.test>"
            );
        }
    }
    // Who insists sees it.
    named_host_with_password(587, manners(), PASSWORD)
        .probe(&with(&[
            "--auth-user",
            "alice",
            "--show-secrets",
            "--data",
            letter.path(),
        ]))
        .ends(0, &[])
        .says(&[" ~> Subject: correct horse battery"]);
}

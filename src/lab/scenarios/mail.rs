//! Servers that a message is handed in to: whole and in part, refused and put off.

use super::row::{one_host, without_starttls};
use super::submission::with_auth;
use crate::lab::post::Post;
use crate::lab::scenario::{Scenario, host};
use crate::lab::script::Manners;

/// Who sends, in every row.
const FROM: &[&str] = &["--from", "me@client.test"];

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "mail-good",
            "A server takes a message for both recipients, which are named at once with the rest.",
            offering(&["CHUNKING", "SMTPUTF8", "DSN"], Post::default()),
        )
        .sends(&["--data", "--pipeline", "--to", "you@mail-good.test", "--to", "them@mail-good.test"])
        .ends(0, &["the message was accepted for 2 recipients"]),
        one_host(
            "mail-chunking",
            "A server takes a message in chunks (CHUNKING), where a line that is one dot ends nothing.",
            offering(&["CHUNKING"], Post::default()),
        )
        .sends(&["--data", "--chunking=100", "--to", "you@mail-chunking.test"])
        .ends(0, &["the message was accepted for 1 recipient"]),
        one_host(
            "mail-unknown-user",
            "A server knows one of two recipients, and takes the message for the other.",
            post(Post {
                refuses: vec![("nobody@", "550 5.1.1 No such user here")],
                ..Post::default()
            }),
        )
        .sends(&["--data", "--to", "you@mail-unknown-user.test", "--to", "nobody@mail-unknown-user.test"])
        .ends(24, &["nobody@", "No such user", "accepted for 1 of 2 recipients"]),
        one_host(
            "mail-greylist",
            "A server puts off everybody whom it does not know yet (greylisting).",
            post(Post {
                greylists: true,
                ..Post::default()
            }),
        )
        .sends(&["--data", "--to", "you@mail-greylist.test"])
        .ends(24, &["Greylisted", "keep the message and try again"]),
        one_host(
            "mail-refused",
            "A server refuses a message once it has seen it.",
            post(Post {
                refuses_after: vec![("", "554 5.7.1 This looks like spam")],
                ..Post::default()
            }),
        )
        .sends(&["--data", "--to", "you@mail-refused.test"])
        .ends(26, &["looks like spam", "return the message to its author"]),
        one_host(
            "mail-too-large",
            "A message has more octets than the server takes, which it says before any is sent.",
            Manners {
                extensions_inside_tls: vec!["SIZE 200".to_owned()],
                ..Manners::default()
            },
        )
        .sends(&["--data", "--to", "you@mail-too-large.test"])
        .ends(23, &["552 5.3.4", "200 octets"]),
        one_host(
            "mail-ascii-only",
            "A recipient's address has letters beyond ASCII, and the server does not offer SMTPUTF8.",
            Manners::default(),
        )
        .sends(&["--data", "--to", "j\u{fc}rgen@mail-ascii-only.test"])
        .ends(23, &["MAIL was not said", "SMTPUTF8"]),
        Scenario {
            hosts: vec![
                host(
                    "mail.mail-auth-first.test",
                    with_auth(post(Post {
                        wants_auth: true,
                        ..Post::default()
                    })),
                )
                .on(587),
            ],
            ..Scenario::new(
                "mail-auth-first",
                "A submission server takes no mail before authentication.",
            )
        }
        .sends(&["--data", "--to", "you@mail-auth-first.test"])
        .with_target("submission://mail.mail-auth-first.test")
        .ends(23, &["530 5.7.0", "mail client", "authenticate"]),
        Scenario {
            hosts: vec![
                host(
                    "lmtp.mail-lmtp.test",
                    Manners {
                        lmtp: true,
                        post: Post {
                            refuses_after: vec![("full@", "552 5.2.2 The mailbox is full")],
                            ..Post::default()
                        },
                        ..without_starttls()
                    },
                )
                .on(24),
            ],
            ..Scenario::new(
                "mail-lmtp",
                "An LMTP server puts a message into one mailbox, and not into the other.",
            )
        }
        .sends(&["--level", "may", "--data", "--to", "you@mail-lmtp.test", "--to", "full@mail-lmtp.test"])
        .with_target("lmtp://lmtp.mail-lmtp.test:24")
        .ends(26, &["full@", "mailbox is full", "accepted for 1 of 2 recipients"]),
    ]
}

impl Scenario {
    /// The same for a probe that hands in a message, with these options.
    fn sends(self, options: &[&str]) -> Self {
        self.with_options(&[options, FROM].concat())
    }
}

/// A good server but for what it makes of mail.
fn post(post: Post) -> Manners {
    Manners {
        post,
        ..Manners::default()
    }
}

/// A good server that offers more inside TLS.
fn offering(keywords: &[&str], of: Post) -> Manners {
    let mut manners = post(of);
    let keywords = keywords.iter().map(|keyword| (*keyword).to_owned());
    manners.extensions_inside_tls.extend(keywords);
    manners
}

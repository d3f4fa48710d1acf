//! Servers that take mail, and what the tests hand in.

pub use crate::support::{Theatre, in_parallel, one_host};
use serde_json::Value;
pub use smtls::lab::{Act, Behaviour, Delivery, Manners, Post, mx};
use std::io::Write;
use tempfile::NamedTempFile;

/// Whom the tests write to, and as whom.
pub const ENVELOPE: &[&str] = &["--from", "me@client.test", "--to", "you@lab.test"];

/// The same envelope in a session that goes on in the clear.
pub const IN_THE_CLEAR: &[&str] = &[
    "--level",
    "may",
    "--from",
    "me@client.test",
    "--to",
    "you@lab.test",
];

/// A message with what a message must have.
pub const LETTER: &str = "Date: Sun, 22 Nov 2026 14:34:58 +0000\nFrom: <me@client.test>\n\nHello\n";

/// What is awaited, and what is sent then.
pub type Exchanges<'a> = &'a [(&'static str, &'a str)];

/// A message in a file.
pub struct Letter(NamedTempFile);

impl Letter {
    pub fn new(octets: impl AsRef<[u8]>) -> Self {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(octets.as_ref()).unwrap();
        Self(file)
    }

    pub fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }
}

/// A server in the clear that offers these extensions, and what it does from there on.
pub fn clear(extensions: &[&str], acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    let mut lines = vec!["mx.lab.test"];
    lines.extend(extensions);
    let last = lines.len() - 1;
    let lines = lines.iter().enumerate();
    let reply = lines.map(|(at, line)| {
        let separator = if at == last { ' ' } else { '-' };
        format!("250{separator}{line}\r\n")
    });
    let mut all = vec![
        send("220 mx.lab.test ESMTP\r\n"),
        Act::Expect("EHLO"),
        send(&reply.collect::<String>()),
    ];
    all.extend(acts);
    all
}

/// A dialogue: what is awaited, and what is sent then.
pub fn talk(exchanges: Exchanges<'_>) -> Vec<Act> {
    let acts = exchanges.iter();
    acts.flat_map(|(expected, reply)| [Act::Expect(expected), send(reply)])
        .collect()
}

pub fn send(text: &str) -> Act {
    Act::Send(text.as_bytes().to_vec())
}

/// A good server that offers more inside TLS.
pub fn offering(keywords: &[&str]) -> Manners {
    let mut manners = Manners::default();
    let keywords = keywords.iter().map(|keyword| (*keyword).to_owned());
    manners.extensions_inside_tls.extend(keywords);
    manners
}

/// A good server but for what it makes of mail.
pub fn post(post: Post) -> Manners {
    Manners {
        post,
        ..Manners::default()
    }
}

/// The options of an envelope, with more.
pub fn with<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [ENVELOPE, options].concat()
}

/// The message that the server has kept, once it is done with the client.
#[track_caller]
pub fn only_delivery(theatre: &Theatre) -> Delivery {
    theatre.connections();
    let mut deliveries = theatre.lab.log().deliveries();
    assert_eq!(deliveries.len(), 1, "{deliveries:#?}");
    deliveries.remove(0)
}

/// The command lines that were said, in order, of the only connection.
#[track_caller]
pub fn said(theatre: &Theatre) -> Vec<String> {
    let connections = theatre.connections();
    assert_eq!(connections.len(), 1, "{connections:#?}");
    let lines = connections[0].lines();
    lines.into_iter().map(str::to_owned).collect()
}

/// What JSON says of the transaction.
pub fn transaction(report: &Value) -> &Value {
    &report["endpoints"][0]["observations"][0]["transaction"]
}

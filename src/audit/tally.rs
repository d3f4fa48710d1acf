//! What all connections to one address have in common, and what not: greetings, keywords, octets that nobody asked for.

use super::ask::Negotiated;
use super::smtp_facts::Backend;
use crate::certificate::Sha256;
use crate::probe::{Cause, Observation, Purpose};
use crate::quote;
use crate::smtp::{Command, Extensions, Fault, Reply, Stage};
use crate::tls::TlsFault;
use crate::tls::names::{cipher_suite, protocol_version};
use crate::tls::wire::Answer;

/// How many different backends are told apart.
const MOST_BACKENDS: usize = 32;
/// How much of a greeting is compared, in characters.
const MOST_GREETING: usize = 200;
/// How many keywords are compared, and how much of each, in octets.
pub(super) const MOST_KEYWORDS: (usize, usize) = (100, 64);

/// The fold of all connections.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The different backends that were met.
    pub(super) backends: Vec<Backend>,
    /// Octets in the clear behind a reply to STARTTLS; nothing where no reply opened TLS.
    pub(super) plaintext: Option<Option<Vec<u8>>>,
    /// What ordinary sessions negotiated, each once.
    pub(super) sessions: Vec<Negotiated>,
}

impl Tally {
    /// Takes in a connection.
    pub(super) fn note(&mut self, seen: &Observation) {
        self.note_plaintext(seen);
        if let Some(met) = seen.handshake.as_ref().map(Negotiated::from)
            && self.sessions.len() < MOST_BACKENDS
            && !self.sessions.contains(&met)
        {
            self.sessions.push(met);
        }
        let Some(greeting) = seen.greeting.as_ref().filter(|reply| reply.class() == 2) else {
            return;
        };
        let hello = seen.ehlo_in_the_clear.as_ref();
        let Some(hello) = hello.or(seen.ehlo_inside_tls.as_ref()) else {
            return;
        };
        let met = Backend {
            greeting: unchanging(greeting),
            keywords: keywords(hello),
            tls: tls(seen),
            connections: 1,
        };
        let same = |known: &&mut Backend| {
            let clear = known.greeting == met.greeting && known.keywords == met.keywords;
            let differs = known.tls.is_some() && met.tls.is_some() && known.tls != met.tls;
            clear && !differs
        };
        if let Some(known) = self.backends.iter_mut().find(same) {
            known.connections = known.connections.saturating_add(1);
            known.tls = known.tls.take().or(met.tls);
        } else if self.backends.len() < MOST_BACKENDS {
            self.backends.push(met);
        }
    }

    fn note_plaintext(&mut self, seen: &Observation) {
        let opened = seen.reply(Command::StartTls, false).map(Reply::code) == Some(220);
        // Where NOOP was said behind STARTTLS its reply was asked for.
        if !opened || seen.spoke_behind_starttls() {
            return;
        }
        let before = self.plaintext.take().flatten();
        self.plaintext = Some(before.or_else(|| in_the_clear(seen).map(<[u8]>::to_vec)));
    }
}

/// What came in the clear behind the 220 to STARTTLS: before the hello, or text where the answer to it was due.
fn in_the_clear(seen: &Observation) -> Option<&[u8]> {
    let text = match seen.failure(Stage::StartTls) {
        Some(Cause::Smtp(Fault::TrailingPlaintext(octets))) => return Some(octets),
        Some(Cause::Tls(TlsFault::NotTls(octets))) => octets,
        _ => match &seen.answered.as_ref()?.answer {
            Answer::NotTls(octets) => octets,
            _ => return None,
        },
    };
    let is_text = |octet: &u8| !octet.is_ascii_control() || b"\t\r\n".contains(octet);
    (!text.is_empty() && text.iter().all(is_text)).then_some(text)
}

/// What a plain session got; nothing where no certificate was shown in one.
fn tls(seen: &Observation) -> Option<String> {
    if seen.purpose != Purpose::Session {
        return None;
    }
    let handshake = seen.handshake.as_ref()?;
    let end_entity = seen.seen.as_ref()?.chain.first()?;
    let version = protocol_version(handshake.version.into());
    let suite = cipher_suite(handshake.suite.into());
    let version = version.map_or_else(
        || format!("{:?}", handshake.version),
        |it| it.name.to_owned(),
    );
    let suite = suite.map_or_else(|| format!("{:?}", handshake.suite), |it| it.name.to_owned());
    let digest = Sha256::of(end_entity);
    Some(format!("{version}, {suite}, certificate {digest}"))
}

/// The keywords of an EHLO reply, in order and in upper case.
pub(super) fn keywords(reply: &Reply) -> Vec<String> {
    let (most, longest) = MOST_KEYWORDS;
    let extensions = Extensions::from_reply(reply);
    let keywords = extensions.iter().map(|extension| {
        let keyword = extension.keyword.to_ascii_uppercase();
        quote::start(&keyword, longest)
    });
    keywords.take(most).collect()
}

/// The last line of a greeting without what changes from one connection to the next: dates, times, numbers and ids. The first word
/// is the host's name, and version numbers stay. What some servers say before it they say to strangers alone, as postscreen does.
fn unchanging(greeting: &Reply) -> String {
    let last = greeting.lines().last();
    let text = last.map_or_else(String::new, |line| quote::octets(line.text()));
    let mut words = text.split_whitespace();
    let host = words.next().into_iter();
    let kept = host.chain(words.filter(|word| is_constant(word)));
    let kept = kept.collect::<Vec<_>>().join(" ");
    kept.chars().take(MOST_GREETING).collect()
}

/// Whether a word is the same whenever it is said.
fn is_constant(word: &str) -> bool {
    const CALENDAR: [&str; 19] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun",
        "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let calendar = CALENDAR.iter().any(|name| bare.eq_ignore_ascii_case(name));
    let has_digit = bare.bytes().any(|b| b.is_ascii_digit());
    !calendar && (!has_digit || is_version(bare))
}

/// `4.96`, `8.17.1`: short numbers with dots between them.
fn is_version(word: &str) -> bool {
    let parts = word.split('.');
    let is_short =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    word.contains('.') && parts.clone().count() <= 4 && parts.clone().all(is_short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::ReplyReader;

    fn greeting(text: &str) -> String {
        let mut reader = ReplyReader::default();
        reader.push(text.as_bytes());
        loop {
            if let (_, Some(reply)) = reader.next_line().unwrap().unwrap() {
                return unchanging(&reply);
            }
        }
    }

    #[test]
    fn a52_what_changes_of_itself_tells_no_backends_apart() {
        for (one, other) in [
            (
                "220 mx.test ESMTP Exim 4.96 Sun, 22 Nov 2026 07:40:00 +0000\r\n",
                "220 mx.test ESMTP Exim 4.96 Mon, 23 Nov 2026 08:00:01 +0000\r\n",
            ),
            (
                "220-mx.test ESMTP Postfix\r\n220 mx.test ESMTP Postfix\r\n",
                "220 mx.test ESMTP Postfix\r\n",
            ),
            (
                "220 mx.test ESMTP 4fb4d7f45d1cf-64aa.12 - gsmtp\r\n",
                "220 mx.test ESMTP 5b1f17b1804b1-47c5.99 - gsmtp\r\n",
            ),
            (
                "220-mx.test ready [08DD0A1B]\r\n220 at 1795332000\r\n",
                "220-mx.test ready [08DD0A1C]\r\n220 at 1795332001\r\n",
            ),
        ] {
            assert_eq!(greeting(one), greeting(other));
        }
        for (one, other) in [
            ("220 mx1.test ESMTP\r\n", "220 mx2.test ESMTP\r\n"),
            (
                "220 mx.test ESMTP Exim 4.96\r\n",
                "220 mx.test ESMTP Exim 4.97\r\n",
            ),
            (
                "220 mx.test ESMTP Postfix\r\n",
                "220 mx.test ESMTP Sendmail\r\n",
            ),
        ] {
            assert_ne!(greeting(one), greeting(other));
        }
    }
}

//! What follows from the sessions.

use super::first::First;
use crate::audit::known::{Known, NotTested};
use crate::audit::smtp_facts::{Injection, Resumed, SmtpFacts};
use crate::audit::tls::{Reach, words};
use crate::audit::{Pacer, tally};
use crate::probe::{Cause, Observation, Side};
use crate::quote;
use crate::smtp::{Command, Extension, Extensions};
use crate::tls::TlsFault;
use rustls::ProtocolVersion;

const NO_STARTTLS: NotTested =
    NotTested::NotApplicable("TLS stands from the first octet, without STARTTLS");
const NO_VERSION: NotTested = NotTested::NoMeans(
    "an ordinary session came to no handshake, which smtls finishes with TLS 1.2 and 1.3 only",
);
const NOTHING_IN_COMMON: NotTested = NotTested::NoMeans(
    "an ordinary session came to no handshake, because the server takes nothing that smtls can finish one with",
);

/// Why nothing is known of what is inside TLS.
pub fn no_session(seen: &Observation, reach: Reach) -> NotTested {
    match (&seen.handshake, &seen.seen, reach) {
        (Some(_), ..) => {
            NotTested::Unclear("EHLO inside TLS was not answered with a list".to_owned())
        }
        (None, None, _) => NotTested::Unclear("the session did not come to TLS".to_owned()),
        (None, Some(_), Reach::NoVersion) => NO_VERSION,
        (None, Some(_), Reach::NothingInCommon) => NOTHING_IN_COMMON,
        (None, Some(_), Reach::LeftOut) => NotTested::Quick,
        (None, Some(_), Reach::Within) => {
            let cause = seen.failures.first().map(|failure| &failure.cause);
            let how = cause.map_or_else(|| "it ended".to_owned(), how);
            NotTested::Unclear(format!("an ordinary session came to no handshake: {how}"))
        }
    }
}

/// How a handshake failed.
fn how(cause: &Cause) -> String {
    match cause {
        Cause::Tls(TlsFault::Alert(number)) => format!("the server sent {}", words::alert(*number)),
        Cause::Tls(TlsFault::Closed) => "the server closed the connection".to_owned(),
        Cause::Tls(TlsFault::Reset) => "the server reset the connection".to_owned(),
        Cause::Tls(TlsFault::TimedOut(_)) => "the server fell silent".to_owned(),
        Cause::Tls(TlsFault::NotTls(_)) => "the answer was not TLS".to_owned(),
        Cause::Tls(TlsFault::Incompatible(what)) => (*what).to_owned(),
        Cause::Tls(TlsFault::Misbehaved(what)) => format!("the server broke the protocol: {what}"),
        Cause::Tls(TlsFault::WrongSignature) => {
            "the server's signature does not fit its certificate".to_owned()
        }
        cause => cause.word().to_owned(),
    }
}

/// Everything that the sessions told. `resumed` is the connection that was to resume the first, or why there was none; `reach` tells
/// what it means where none of them came to a handshake.
pub fn facts(
    pacer: &Pacer<'_>,
    (first, reach): (&First, Reach),
    resumed: Option<&Result<Observation, NotTested>>,
    injection: Known<Injection>,
    implicit_tls: bool,
) -> SmtpFacts {
    let seen = &first.session;
    let facts = SmtpFacts {
        injection,
        masked: first.masked.clone(),
        mail_in_the_clear: first.mail.clone(),
        backends: pacer.backends(),
        ..inside_tls(seen, reach, resumed)
    };
    match implicit_tls {
        true => SmtpFacts {
            plaintext_after_reply: Known::NotTested(NO_STARTTLS),
            offered_again: Known::NotTested(NO_STARTTLS),
            inside_tls: Known::NotTested(NO_STARTTLS),
            mail_in_the_clear: Known::NotTested(NO_STARTTLS),
            auth_in_the_clear: Known::NotTested(NO_STARTTLS),
            changed: Known::NotTested(NO_STARTTLS),
            requiretls_in_the_clear: Known::NotTested(NO_STARTTLS),
            ..facts
        },
        false => in_the_clear(pacer, (seen, reach), facts),
    }
}

fn in_the_clear(
    pacer: &Pacer<'_>,
    (seen, reach): (&Observation, Reach),
    facts: SmtpFacts,
) -> SmtpFacts {
    let unclear = |what: &str| NotTested::Unclear(what.to_owned());
    let clear = seen.extensions_in_the_clear();
    let no_list = || unclear("EHLO in the clear was not answered with a list");
    let inside = seen.extensions_inside_tls();
    let changed = match (&clear, &inside) {
        (Some(clear), Some(inside)) => {
            Known::Known((only_in(clear, inside), only_in(inside, clear)))
        }
        (None, _) => Known::NotTested(no_list()),
        (_, None) => Known::NotTested(no_session(seen, reach)),
    };
    SmtpFacts {
        plaintext_after_reply: match pacer.plaintext() {
            Some(octets) => Known::Known(octets),
            None => Known::NotTested(unclear("no reply opened TLS")),
        },
        auth_in_the_clear: of_list(&clear, no_list, mechanisms),
        requiretls_in_the_clear: of_list(&clear, no_list, |list| list.offers("REQUIRETLS")),
        changed,
        ..facts
    }
}

/// Whether STARTTLS was said inside TLS.
fn said_again(seen: &Observation) -> bool {
    let mut lines = seen.transcript.iter();
    lines.any(|entry| entry.side == Side::Client && entry.tls && entry.line == b"STARTTLS")
}

/// What only a session inside TLS shows.
fn inside_tls(
    seen: &Observation,
    reach: Reach,
    resumed: Option<&Result<Observation, NotTested>>,
) -> SmtpFacts {
    let Some(handshake) = &seen.handshake else {
        return SmtpFacts {
            offered_again: Known::NotTested(no_session(seen, reach)),
            inside_tls: Known::NotTested(no_session(seen, reach)),
            resumption: Known::NotTested(no_session(seen, reach)),
            early_data: Known::NotTested(no_session(seen, reach)),
            tickets: Known::NotTested(no_session(seen, reach)),
            ..SmtpFacts::default()
        };
    };
    let tickets = seen.tickets.clone().unwrap_or_default();
    let inside = seen.extensions_inside_tls();
    let unlisted = || NotTested::Unclear("EHLO inside TLS was not answered".to_owned());
    let unanswered = || NotTested::Unclear("STARTTLS inside TLS was not answered".to_owned());
    SmtpFacts {
        offered_again: of_list(&inside, unlisted, |list| list.offers("STARTTLS")),
        inside_tls: match (seen.reply(Command::StartTls, true), said_again(seen)) {
            (Some(reply), _) => Known::Known(reply.clone()),
            (None, true) => Known::NotTested(unanswered()),
            (None, false) => Known::NotTested(NotTested::Passive),
        },
        tickets: Known::Known(tickets.count),
        early_data: match handshake.version {
            ProtocolVersion::TLSv1_3 => Known::Known(tickets.early_data),
            _ => Known::NotTested(NotTested::NotApplicable("only TLS 1.3 knows early data")),
        },
        resumption: match resumed {
            _ if !tickets.can_resume => Known::Known(Resumed::NothingToResume),
            Some(Ok(later)) => by(later),
            Some(Err(why)) => Known::NotTested(why.clone()),
            None => Known::NotTested(NotTested::Quick),
        },
        ..SmtpFacts::default()
    }
}

fn by(later: &Observation) -> Known<Resumed> {
    match &later.handshake {
        Some(handshake) if handshake.resumed => Known::Known(Resumed::Yes),
        Some(_) => Known::Known(Resumed::No),
        None => Known::NotTested(NotTested::Unclear(
            "the handshake of the second session failed".to_owned(),
        )),
    }
}

fn of_list<T>(
    list: &Option<Extensions>,
    why: impl FnOnce() -> NotTested,
    read: impl FnOnce(&Extensions) -> T,
) -> Known<T> {
    match list {
        Some(list) => Known::Known(read(list)),
        None => Known::NotTested(why()),
    }
}

fn mechanisms(list: &Extensions) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for mechanism in list.mechanisms().take(tally::MOST_KEYWORDS.0) {
        let shown = quote::start(&mechanism, tally::MOST_KEYWORDS.1);
        if !all.contains(&shown) {
            all.push(shown);
        }
    }
    all
}

/// The keywords that one list has and the other has not; STARTTLS itself, which must not be offered again, is left out.
fn only_in(one: &Extensions, other: &Extensions) -> Vec<String> {
    let is_there = |keyword: &[u8]| {
        let mut others = other.iter();
        others.any(|it| it.keyword.eq_ignore_ascii_case(keyword))
    };
    let missing = |it: &&Extension| !it.is("STARTTLS") && !is_there(&it.keyword);
    let keywords = one.iter().filter(missing).map(|extension| {
        let keyword = extension.keyword.to_ascii_uppercase();
        quote::start(&keyword, tally::MOST_KEYWORDS.1)
    });
    keywords.take(tally::MOST_KEYWORDS.0).collect()
}

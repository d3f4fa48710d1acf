//! Sessions that failed and servers that answer by a script, for tests.

use crate::dns::DomainName;
use crate::probe::inquiry::{Question, next_question};
use crate::probe::{Answered, Cause, Failure, Observation, Peer, Purpose};
use crate::smtp::Stage;
use crate::tls::wire::{Alert, Answer, ServerFlight};
use crate::tls::{Offered, Seen, TlsFault};
use std::net::{Ipv4Addr, SocketAddr};

pub(crate) fn peer() -> Peer {
    let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
    Peer {
        host: Some(DomainName::parse("mx.test").unwrap()),
        ..Peer::at(socket)
    }
}

/// A session that failed so, with the usual offer and the host's name, changed like this.
pub(crate) fn session(fault: TlsFault, change: impl FnOnce(&mut Offered)) -> Observation {
    let mut offered = Offered {
        server_name: Some("mx.test".to_owned()),
        ..Offered::usual()
    };
    change(&mut offered);
    let mut session = Observation::new(Purpose::Session, peer());
    session.seen = Some(Seen {
        offered,
        ..Seen::default()
    });
    session.failures.push(Failure {
        stage: Stage::StartTls,
        cause: Cause::Tls(fault),
    });
    session
}

/// A question about a session, and the answer to it; nothing where the connection did not come as far as the question.
pub(crate) fn question(
    session: &Observation,
    question: Question,
    answer: Option<Answer>,
) -> Observation {
    let hello = question.hello(session);
    let mut asked = Observation::new(Purpose::Question, peer());
    asked.question = Some(question);
    asked.answered = answer.map(|answer| Answered {
        sent: hello.octets(),
        hello,
        received: Vec::new(),
        answer,
    });
    asked
}

/// The questions that are put to a server that answers so, with its answers.
pub(crate) fn inquire(
    session: &Observation,
    server: impl Fn(Question) -> Option<Answer>,
) -> Vec<Observation> {
    let mut asked: Vec<Observation> = Vec::new();
    while let Some(next) = next_question(session, &asked) {
        asked.push(question(session, next, server(next)));
        assert!(asked.len() < 10, "it never ends");
    }
    asked
}

/// The same for a server that answers each connection by its number, the session being the first, and each hello as it would if it
/// bore it.
pub(crate) fn inquire_in_turn(
    session: &Observation,
    is_dropped: impl Fn(usize, Question) -> bool,
    server: impl Fn(Question) -> Answer,
) -> Vec<Observation> {
    let count = std::cell::Cell::new(1);
    inquire(session, |question| {
        count.set(count.get() + 1);
        Some(match is_dropped(count.get(), question) {
            true => Answer::Closed,
            false => server(question),
        })
    })
}

pub(crate) fn alert(number: u8) -> Answer {
    Answer::Alert(Alert {
        fatal: true,
        number,
    })
}

/// What a server chose that came to its end.
pub(crate) fn choice(version: u16, suite: u16) -> ServerFlight {
    ServerFlight {
        version,
        suite,
        is_whole: true,
        ..ServerFlight::default()
    }
}

pub(crate) fn flight(flight: ServerFlight) -> Answer {
    Answer::Flight(Box::new(flight))
}

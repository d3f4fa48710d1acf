//! Sessions with another offer, and what is asked after them.

use super::scripted::{inquire, inquire_in_turn, session as with};
use crate::probe::Observation;
use crate::probe::inquiry::Question;
use crate::tls::wire::Answer;
use crate::tls::{Offered, TlsFault};
use rustls::{NamedGroup, ProtocolVersion};
use std::time::Duration;

pub(super) const SILENCE: Answer = Answer::TimedOut(Duration::from_secs(1));

/// A session that failed so, with the usual offer and the host's name.
pub(super) fn session(fault: TlsFault) -> Observation {
    with(fault, |_| {})
}

pub(super) fn with_offer(
    mut session: Observation,
    change: impl FnOnce(&mut Offered),
) -> Observation {
    change(&mut session.seen.as_mut().unwrap().offered);
    session
}

pub(super) fn small(session: Observation) -> Observation {
    with_offer(session, |offered| offered.groups = vec![NamedGroup::X25519])
}

pub(super) fn nameless(session: Observation) -> Observation {
    with_offer(session, |offered| offered.server_name = None)
}

pub(super) fn only(session: Observation, version: ProtocolVersion) -> Observation {
    with_offer(session, |offered| offered.versions = vec![version])
}

/// The questions that are put to a server that answers so; nothing where the connection does not come as far as the question.
pub(super) fn asked(
    session: &Observation,
    server: impl Fn(Question) -> Option<Answer>,
) -> Vec<Question> {
    let asked = inquire(session, server);
    asked.iter().filter_map(|one| one.question).collect()
}

pub(super) fn asked_in_turn(
    session: &Observation,
    is_dropped: impl Fn(usize, Question) -> bool,
    server: impl Fn(Question) -> Answer,
) -> Vec<Question> {
    let asked = inquire_in_turn(session, is_dropped, server);
    asked.iter().filter_map(|one| one.question).collect()
}

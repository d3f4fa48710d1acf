//! Which questions are put to which server, and what they offer.

mod hellos;
mod questions;
mod trouble;

use super::scripted::{inquire, inquire_in_turn, session as with};
use super::{Question, is_explainable};
use crate::probe::{Cause, Failure, Observation, Purpose};
use crate::smtp::Stage;
use crate::tls::wire::Answer;
use crate::tls::{CertificateRequest, Offered, TlsFault};
use rustls::{NamedGroup, ProtocolVersion};
use std::time::Duration;

const SILENCE: Answer = Answer::TimedOut(Duration::from_secs(1));

/// A session that failed so, with the usual offer and the host's name.
fn session(fault: TlsFault) -> Observation {
    with(fault, |_| {})
}

fn with_offer(mut session: Observation, change: impl FnOnce(&mut Offered)) -> Observation {
    change(&mut session.seen.as_mut().unwrap().offered);
    session
}

fn small(session: Observation) -> Observation {
    with_offer(session, |offered| offered.groups = vec![NamedGroup::X25519])
}

fn nameless(session: Observation) -> Observation {
    with_offer(session, |offered| offered.server_name = None)
}

fn only(session: Observation, version: ProtocolVersion) -> Observation {
    with_offer(session, |offered| offered.versions = vec![version])
}

/// The questions that are put to a server that answers so; nothing where the connection does not come as far as the question.
fn asked(session: &Observation, server: impl Fn(Question) -> Option<Answer>) -> Vec<Question> {
    let asked = inquire(session, server);
    asked.iter().filter_map(|one| one.question).collect()
}

fn asked_in_turn(
    session: &Observation,
    is_dropped: impl Fn(usize, Question) -> bool,
    server: impl Fn(Question) -> Answer,
) -> Vec<Question> {
    let asked = inquire_in_turn(session, is_dropped, server);
    asked.iter().filter_map(|one| one.question).collect()
}

#[test]
fn what_needs_no_explanation_is_not_asked_about() {
    let never = |_| -> Option<Answer> { panic!("asked") };
    for fault in [
        TlsFault::NotTls(b"250 x".to_vec()),
        TlsFault::WrongSignature,
        TlsFault::Misbehaved("x"),
        TlsFault::Other("x".to_owned()),
        // no_application_protocol, and what speaks of a client certificate.
        TlsFault::Alert(120),
        TlsFault::Alert(116),
        TlsFault::Alert(48),
    ] {
        let session = session(fault.clone());
        assert!(!is_explainable(&session), "{fault:?}");
        assert_eq!(asked(&session, never), [], "{fault:?}");
    }
    let mut late = session(TlsFault::Closed);
    late.failures = vec![Failure {
        stage: Stage::StartTls,
        cause: Cause::Deadline,
    }];
    assert_eq!(asked(&late, never), []);
    // The server had taken the offer already.
    let mut chosen = session(TlsFault::Alert(40));
    chosen.seen.as_mut().unwrap().has_chosen = true;
    assert_eq!(asked(&chosen, never), []);
    let mut wanted = session(TlsFault::Alert(40));
    wanted.seen.as_mut().unwrap().certificate_request = Some(CertificateRequest {
        issuers: Vec::new(),
        omitted: 0,
        schemes: Vec::new(),
        answer: crate::tls::Answer::None,
    });
    assert_eq!(asked(&wanted, never), []);
    let good = Observation::new(Purpose::Session, super::scripted::peer());
    assert_eq!(asked(&good, never), []);
}

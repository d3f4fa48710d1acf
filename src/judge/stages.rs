//! The stages of one session as verdicts, in the order in which a session meets them.

use super::check::Check;
use super::demands::Demands;
use super::failure::{failed, named, shown};
use super::verdict::{Status, Verdict};
use super::{authentication, client_certificate, greeting, starttls, transaction, trial, ways};
use crate::probe::Observation;
use crate::smtp::{DropPoint, Reply, Stage, Stop};

/// The verdicts on the stages of one session.
pub fn stages(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let mut verdicts = vec![plain(seen, demands, Stage::Connect, Check::Connect)];
    verdicts.extend(ways::notes(seen));
    verdicts.push(plain(seen, demands, Stage::Greeting, Check::Greeting));
    verdicts.extend(greeting::remarks(seen, demands));
    verdicts.push(plain(seen, demands, Stage::FirstEhlo, Check::FirstEhlo));
    verdicts.extend(starttls::verdicts(seen, demands));
    verdicts.extend(client_certificate::verdict(seen));
    verdicts.extend(ways::xclient(seen, demands));
    verdicts.push(inside_tls(seen, demands));
    verdicts.extend(second_greeting(seen));
    verdicts.extend(authentication::verdicts(seen, demands));
    verdicts.extend(transaction::verdicts(seen, demands));
    verdicts
}

/// A stage that is no stage of TLS.
fn plain(seen: &Observation, demands: &Demands, stage: Stage, check: Check) -> Verdict {
    if let Some(cause) = seen.failure(stage) {
        return failed(seen, demands, stage, check, cause);
    }
    if !seen.has_reached(stage) {
        return not_reached(seen, demands, check);
    }
    let greeted_with = seen
        .greeting
        .as_ref()
        .map(Reply::code)
        .filter(|code| *code != 220);
    match (stage, greeted_with, seen.helo) {
        // RFC 5321 §4.2.1: a client acts by the first digit; §4.3.2 gives the greeting 220 alone.
        (Stage::Greeting, Some(code), _) => Verdict::new(
            check,
            Status::Warn,
            format!("the server greeted with {code} instead of 220"),
        )
        .with_fix("let the server greet with 220"),
        (Stage::FirstEhlo, _, true) => Verdict::new(
            check,
            Status::Note,
            "the server does not know EHLO; HELO was used instead, by which no extension can be offered",
        ),
        (Stage::Connect, ..) => Verdict::new(check, Status::Pass, "connected"),
        (Stage::Greeting, ..) => Verdict::new(check, Status::Pass, "the server greeted"),
        _ => Verdict::new(check, Status::Pass, "accepted"),
    }
}

/// EHLO inside TLS, or the last EHLO of a session without it.
fn inside_tls(seen: &Observation, demands: &Demands) -> Verdict {
    if let Some(cause) = seen.failure(Stage::Ehlo) {
        let tried = trial::broken(seen, Check::Ehlo);
        return tried.unwrap_or_else(|| failed(seen, demands, Stage::Ehlo, Check::Ehlo, cause));
    }
    if !seen.has_reached(Stage::Ehlo) || seen.handshake.is_none() {
        return not_reached(seen, demands, Check::Ehlo);
    }
    let extensions = seen.extensions_inside_tls();
    if extensions.is_some_and(|extensions| extensions.offers("STARTTLS")) {
        return Verdict::new(
            Check::Ehlo,
            Status::Warn,
            "STARTTLS is offered again inside TLS, which RFC 3207 forbids in section 4.2",
        )
        .with_fix(
            "configure the server, or the proxy before it, so that it knows of the TLS session",
        );
    }
    Verdict::new(Check::Ehlo, Status::Pass, "accepted")
}

/// RFC 3207 §4.2: after the handshake the session stands as after the greeting, and no second one is due.
fn second_greeting(seen: &Observation) -> Option<Verdict> {
    let reply = seen.second_greeting.as_ref()?;
    let reason = format!(
        "the server greeted a second time, inside TLS: {}; a client that takes that for the reply to EHLO is one reply behind from \
         then on",
        shown(reply)
    );
    let verdict = Verdict::new(Check::Ehlo, Status::Warn, reason);
    Some(verdict.with_fix(
        "let the server wait for EHLO after the handshake (RFC 3207, section 4.2); a proxy that adds TLS may hide its greeting",
    ))
}

/// The verdict on a check that the session did not come to.
pub(super) fn not_reached(seen: &Observation, demands: &Demands, check: Check) -> Verdict {
    let reason = match (seen.failures.first(), demands.stop) {
        (Some(_), _) if seen.has_reached(Stage::Ehlo) && seen.handshake.is_none() => {
            "the session went on in the clear, without TLS".to_owned()
        }
        (Some(failure), _) => {
            format!(
                "the session did not get past {}",
                named(seen, demands, failure.stage)
            )
        }
        (None, Stop::QuitAfter(stage)) => format!("the session ended after {stage}, as asked"),
        (None, Stop::DropAfter(DropPoint::Stage(stage))) => {
            format!("the connection was dropped after {stage}, as asked")
        }
        (None, Stop::DropAfter(DropPoint::StartTlsReply)) => {
            "the connection was dropped after the reply to STARTTLS, as asked".to_owned()
        }
        (None, Stop::HandOver(stage)) => {
            format!("the session was held by hand after {stage}, as asked")
        }
        (None, Stop::DropAfter(DropPoint::DataReply)) => {
            "the connection was dropped after the reply to DATA, as asked".to_owned()
        }
        (None, Stop::WhenReady) => "the session has no such stage".to_owned(),
    };
    Verdict::new(check, Status::NotTested, reason)
}

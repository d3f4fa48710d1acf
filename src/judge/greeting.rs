//! What is worth knowing about a greeting beside its code.

use super::check::Check;
use super::demands::Demands;
use super::verdict::{Status, Verdict};
use crate::probe::Observation;
use crate::smtp::{Command, Stage};
use std::time::Duration;

/// From when on a greeting counts as slow. Servers that make clients wait on purpose do so for 5 s and more; RFC 5321
/// §4.5.3.2.1 wants a client to wait for 5 minutes.
const SLOW: Duration = Duration::from_secs(5);

/// The remarks on a greeting.
pub(super) fn remarks(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    slow(seen, demands)
        .into_iter()
        .chain(impatient(seen))
        .collect()
}

fn slow(seen: &Observation, demands: &Demands) -> Option<Verdict> {
    let at = |stage| {
        let mut reached = seen.reached.iter();
        reached
            .find(|(reached, _)| *reached == stage)
            .map(|(_, at)| *at)
    };
    let before = match demands.implicit_tls {
        true => Stage::StartTls,
        false => Stage::Connect,
    };
    let waited = at(Stage::Greeting)?.checked_sub(at(before)?)?;
    (waited >= SLOW).then(|| {
        let reason = format!(
            "the greeting was complete only after {:.1} s: the server may let clients wait on purpose (postscreen, a tarpit), or be slow",
            waited.as_secs_f32()
        );
        Verdict::new(Check::Greeting, Status::Note, reason)
    })
}

/// RFC 5321 §3.1: after a greeting of 554 the server waits for QUIT before it closes; after 521 it need not (RFC 7504 §3).
fn impatient(seen: &Observation) -> Option<Verdict> {
    let greeting = seen.greeting.as_ref()?;
    let mut replies = seen.replies.iter();
    let unanswered =
        seen.last_said() == Some(b"QUIT") && !replies.any(|answer| answer.to == Command::Quit);
    (greeting.code() == 554 && unanswered && seen.ending.is_some()).then(|| {
        let reason = "after its greeting of 554 the server did not answer QUIT, for which it must wait before it closes (RFC 5321, section 3.1)";
        Verdict::new(Check::Greeting, Status::Note, reason)
    })
}

//! A session that ended over what was tried on request: that says nothing about the stage that would have followed.

use super::check::Check;
use super::failure::shown;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Cause, Failure, Observation};
use crate::smtp::Fault;

/// The verdict for `check` where the session ended while MAIL or RSET was to be answered; nothing elsewhere.
pub(super) fn broken(seen: &Observation, check: Check) -> Option<Verdict> {
    let (command, fault) = fault(seen)?;
    let reason = match fault {
        Fault::Rejected(reply) => format!(
            "not testable now: {command} was answered with {}",
            shown(reply)
        ),
        Fault::Closed { reset, .. } => {
            let how = if *reset { "reset" } else { "closed" };
            format!("the server {how} the connection where the reply to {command} was due")
        }
        Fault::TimedOut { after, .. } => format!(
            "nothing within {} s where the reply to {command} was due",
            after.as_secs_f32()
        ),
        _ => format!("what came where the reply to {command} was due cannot be read"),
    };
    let verdict = Verdict::new(check, Status::NotTested, reason)
        .with_fix("probe without trying MAIL")
        .with_exit(ExitCode::NotNow);
    Some(verdict)
}

/// The command that the session ended over, and how.
pub(super) fn fault(seen: &Observation) -> Option<(&'static str, &Fault)> {
    if seen.transacted.is_some() {
        return None;
    }
    let command = match seen.last_said()? {
        b"MAIL FROM:<>" => "MAIL",
        b"RSET" => "RSET",
        _ => return None,
    };
    match seen.failures.last()? {
        Failure {
            cause: Cause::Smtp(fault),
            ..
        } if !matches!(fault, Fault::NotOffered) => Some((command, fault)),
        _ => None,
    }
}

//! What an audit comes to.

use super::finding::{Finding, Outcome, Severity};
use super::profile::ProfileVerdict;
use super::words::list;
use crate::audit::{Effort, NotTested};
use crate::exit::ExitCode;
use crate::probe::Peer;

/// How an audit ends, and the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditConclusion {
    /// The exit code.
    pub exit: ExitCode,
    /// One sentence without a final stop. May quote the peer: escape before it reaches a terminal.
    pub sentence: String,
}

/// The most MUSTs that a sentence names.
const MOST_NAMED: usize = 3;

/// Concludes about one server from the findings and the profile; the exit code is the profile's.
pub fn conclude(
    peer: &Peer,
    findings: &[Finding],
    profile: &ProfileVerdict,
    effort: &Effort,
) -> AuditConclusion {
    let cut_off = matches!(
        effort.stopped,
        Some(NotTested::RateLimited | NotTested::Deadline | NotTested::Budget)
    );
    let exit = match profile.exit() {
        // The audit ended before its time, so that another run may test what this one could not.
        ExitCode::Success if cut_off && profile.untested().next().is_some() => ExitCode::NotNow,
        exit => exit,
    };
    let exit = match effort.stopped {
        Some(NotTested::Interrupted(signal)) => signal.into(),
        _ => exit,
    };
    let failed: Vec<&str> = profile.failed().map(|line| line.what.as_str()).collect();
    let found = |severity: Severity| {
        let all = findings.iter();
        all.filter(|finding| finding.outcome == Outcome::Found(severity))
            .count()
    };
    let beside = match (found(Severity::Fail), found(Severity::Warn)) {
        (0, 0) => String::new(),
        (0, warn) => format!("; {} to be repaired", weaknesses(warn)),
        (fail, 0) => format!("; {} that cannot stay", weaknesses(fail)),
        (fail, warn) => format!(
            "; {} that cannot stay, {warn} more to be repaired",
            weaknesses(fail)
        ),
    };
    let stopped = match &effort.stopped {
        Some(why) => format!("; not all was tested: {why}"),
        None => String::new(),
    };
    let name = &profile.name;
    let open: Vec<&str> = profile.untested().map(|line| line.what.as_str()).collect();
    let stands = match (failed.as_slice(), open.as_slice()) {
        ([], []) => format!("keeps every MUST of the profile {name}"),
        ([], open) => format!(
            "keeps every MUST of the profile {name} that could be tested; {} could not: {}",
            open.len(),
            first(open)
        ),
        (failed, _) => {
            let plural = if failed.len() == 1 { "" } else { "s" };
            let number = failed.len();
            format!(
                "fails {number} MUST{plural} of the profile {name}: {}",
                first(failed)
            )
        }
    };
    AuditConclusion {
        exit,
        sentence: format!("{peer} {stands}{beside}{stopped}"),
    }
}

/// The first few, and how many more there are.
fn first(all: &[&str]) -> String {
    let named = all.iter().take(MOST_NAMED).map(|what| (*what).to_owned());
    match all.len().saturating_sub(MOST_NAMED) {
        0 => list(named),
        more => format!("{}, and {more} more", list(named)),
    }
}

fn weaknesses(number: usize) -> String {
    match number {
        1 => "1 weakness".to_owned(),
        number => format!("{number} weaknesses"),
    }
}

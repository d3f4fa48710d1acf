//! What an audit comes to.

use super::finding::{Finding, Outcome, Severity};
use super::profile::ProfileVerdict;
use super::words::list;
use crate::audit::Effort;
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

/// The most failed MUSTs that a sentence names.
const MOST_NAMED: usize = 3;

/// Concludes about one server from the findings and the profile; the exit code is the profile's.
pub fn conclude(
    peer: &Peer,
    findings: &[Finding],
    profile: &ProfileVerdict,
    effort: &Effort,
) -> AuditConclusion {
    let exit = profile.exit();
    let failed: Vec<&str> = profile.failed().map(|line| line.what.as_str()).collect();
    let untested = profile.untested().count();
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
    let stands = match (failed.as_slice(), untested) {
        ([], 0) => format!("keeps every MUST of the profile {name}"),
        ([], open) => format!(
            "fails no MUST of the profile {name} that could be tested, but {open} of them could not"
        ),
        (failed, _) => {
            let named = failed
                .iter()
                .take(MOST_NAMED)
                .map(|what| (*what).to_owned());
            let more = match failed.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            let plural = if failed.len() == 1 { "" } else { "s" };
            let number = failed.len();
            format!(
                "fails {number} MUST{plural} of the profile {name}: {}{more}",
                list(named)
            )
        }
    };
    AuditConclusion {
        exit,
        sentence: format!("{peer} {stands}{beside}{stopped}"),
    }
}

fn weaknesses(number: usize) -> String {
    match number {
        1 => "1 weakness".to_owned(),
        number => format!("{number} weaknesses"),
    }
}

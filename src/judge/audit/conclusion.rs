//! What an audit comes to.

use super::finding::{Finding, Outcome, Severity};
use super::profile::{Graded, ProfileLine, ProfileVerdict};
use super::words::list;
use crate::audit::{Effort, NotTested};
use crate::exit::ExitCode;
use crate::judge::Verdict;
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

/// Concludes about one server from how its ordinary session went, the findings and the profile. A handshake that failed decides, then
/// the profile, then what failed inside TLS; `effort` tells whether the audit came to its end.
pub fn conclude(
    peer: &Peer,
    session: &[Verdict],
    findings: &[Finding],
    profile: &ProfileVerdict,
    effort: &Effort,
) -> AuditConclusion {
    let of_profile = match profile.exit() {
        ExitCode::Success if is_cut_off(profile, effort.stopped.as_ref()) => ExitCode::NotNow,
        exit => exit,
    };
    let exit = match (&effort.stopped, broken(session)) {
        (Some(NotTested::Interrupted(signal)), _) => (*signal).into(),
        // Without a handshake the rest is of no use to anybody.
        (_, Some(verdict)) if verdict.exit == ExitCode::StartTls => verdict.exit,
        (_, Some(verdict)) => ExitCode::worst([of_profile, verdict.exit]),
        (_, None) => of_profile,
    };
    let broken = broken(session).filter(|verdict| verdict.exit == exit);
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
            "keeps every MUST of the profile {name} that could be tested; {} could not: {}{}",
            open.len(),
            first(open),
            advice(profile)
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
    let broken = broken.map(|verdict| format!("{}; it ", verdict.reason));
    let broken = broken.map_or_else(|| " ".to_owned(), |why| format!(": {why}"));
    AuditConclusion {
        exit,
        sentence: format!("{peer}{broken}{stands}{beside}{stopped}"),
    }
}

/// Where the session came as far as TLS, and not through it, or no further.
fn broken(session: &[Verdict]) -> Option<&Verdict> {
    let mut verdicts = session.iter();
    verdicts.find(|it| matches!(it.exit, ExitCode::StartTls | ExitCode::EhloInsideTls))
}

/// The audit ended before its time: always so where the server or the clock ended it, and else where that left a MUST open.
fn is_cut_off(profile: &ProfileVerdict, stopped: Option<&NotTested>) -> bool {
    match stopped {
        Some(NotTested::RateLimited | NotTested::Deadline) => true,
        Some(NotTested::Budget) => profile.untested().next().is_some(),
        _ => false,
    }
}

/// What to do about MUSTs that `--quick` left open.
fn advice(profile: &ProfileVerdict) -> &'static str {
    let is_quick = |line: &ProfileLine| line.graded == Graded::NotTested(NotTested::Quick);
    match profile.untested().any(is_quick) {
        true => " (no verdict: --quick left that out; run without it)",
        false => "",
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

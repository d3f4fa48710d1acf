//! What an audit of one server comes to.

use super::finding::Finding;
use super::profile::ProfileVerdict;
use crate::audit::Effort;
use crate::exit::ExitCode;
use crate::probe::Peer;

/// How the audit of one server ends, and the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditConclusion {
    /// The exit code.
    pub exit: ExitCode,
    /// One sentence without a final stop.
    pub sentence: String,
}

/// Concludes from the findings and the profile; the exit code is the profile's.
pub fn conclude(
    peer: &Peer,
    findings: &[Finding],
    profile: &ProfileVerdict,
    effort: &Effort,
) -> AuditConclusion {
    let _ = (findings, effort);
    AuditConclusion {
        exit: profile.exit(),
        sentence: format!("{peer} was audited"),
    }
}

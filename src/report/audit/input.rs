//! What the report on an audit is made from.

use crate::audit::{Effort, Evidence, SmtpFacts, TlsFacts};
use crate::exit::ExitCode;
use crate::judge::Verdict;
use crate::judge::audit::profile::ProfileVerdict;
use crate::judge::audit::{AuditConclusion, Cure, Finding, Service};
use crate::probe::Peer;
use crate::report::View;
use crate::route::Route;
use crate::target::Target;

/// What the report on the audit of one target is made from.
pub struct AuditInput<'a> {
    /// What the user named.
    pub target: &'a Target,
    /// Where its mail goes.
    pub route: &'a Route,
    /// The verdicts on that.
    pub verdicts: &'a [Verdict],
    /// The servers that were audited, in order.
    pub endpoints: Vec<AuditedEndpoint<'a>>,
    /// What it comes to.
    pub conclusion: &'a AuditConclusion,
    /// When the run began, in seconds since 1970.
    pub started: i64,
    /// From which moment the report looks at certificates, and whether it holds them as PEM.
    pub view: View,
    /// How much it shows.
    pub detail: AuditDetail,
}

/// One server that was audited.
pub struct AuditedEndpoint<'a> {
    /// Which.
    pub peer: &'a Peer,
    /// Who comes there.
    pub service: Service,
    /// The verdicts on the ordinary session before the audit; where it failed, they say how.
    pub session: &'a [Verdict],
    /// What was found out about its TLS.
    pub tls: &'a TlsFacts,
    /// What was found out about STARTTLS, and in ordinary sessions.
    pub smtp: &'a SmtpFacts,
    /// Every hello and what came of it.
    pub evidence: &'a [Evidence],
    /// The weaknesses, each found or not.
    pub findings: &'a [Finding],
    /// What to change about all of them together.
    pub cure: Option<&'a Cure>,
    /// How the server stands by the profile.
    pub profile: &'a ProfileVerdict,
    /// What it cost.
    pub effort: &'a Effort,
    /// The exit code that this server alone would give.
    pub exit: ExitCode,
    /// Whether it counts for what the run comes to.
    pub counts: bool,
}

/// How much of an audit is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditDetail {
    /// The hello and the answer in hexadecimal with each finding (`--evidence`).
    pub evidence: bool,
    /// In text, every good thing by its name, and suites with all their names (`--verbose`).
    pub verbose: bool,
}

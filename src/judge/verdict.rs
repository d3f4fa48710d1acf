//! The answer to a check, with its reason and what to do about it.

use super::check::{Check, ResultType};
use super::dane::Decisive;
use super::explanation::Others;
use super::fate::HostFate;
use super::pkix::Staple;
use crate::exit::ExitCode;
use crate::smtp::Stage;
use schemars::JsonSchema;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Status {
    /// As it should be.
    Pass,
    /// Worth knowing, and nothing to repair.
    Note,
    /// Worth repairing, though mail flows.
    Warn,
    /// Wrong.
    Fail,
    /// No answer is given; the reason says why.
    NotTested,
}

impl Status {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::NotTested => "not-tested",
        }
    }
}

/// The answer to one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The question.
    pub check: Check,
    /// The answer.
    pub status: Status,
    /// Why, as a sentence fragment without a final stop. May quote the peer: escape before it reaches a terminal.
    pub reason: String,
    /// What to do, in the imperative.
    pub fix: Option<String>,
    /// What a sending server would report (RFC 8460 §4.3); failures of DNS, connection and greeting have no such word.
    pub result_type: Option<ResultType>,
    /// The same more exactly, in a word without blanks: the failure-reason-code (RFC 8460 §4.3.3).
    pub reason_code: Option<&'static str>,
    /// The exit code that this verdict asks for; `Success` where it asks for none.
    pub exit: ExitCode,
}

impl Verdict {
    /// A verdict that asks for no exit code.
    pub fn new(check: Check, status: Status, reason: impl Into<String>) -> Self {
        Self {
            check,
            status,
            reason: reason.into(),
            fix: None,
            result_type: None,
            reason_code: None,
            exit: ExitCode::Success,
        }
    }

    /// The same with what to do about it.
    pub fn with_fix(self, fix: impl Into<String>) -> Self {
        Self {
            fix: Some(fix.into()),
            ..self
        }
    }

    /// The same with what a sending server would report.
    pub fn with_result_type(self, result_type: ResultType) -> Self {
        Self {
            result_type: Some(result_type),
            ..self
        }
    }

    /// The same with the failure-reason-code of such a report.
    pub fn with_reason_code(self, reason_code: &'static str) -> Self {
        Self {
            reason_code: Some(reason_code),
            ..self
        }
    }

    /// The same, deciding the run's end.
    pub fn with_exit(self, exit: ExitCode) -> Self {
        Self { exit, ..self }
    }
}

/// How far the peer is trusted, in Postfix's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Trust {
    /// The path is trusted and the peer is who the user named.
    Verified,
    /// The path is trusted; the name came from elsewhere or does not fit, or revocation was to be looked up and could not be.
    Trusted,
    /// The path is not trusted.
    Untrusted,
    /// The server has shown no certificate.
    Anonymous,
}

impl Trust {
    /// Postfix's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "Verified",
            Self::Trusted => "Trusted",
            Self::Untrusted => "Untrusted",
            Self::Anonymous => "Anonymous",
        }
    }
}

/// Everything that was decided about one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The verdicts, in the order in which a session meets the checks.
    pub verdicts: Vec<Verdict>,
    /// The reference identifier: the name that the certificate was held against.
    pub reference_name: Option<String>,
    /// How far the peer is trusted, where TLS stood.
    pub trust: Option<Trust>,
    /// What was found out of the stapled OCSP response, where there is one.
    pub staple: Option<Staple>,
    /// Revocation was to be looked up, and nothing is proved of the server's own certificate.
    pub revocation_unproved: bool,
    /// What a sending server would do at this host; nothing on a submission port, where none comes.
    pub fate: Option<HostFate>,
    /// The TLSA record that authenticates the server, where one does.
    pub tlsa: Option<Decisive>,
    /// Whether the certificate is for the host's name, where the domain's MTA-STS policy asks for that and it was seen.
    pub certificate_matches: Option<bool>,
    /// Who would have TLS with the server although the handshake failed, where that was found out by asking it once more.
    pub others: Option<Others>,
    /// Why the handshake failed, in short, where that was found out so. May quote the peer: escape before it reaches a terminal.
    pub explained: Option<String>,
}

impl Judgement {
    /// The exit code for this endpoint: the earliest stage that failed decides, then the certificate.
    pub fn exit(&self) -> ExitCode {
        let deciding = self
            .verdicts
            .iter()
            .map(|verdict| verdict.exit)
            .find(|exit| *exit != ExitCode::Success);
        deciding.unwrap_or(ExitCode::Success)
    }

    /// A session that was held by hand ended before its time, and just so as was expected: then that is no failure.
    pub fn ended_as_expected(&mut self) {
        let is_end = |it: &&mut Verdict| it.check == Check::Session && it.exit != ExitCode::Success;
        if let Some(verdict) = self.verdicts.iter_mut().find(is_end) {
            verdict.status = Status::Note;
            verdict.exit = ExitCode::Success;
            verdict.fix = None;
            verdict.reason.push_str(", as was expected");
        }
    }

    /// The verdict that decided the exit code, if it is not success.
    pub fn deciding(&self) -> Option<&Verdict> {
        self.verdicts
            .iter()
            .find(|verdict| verdict.exit != ExitCode::Success)
    }

    /// A verdict's reason as a run's last line has it: shorter, where the verdict tells much more than what failed.
    pub fn in_short<'a>(&'a self, verdict: &'a Verdict) -> &'a str {
        let failed = verdict.check == Check::Handshake && verdict.status == Status::Fail;
        let explained = self.explained.as_deref().filter(|_| failed);
        explained.unwrap_or(&verdict.reason)
    }

    /// The first verdict on a check.
    pub fn on(&self, check: Check) -> Option<&Verdict> {
        self.verdicts.iter().find(|verdict| verdict.check == check)
    }

    /// The verdict that tells how a stage failed.
    pub fn on_stage(&self, stage: Stage) -> Option<&Verdict> {
        let checks: &[Check] = match stage {
            Stage::Connect => &[Check::Connect],
            Stage::Greeting => &[Check::ClientCertificate, Check::Greeting],
            Stage::FirstEhlo => &[Check::ClientCertificate, Check::FirstEhlo],
            Stage::StartTls => &[Check::ClientCertificate, Check::Handshake, Check::StartTls],
            Stage::Xclient => &[Check::ClientCertificate, Check::Xclient],
            Stage::Ehlo => &[Check::ClientCertificate, Check::Ehlo],
            Stage::Auth => &[Check::ClientCertificate, Check::Auth],
            Stage::Mail => &[Check::Mail],
            Stage::Rcpt => &[Check::Rcpt],
            Stage::Data => &[Check::Data],
        };
        let mut told = checks
            .iter()
            .filter_map(|check| self.verdicts.iter().find(|verdict| verdict.check == *check));
        told.find(|verdict| verdict.exit != ExitCode::Success || verdict.status == Status::Warn)
    }

    /// Whether a stage failed, so that a sender would go on to the next host. A certificate that does not verify is no
    /// such failure, and neither is a pin: the next host is no better authenticated. Neither is a refused password: to try it at
    /// the next host would only help to lock the account; and whom XCLIENT does not serve, senders do not mind. A message is handed
    /// in at one host only, because a refusal of it says nothing of the host, and an answer that did not come may have been yes.
    pub fn session_failed(&self) -> bool {
        !matches!(
            self.exit(),
            ExitCode::Success
                | ExitCode::Pkix
                | ExitCode::Check
                | ExitCode::Auth
                | ExitCode::Mail
                | ExitCode::Rcpt
                | ExitCode::Data
                | ExitCode::Message
                | ExitCode::Xclient
        )
    }
}

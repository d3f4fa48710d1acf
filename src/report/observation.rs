//! One connection, as reported: what was said, what was negotiated, what failed.

use super::certificate::CertificateReport;
use super::extensions::ExtensionsReport;
use super::identity::IdentityReport;
use super::tls::TlsReport;
use crate::certificate::Certificate;
use crate::judge::{Judgement, identities};
use crate::probe::{Answer, Ending, Entry, Observation, Purpose, Side};
use crate::quote;
use crate::smtp::Command;
use serde::Serialize;
use std::time::Duration;

/// One connection.
#[derive(Clone, Debug, Serialize)]
pub struct ObservationReport {
    /// Why it was made.
    pub purpose: &'static str,
    /// How long it took, in milliseconds.
    pub duration_ms: f64,
    /// Our end of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_address: Option<String>,
    /// The stages that were reached, and when.
    pub stages: Vec<StageReport>,
    /// What was said and heard.
    pub transcript: Vec<LineReport>,
    /// The replies.
    pub replies: Vec<ReplyReport>,
    /// What came that no command had asked for, escaped like a line of the transcript.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsolicited: Vec<String>,
    /// By what names the server goes.
    pub identities: Vec<IdentityReport>,
    /// What the server offers by EHLO.
    pub extensions: ExtensionsReport,
    /// What was negotiated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsReport>,
    /// The certificates as sent.
    pub chain: Vec<CertificateReport>,
    /// The stages that were not reached, and why.
    pub failures: Vec<FailureReport>,
    /// The server does not know EHLO; HELO was used.
    pub helo: bool,
    /// How the connection ended: closed, or dropped as asked; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ending: Option<&'static str>,
}

/// A stage that was reached.
#[derive(Clone, Debug, Serialize)]
pub struct StageReport {
    /// The stage.
    pub stage: &'static str,
    /// Since the connection was begun, in milliseconds.
    pub at_ms: f64,
}

/// A stage that was not reached.
#[derive(Clone, Debug, Serialize)]
pub struct FailureReport {
    /// The stage.
    pub stage: &'static str,
    /// The kind of failure, in a word.
    pub cause: &'static str,
    /// What was seen, as a sentence fragment.
    pub evidence: String,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// One line of the transcript.
#[derive(Clone, Debug, Serialize)]
pub struct LineReport {
    /// Since the connection was begun, in milliseconds.
    pub at_ms: f64,
    /// `client` or `server`.
    pub from: &'static str,
    /// Inside TLS.
    pub tls: bool,
    /// The line; what is not printable ASCII is escaped as `\xNN`, a backslash is doubled.
    pub text: String,
    /// The octets in hexadecimal, where the text is not the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hex: Option<String>,
}

/// A reply.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyReport {
    /// What it answers: greeting, EHLO (LHLO too), HELO, STARTTLS, MAIL, RSET or QUIT.
    pub to: &'static str,
    /// Inside TLS.
    pub tls: bool,
    /// The code of its last line.
    pub code: u16,
    /// The enhanced status code of its last line (RFC 3463); never of a greeting or a reply to EHLO or HELO (RFC 2034 §4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status_code: Option<String>,
}

impl ObservationReport {
    pub(super) fn new(
        seen: &Observation,
        chain: &[Certificate],
        judgement: &Judgement,
        now: i64,
    ) -> Self {
        let tls = seen.handshake.as_ref().zip(seen.seen.as_ref());
        Self {
            purpose: match seen.purpose {
                Purpose::Session => "session",
            },
            duration_ms: milliseconds(seen.took),
            local_address: seen.local.map(|local| local.to_string()),
            stages: seen
                .reached
                .iter()
                .map(|(stage, at)| StageReport {
                    stage: stage.name(),
                    at_ms: milliseconds(*at),
                })
                .collect(),
            transcript: seen.transcript.iter().map(LineReport::new).collect(),
            replies: seen.replies.iter().map(ReplyReport::new).collect(),
            unsolicited: seen
                .unsolicited
                .iter()
                .map(|octets| quote::octets(octets))
                .collect(),
            identities: identities(seen, chain)
                .into_iter()
                .map(IdentityReport::new)
                .collect(),
            extensions: ExtensionsReport::new(seen),
            tls: tls.map(|(handshake, seen)| TlsReport::new(handshake, seen)),
            chain: chain
                .iter()
                .map(|certificate| CertificateReport::new(certificate, now))
                .collect(),
            failures: failures(seen, judgement),
            helo: seen.helo,
            ending: seen.ending.map(|ending| match ending {
                Ending::Closed => "closed",
                Ending::Dropped => "dropped",
            }),
        }
    }
}

/// The failures, in the words of the verdicts that they led to.
fn failures(seen: &Observation, judgement: &Judgement) -> Vec<FailureReport> {
    let reports = seen.failures.iter().filter_map(|failure| {
        let verdict = judgement.on_stage(failure.stage)?;
        Some(FailureReport {
            stage: failure.stage.name(),
            cause: failure.cause.word(),
            evidence: verdict.reason.clone(),
            hint: verdict.fix.clone(),
        })
    });
    reports.collect()
}

impl LineReport {
    fn new(entry: &Entry) -> Self {
        let text = quote::octets(&entry.line);
        let hex = (text.as_bytes() != entry.line).then(|| {
            entry
                .line
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect()
        });
        Self {
            at_ms: milliseconds(entry.at),
            from: match entry.side {
                Side::Client => "client",
                Side::Server => "server",
            },
            tls: entry.tls,
            text,
            hex,
        }
    }
}

impl ReplyReport {
    fn new(answer: &Answer) -> Self {
        let text_only = matches!(answer.to, Command::Greeting | Command::Ehlo | Command::Helo);
        let code = answer.reply.enhanced_code().filter(|_| !text_only);
        Self {
            to: answer.to.name(),
            tls: answer.tls,
            code: answer.reply.code(),
            enhanced_status_code: code.map(|code| code.to_string()),
        }
    }
}

/// Milliseconds with three digits after the point.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

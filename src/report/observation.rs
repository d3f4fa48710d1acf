//! One connection, as reported: what was said, what was negotiated, what failed.

use super::asked::AskedReport;
use super::authentication::AuthenticationReport;
use super::certificate::{CertificateReport, View};
use super::extensions::ExtensionsReport;
use super::identity::IdentityReport;
use super::offered::OfferedReport;
use super::revocation::StapleReport;
use super::schema;
use super::tls::TlsReport;
use super::transaction::TransactionReport;
use super::ways::{ProxyHeaderReport, XclientReport};
use crate::certificate::Certificate;
use crate::judge::{Check, Judgement, has_no_other_key, identities};
use crate::probe::{Answer, Ending, Entry, Observation, Purpose, Side, Traffic};
use crate::quote;
use crate::smtp::{Command, Stage};
use schemars::JsonSchema;
use serde::Serialize;
use std::time::Duration;

/// One connection.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ObservationReport {
    /// Why it was made.
    #[schemars(with = "Purpose")]
    pub purpose: &'static str,
    /// How long it took, in milliseconds.
    pub duration_ms: f64,
    /// Our end of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_address: Option<String>,
    /// The SOCKS proxy that the connection went through, or was to, as host and port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// The header of the PROXY protocol that was sent first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_header: Option<ProxyHeaderReport>,
    /// For whom the client was to speak, by XCLIENT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xclient: Option<XclientReport>,
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
    /// What was offered in the handshake; absent where none was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered: Option<OfferedReport>,
    /// What was asked by a hello made by hand, and what the server would have chosen; only where the purpose is a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<AskedReport>,
    /// What was negotiated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsReport>,
    /// How the client authenticated; absent where it was not to, or the session did not come so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication: Option<AuthenticationReport>,
    /// What came of the mail transaction; absent where there was to be none, or the session did not come so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction: Option<TransactionReport>,
    /// What went over the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traffic: Option<TrafficReport>,
    /// The certificates as sent.
    pub chain: Vec<CertificateReport>,
    /// The OCSP response that the server stapled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocsp: Option<StapleReport>,
    /// The stages that were not reached, and why.
    pub failures: Vec<FailureReport>,
    /// The server does not know EHLO; HELO was used.
    pub helo: bool,
    /// How the connection ended: closed, or dropped as asked; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Ending>")]
    pub ending: Option<&'static str>,
}

/// What went over a connection, above TCP.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct TrafficReport {
    /// Octets that were sent.
    pub octets_sent: u64,
    /// Octets that were received.
    pub octets_received: u64,
    /// How often the client spoke after it had listened; each time costs a round trip.
    pub client_flights: u32,
}

/// A stage that was reached.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StageReport {
    /// The stage.
    #[schemars(with = "Stage")]
    pub stage: &'static str,
    /// Since the connection was begun, in milliseconds.
    pub at_ms: f64,
}

/// A stage that was not reached.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FailureReport {
    /// The stage.
    #[schemars(with = "Stage")]
    pub stage: &'static str,
    /// The kind of failure, in a word.
    #[schemars(schema_with = "schema::word")]
    pub cause: &'static str,
    /// What was seen, as a sentence fragment.
    pub evidence: String,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// One line of the transcript.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineReport {
    /// Since the connection was begun, in milliseconds.
    pub at_ms: f64,
    /// `client` or `server`.
    #[schemars(with = "Side")]
    pub from: &'static str,
    /// Inside TLS.
    pub tls: bool,
    /// The line; what is not printable ASCII is escaped as `\xNN`, a backslash is doubled.
    pub text: String,
    /// The octets in hexadecimal, where the text is not the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^([0-9a-f]{2})*$"))]
    pub hex: Option<String>,
}

/// A reply.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReplyReport {
    /// What it answers: greeting, EHLO (LHLO too), HELO, STARTTLS, XCLIENT, AUTH (and the responses after it), MAIL, RCPT, DATA, BDAT (a
    /// chunk that is not the last), message (its end, or the last chunk), RSET, NOOP, QUIT, or where somebody spoke by hand
    /// typed-hello (EHLO, LHLO, HELO) or typed.
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
        view: View,
    ) -> Self {
        let tls = seen.handshake.as_ref().zip(seen.seen.as_ref());
        Self {
            purpose: match seen.purpose {
                Purpose::Session => "session",
                Purpose::Resumption => "resumption",
                Purpose::OtherKey => "other-key",
                Purpose::Question => "question",
            },
            duration_ms: milliseconds(seen.took),
            local_address: seen.local.map(|local| local.to_string()),
            proxy: seen.proxy.clone(),
            proxy_header: seen.proxy_header.map(ProxyHeaderReport::from),
            xclient: seen.spoke_for.as_ref().map(XclientReport::from),
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
            offered: seen
                .seen
                .as_ref()
                .map(|seen| OfferedReport::from(&seen.offered)),
            asked: seen
                .answered
                .as_ref()
                .map(|answered| AskedReport::new(seen.question, answered)),
            tls: tls
                .map(|(handshake, shown)| TlsReport::new(handshake, shown, seen.tickets.as_ref())),
            authentication: AuthenticationReport::new(seen),
            transaction: TransactionReport::new(seen),
            traffic: seen.traffic.map(TrafficReport::from),
            chain: chain
                .iter()
                .map(|certificate| CertificateReport::new(certificate, view))
                .collect(),
            // A resumed session has no staple, and what another machine staples is not judged.
            ocsp: match seen.purpose {
                Purpose::Session => judgement.staple.as_ref().map(StapleReport::new),
                Purpose::Resumption | Purpose::OtherKey | Purpose::Question => None,
            },
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
        let verdict = match seen.purpose {
            Purpose::Session => judgement.on_stage(failure.stage)?,
            Purpose::Resumption => judgement.on(Check::Resumption)?,
            Purpose::Question => {
                return Some(FailureReport {
                    stage: failure.stage.name(),
                    cause: failure.cause.word(),
                    evidence: "the server did not let this connection come as far as its question"
                        .to_owned(),
                    hint: None,
                });
            }
            Purpose::OtherKey => {
                return Some(FailureReport {
                    stage: failure.stage.name(),
                    cause: failure.cause.word(),
                    evidence: match has_no_other_key(seen) {
                        true => "no certificate with another kind of key",
                        false => "the connection for a certificate with another kind of key failed",
                    }
                    .to_owned(),
                    hint: None,
                });
            }
        };
        Some(FailureReport {
            stage: failure.stage.name(),
            cause: failure.cause.word(),
            evidence: verdict.reason.clone(),
            hint: verdict.fix.clone(),
        })
    });
    reports.collect()
}

impl From<Traffic> for TrafficReport {
    fn from(traffic: Traffic) -> Self {
        Self {
            octets_sent: traffic.sent,
            octets_received: traffic.received,
            client_flights: traffic.flights,
        }
    }
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
        let text_only = match answer.to {
            Command::Greeting | Command::Ehlo | Command::Helo | Command::TypedHello => true,
            Command::Xclient => answer.reply.class() == 2,
            _ => false,
        };
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

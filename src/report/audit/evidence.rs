//! The hellos that were sent and what came of them, as reported.

use super::input::AuditDetail;
use super::versions::{suite_name, version_name};
use crate::audit::{Evidence, Proof};
use crate::tls::names;
use crate::tls::wire::{Answer, ServerFlight};
use schemars::JsonSchema;
use serde::Serialize;

/// A hello, and what came of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EvidenceReport {
    /// Its number, by which findings name it.
    pub id: usize,
    /// What was asked, in words.
    pub question: String,
    /// What came of it, in words.
    pub answer: String,
    /// The octets that were sent, in hexadecimal; only where that was asked for, and never of an ordinary session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^([0-9a-f]{2})*$"))]
    pub sent: Option<String>,
    /// The octets that came, in hexadecimal; only where that was asked for, and never of an ordinary session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^([0-9a-f]{2})*$"))]
    pub received: Option<String>,
}

impl EvidenceReport {
    pub(super) fn new(id: usize, evidence: &Evidence, detail: AuditDetail) -> Self {
        let shown = |octets: &[u8]| detail.evidence.then(|| hexadecimal(octets));
        let (answer, sent, received) = match &evidence.proof {
            Proof::Hello(answered) => (
                words(&answered.answer),
                shown(&answered.sent),
                shown(&answered.received),
            ),
            Proof::Session(met) => (parts(met.version, met.suite, met.group), None, None),
        };
        Self {
            id,
            question: evidence.question.clone(),
            answer,
            sent,
            received,
        }
    }
}

/// Octets in lower-case hexadecimal.
pub(super) fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// What came of a hello.
fn words(answer: &Answer) -> String {
    match answer {
        Answer::Flight(flight) => choice(flight),
        Answer::Ssl2(hello) => format!("SSL 2.0, {} cipher kinds", hello.kinds.len()),
        Answer::Alert(alert) => match names::alert(alert.number) {
            Some(known) => format!("alert {}, {}", alert.number, known.name),
            None => format!("alert {}", alert.number),
        },
        Answer::NotTls(_) => "neither TLS nor SSL".to_owned(),
        Answer::Malformed(how) => format!("malformed: {how}"),
        Answer::Closed => "closed the connection".to_owned(),
        Answer::Reset => "reset the connection".to_owned(),
        Answer::TimedOut(after) => format!("nothing within {} s", after.as_secs_f32()),
        Answer::Unfinished { after, .. } => format!(
            "the beginning of an answer, not done within {} s",
            after.as_secs_f32()
        ),
    }
}

fn choice(flight: &ServerFlight) -> String {
    let words = parts(flight.version, flight.suite, flight.group);
    match flight.not_offered.is_empty() {
        true => words,
        false => format!("{words}, not offered: {}", flight.not_offered.join(", ")),
    }
}

fn parts(version: u16, suite: u16, group: Option<u16>) -> String {
    let mut words = vec![version_name(version), suite_name(version, u32::from(suite))];
    words.extend(group.map(super::groups::group_name));
    words.join(", ")
}

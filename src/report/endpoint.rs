//! One endpoint, as reported: its observations and the verdicts on them.

use super::certificate::View;
use super::observation::ObservationReport;
use super::peer::PeerReport;
use super::schema;
use super::sender::SenderReport;
use super::tlsa::DecisiveReport;
use crate::certificate::Certificate;
use crate::exit::ExitCode;
use crate::judge::{Judgement, ResultType, Status, Trust, Verdict};
use crate::probe::{Observation, Peer};
use schemars::JsonSchema;
use serde::Serialize;

/// One host at one address and port.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EndpointReport {
    /// Which.
    #[serde(flatten)]
    pub peer: PeerReport,
    /// What was seen, connection by connection.
    pub observations: Vec<ObservationReport>,
    /// What was decided.
    pub verdicts: Vec<VerdictReport>,
    /// The reference identifier: the name that the certificate must be for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_name: Option<String>,
    /// How far the peer is trusted, where TLS stood: verified, trusted, untrusted or anonymous.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Trust>")]
    pub trust: Option<String>,
    /// The TLSA record that authenticates the server, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authenticated_by_tlsa: Option<DecisiveReport>,
    /// What a sending server would do at this host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderReport>,
    /// Whether it counts for what the run comes to: not where another host took the session, nor where this machine has no way to it.
    pub counts: bool,
    /// The exit code that this endpoint alone would give.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
}

/// One verdict.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VerdictReport {
    /// The check's id.
    #[schemars(schema_with = "schema::check")]
    pub check: &'static str,
    /// pass, note, warn, fail or not-tested.
    #[schemars(with = "Status")]
    pub status: &'static str,
    /// The same, for renderers.
    #[serde(skip)]
    pub level: Status,
    /// Why.
    pub reason: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// What a sending server would report (RFC 8460 §4.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<ResultType>")]
    pub result_type: Option<&'static str>,
    /// The same more exactly (RFC 8460 §4.3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_reason_code: Option<&'static str>,
    /// The exit code that it asks for; absent where it asks for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: Option<u8>,
}

impl EndpointReport {
    /// Reports one endpoint: its connections in order, each with the certificates that it showed.
    pub fn new(
        peer: &Peer,
        seen: &[(&Observation, &[Certificate])],
        judgement: &Judgement,
        view: View,
    ) -> Self {
        let observations = seen.iter();
        Self {
            peer: PeerReport::from(peer),
            observations: observations
                .map(|(seen, chain)| ObservationReport::new(seen, chain, judgement, view))
                .collect(),
            verdicts: judgement.verdicts.iter().map(VerdictReport::new).collect(),
            reference_name: judgement.reference_name.clone(),
            trust: judgement
                .trust
                .map(|trust| trust.word().to_ascii_lowercase()),
            authenticated_by_tlsa: judgement.tlsa.as_ref().map(DecisiveReport::from),
            sender: judgement.fate.as_ref().map(SenderReport::from),
            counts: true,
            exit_code: judgement.exit().number(),
        }
    }
}

impl VerdictReport {
    pub(super) fn new(verdict: &Verdict) -> Self {
        Self {
            check: verdict.check.id(),
            status: verdict.status.id(),
            level: verdict.status,
            reason: verdict.reason.clone(),
            fix: verdict.fix.clone(),
            result_type: verdict.result_type.map(|result_type| result_type.word()),
            failure_reason_code: verdict.reason_code,
            exit_code: match verdict.exit {
                ExitCode::Success => None,
                asked => Some(asked.number()),
            },
        }
    }
}

//! What a server takes up or shows in the handshake, as reported.

use super::known::KnownReport;
use crate::audit::{EvidenceId, Features, Known};
use schemars::JsonSchema;
use serde::Serialize;

/// What the server takes up or shows, beside what it chooses.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeaturesReport {
    /// The number of the compression method that it took; 0 is none.
    pub compression: KnownReport<u8>,
    /// Secure renegotiation (RFC 5746).
    pub secure_renegotiation: KnownReport<bool>,
    /// Extended master secret (RFC 7627).
    pub extended_master_secret: KnownReport<bool>,
    /// Encrypt-then-MAC (RFC 7366) with suites in CBC mode.
    pub encrypt_then_mac: KnownReport<bool>,
    /// Heartbeat (RFC 6520).
    pub heartbeat: KnownReport<bool>,
    /// Tickets up to TLS 1.2 (RFC 5077).
    pub tickets: KnownReport<bool>,
    /// A stapled OCSP response.
    pub staple: KnownReport<bool>,
    /// A client certificate is asked for.
    pub client_certificate: KnownReport<bool>,
    /// A fallback to an older version is refused (RFC 7507).
    pub fallback_scsv: KnownReport<bool>,
    /// An older version comes with the sign that TLS 1.3 is spoken (RFC 9846 §4.2.3).
    pub downgrade_sentinel: KnownReport<bool>,
    /// What the server does not get on with.
    pub chokes_on: KnownReport<Vec<&'static str>>,
    /// What the server chose although nobody had offered it, in words.
    pub chose_unoffered: Vec<String>,
    /// A name that the server has not is refused.
    pub unknown_server_name_refused: KnownReport<bool>,
    /// A client that sends no name is refused.
    pub server_name_required: KnownReport<bool>,
    /// The server refuses its own name, so that most questions were asked without.
    pub own_server_name_refused: KnownReport<bool>,
}

impl From<&Features> for FeaturesReport {
    fn from(features: &Features) -> Self {
        let odd = features.chose_unoffered.iter();
        Self {
            compression: KnownReport::shown(&features.compression, |method| *method),
            secure_renegotiation: KnownReport::shown(&features.secure_renegotiation, |it| *it),
            extended_master_secret: KnownReport::shown(&features.extended_master_secret, |it| *it),
            encrypt_then_mac: KnownReport::shown(&features.encrypt_then_mac, |it| *it),
            heartbeat: KnownReport::shown(&features.heartbeat, |it| *it),
            tickets: KnownReport::shown(&features.tickets, |it| *it),
            staple: seen(&features.staple),
            client_certificate: seen(&features.client_certificate),
            fallback_scsv: KnownReport::shown(&features.fallback_scsv, |it| *it),
            downgrade_sentinel: KnownReport::shown(&features.downgrade_sentinel, |it| *it),
            chokes_on: KnownReport::shown(&features.tolerance, Clone::clone),
            chose_unoffered: odd.map(|(what, _)| what.clone()).collect(),
            unknown_server_name_refused: KnownReport::shown(&features.refuses_wrong_name, |it| *it),
            server_name_required: KnownReport::shown(&features.needs_name, |it| *it),
            own_server_name_refused: KnownReport::shown(&features.refuses_right_name, |it| *it),
        }
    }
}

/// What may have been seen in an ordinary session.
fn seen(known: &Known<(bool, Option<EvidenceId>)>) -> KnownReport<bool> {
    let by = known.known().and_then(|(_, evidence)| *evidence);
    KnownReport {
        evidence: by.map(|evidence| evidence.0),
        ..KnownReport::new(known, |(it, _)| *it)
    }
}

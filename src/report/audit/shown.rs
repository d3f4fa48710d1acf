//! The certificates that a server shows to whom, as reported.

use crate::audit::{Conditions, ShownCertificate};
use crate::certificate::Certificate;
use crate::report::certificate::{CertificateReport, View};
use schemars::JsonSchema;
use serde::Serialize;

/// A chain of certificates, and when it is shown.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShownReport {
    /// To whom: to clients that send the server's name, another name or none.
    #[schemars(with = "Vec<Conditions>")]
    pub shown_to: Vec<&'static str>,
    /// The certificates, the server's own first.
    pub chain: Vec<CertificateReport>,
    /// The number of the evidence for it; absent where it was seen in an ordinary session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<usize>,
}

impl ShownReport {
    pub(super) fn new(shown: &ShownCertificate, view: View) -> Self {
        let conditions = shown.conditions.iter().map(|condition| match condition {
            Conditions::RightName => "right-name",
            Conditions::WrongName => "wrong-name",
            Conditions::NoName => "no-name",
        });
        let chain = shown.chain.iter();
        Self {
            shown_to: conditions.collect(),
            chain: chain
                .map(|der| CertificateReport::new(&Certificate::from_der(der), view))
                .collect(),
            evidence: shown.evidence.map(|evidence| evidence.0),
        }
    }
}

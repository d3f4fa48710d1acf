//! By what names the server goes, as reported.

use crate::judge::Identity;
use schemars::JsonSchema;
use serde::Serialize;

/// A name of the server, and where it stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IdentityReport {
    /// The name.
    pub name: String,
    /// Where it stands: host, greeting, ehlo-in-the-clear, ehlo-inside-tls, certificate.
    pub sources: Vec<&'static str>,
}

impl IdentityReport {
    pub(super) fn new(identity: Identity) -> Self {
        Self {
            name: identity.name,
            sources: identity.sources.iter().map(|source| source.id()).collect(),
        }
    }
}

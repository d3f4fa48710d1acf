//! By what way, and as whom, a connection came to its server, as reported.

use crate::probe::{ProxyHeader, SpokeFor};
use crate::quote;
use crate::smtp::XclientOutcome;
use schemars::JsonSchema;
use serde::Serialize;

/// A header of the PROXY protocol that was sent before anything else.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProxyHeaderReport {
    /// v1 (a line of text) or v2 (octets).
    #[schemars(extend("enum" = ["v1", "v2"]))]
    pub version: String,
    /// The client that it named, as address and port; absent where it named nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The server's end that it named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
}

/// For whom the client was to speak, by XCLIENT.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct XclientReport {
    /// The attributes, as they are sent.
    pub attributes: Vec<String>,
    /// accepted, not-offered (so that nothing was sent), refused or unreached (the session did not come so far).
    #[schemars(extend("enum" = ["accepted", "not-offered", "refused", "unreached"]))]
    pub outcome: &'static str,
    /// The attributes that the server offers, escaped like a line of the transcript; only where some of those wanted are not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered: Option<Vec<String>>,
    /// The code of the reply that refused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
}

impl From<ProxyHeader> for ProxyHeaderReport {
    fn from(header: ProxyHeader) -> Self {
        Self {
            version: header.version.to_string(),
            source: header.ends.map(|(source, _)| source.to_string()),
            destination: header.ends.map(|(_, destination)| destination.to_string()),
        }
    }
}

impl From<&SpokeFor> for XclientReport {
    fn from(told: &SpokeFor) -> Self {
        let attributes = told.plan.attributes.iter().map(ToString::to_string);
        let (outcome, offered, code) = match &told.outcome {
            None => ("unreached", None, None),
            Some(XclientOutcome::Accepted) => ("accepted", None, None),
            Some(XclientOutcome::Refused(reply)) => ("refused", None, Some(reply.code())),
            Some(XclientOutcome::NotOffered(missing)) => {
                let names = missing.offered.as_ref();
                let names = names.map(|all| all.iter().map(|name| quote::octets(name)).collect());
                ("not-offered", names, None)
            }
        };
        Self {
            attributes: attributes.collect(),
            outcome,
            offered,
            code,
        }
    }
}

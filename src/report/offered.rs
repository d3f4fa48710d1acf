//! What a ClientHello offered, as reported.

use crate::quote;
use crate::tls::{Offered, names};
use schemars::JsonSchema;
use serde::Serialize;

/// What was offered in the handshake.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OfferedReport {
    /// The versions as OpenSSL and Postfix print them, newest first: `TLSv1.3`.
    pub versions: Vec<String>,
    /// The cipher suites by IANA's names, most wanted first.
    pub cipher_suites: Vec<String>,
    /// The key-exchange groups by IANA's names, most wanted first.
    pub groups: Vec<String>,
    /// The schemes by which the server may sign.
    pub signature_schemes: Vec<String>,
    /// The application protocols (ALPN), escaped like a line of the transcript.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alpn: Vec<String>,
    /// The server name; absent where none was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
}

impl From<&Offered> for OfferedReport {
    fn from(offered: &Offered) -> Self {
        let list = |code_points: Vec<u16>, name: fn(u16) -> Option<&'static str>| {
            let name = |code_point: u16| {
                name(code_point).map_or_else(|| format!("0x{code_point:04x}"), str::to_owned)
            };
            code_points.into_iter().map(name).collect()
        };
        Self {
            versions: list(numbers(&offered.versions), |number| {
                names::protocol_version(number).map(|version| version.postfix)
            }),
            cipher_suites: list(numbers(&offered.suites), |number| {
                names::cipher_suite(number).map(|suite| suite.name)
            }),
            groups: list(numbers(&offered.groups), |number| {
                names::group(number).map(|group| group.name)
            }),
            signature_schemes: list(numbers(&offered.schemes), |number| {
                names::signature_scheme(number).map(|scheme| scheme.name)
            }),
            alpn: offered
                .protocols
                .iter()
                .map(|protocol| quote::octets(protocol))
                .collect(),
            server_name: offered.server_name.clone(),
        }
    }
}

fn numbers<T: Copy>(code_points: &[T]) -> Vec<u16>
where
    u16: From<T>,
{
    code_points.iter().map(|one| u16::from(*one)).collect()
}

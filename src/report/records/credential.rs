//! What a server shows, or is to show next, as reported.

use crate::judge::dane::publish::{Coverage, Credential, Role};
use schemars::JsonSchema;
use serde::Serialize;

/// A certificate chain, or a key of which no certificate is known.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CredentialReport {
    /// current (the server shows it) or next.
    #[schemars(extend("enum" = ["current", "next"]))]
    pub role: &'static str,
    /// The servers that showed it, or the file that it is in.
    pub places: Vec<String>,
    /// What it is, in words.
    pub what: String,
    /// The key, such as `ECDSA P-256`; absent where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The SHA-256 digest of its SubjectPublicKeyInfo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spki_sha256: Option<String>,
    /// The SHA-256 digests of the certificates, the server's own first; empty where only the key is known.
    pub certificates_sha256: Vec<String>,
    /// The certificates of CAs are those that the server sends now: the same CA signed this one.
    pub same_issuer: bool,
    /// Whether the published records that count match it, for every sender; absent where nothing was compared, or that cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered: Option<bool>,
}

impl CredentialReport {
    /// A credential; `coverage` is what the records that count come to.
    pub(super) fn new(credential: &Credential, coverage: Option<&Coverage>) -> Self {
        let key = credential.key();
        Self {
            role: role(credential.role),
            places: credential.places.clone(),
            what: credential.to_string(),
            key: key.map(ToString::to_string),
            spki_sha256: key.map(|key| key.sha256.to_string()),
            certificates_sha256: credential
                .chain
                .iter()
                .map(|it| it.sha256.to_string())
                .collect(),
            same_issuer: credential.same_issuer,
            covered: coverage.and_then(|coverage| match coverage {
                Coverage::Covered => Some(true),
                Coverage::Not | Coverage::InPart => Some(false),
                Coverage::Unknown(_) => None,
            }),
        }
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Current => "current",
        Role::Next => "next",
    }
}

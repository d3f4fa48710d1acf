//! What was negotiated, as reported.

use crate::tls::{Handshake, HandshakeSignature, Seen, names};
use serde::Serialize;

/// A completed handshake.
#[derive(Clone, Debug, Serialize)]
pub struct TlsReport {
    /// The version as OpenSSL and Postfix print it: `TLSv1.3`.
    pub version: String,
    /// The cipher suite.
    pub cipher_suite: SuiteReport,
    /// The group of the key exchange.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupReport>,
    /// The server asked for another key share first (HelloRetryRequest).
    pub hello_retry_request: bool,
    /// The scheme of the server's signature over the handshake.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_scheme: Option<String>,
    /// Why the signature could not be checked, where it could not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_unchecked: Option<String>,
    /// The server name that was sent; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
    /// The client certificate.
    pub client_certificate: ClientCertificateReport,
    /// The server stapled an OCSP response.
    pub ocsp_stapled: bool,
    /// The number of the alert that the server warned with before it went on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning_alert: Option<u8>,
}

/// A cipher suite.
#[derive(Clone, Debug, Serialize)]
pub struct SuiteReport {
    /// IANA's name.
    pub name: String,
    /// OpenSSL's name.
    pub openssl: String,
    /// The length of the cipher's key in bits.
    pub bits: u16,
}

/// A key-exchange group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupReport {
    /// IANA's name.
    pub name: String,
    /// It withstands quantum computers, alone or as part of a hybrid.
    pub post_quantum: bool,
    /// What it is, in a few words.
    pub kind: String,
}

/// Whether the server asked for a client certificate, and got one.
#[derive(Clone, Debug, Serialize)]
pub struct ClientCertificateReport {
    /// The server asked.
    pub requested: bool,
    /// How many acceptable issuers the server named; with none it takes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuers: Option<usize>,
    /// One was sent.
    pub sent: bool,
}

impl TlsReport {
    pub(super) fn new(handshake: &Handshake, seen: &Seen) -> Self {
        let signature = seen.signature.as_ref();
        let request = seen.certificate_request.as_ref();
        Self {
            version: version(handshake),
            cipher_suite: suite(handshake),
            group: handshake
                .group
                .map(|group| match names::group(u16::from(group)) {
                    Some(known) => GroupReport {
                        name: known.name.to_owned(),
                        post_quantum: known.kind != names::GroupKind::Classical,
                        kind: known.kind.words().to_owned(),
                    },
                    None => GroupReport {
                        name: format!("0x{:04x}", u16::from(group)),
                        post_quantum: false,
                        kind: "unknown".to_owned(),
                    },
                }),
            hello_retry_request: handshake.retried,
            signature_scheme: signature.map(|(scheme, _)| {
                match names::signature_scheme(u16::from(*scheme)) {
                    Some(known) => known.name.to_owned(),
                    None => format!("0x{:04x}", u16::from(*scheme)),
                }
            }),
            signature_unchecked: signature.and_then(|(_, outcome)| match outcome {
                HandshakeSignature::NotChecked(why) => Some(why.clone()),
                HandshakeSignature::Verified | HandshakeSignature::Wrong => None,
            }),
            server_name: handshake.server_name.clone(),
            client_certificate: ClientCertificateReport {
                requested: request.is_some(),
                issuers: request.map(|request| request.issuers),
                sent: request.is_some_and(|request| request.answered),
            },
            ocsp_stapled: !seen.ocsp_staple.is_empty(),
            warning_alert: seen.warning,
        }
    }
}

fn version(handshake: &Handshake) -> String {
    match names::protocol_version(u16::from(handshake.version)) {
        Some(known) => known.postfix.to_owned(),
        None => format!("0x{:04x}", u16::from(handshake.version)),
    }
}

fn suite(handshake: &Handshake) -> SuiteReport {
    let code_point = u16::from(handshake.suite);
    match names::cipher_suite(code_point) {
        Some(known) => SuiteReport {
            name: known.name.to_owned(),
            openssl: known.openssl.to_owned(),
            bits: known.bits,
        },
        None => SuiteReport {
            name: format!("0x{code_point:04x}"),
            openssl: format!("0x{code_point:04x}"),
            bits: 0,
        },
    }
}

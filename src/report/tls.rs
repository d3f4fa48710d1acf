//! What was negotiated, as reported.

use crate::quote;
use crate::tls::{Answer, CertificateRequest, Handshake, HandshakeSignature, Seen, Tickets, names};
use rustls::{ProtocolVersion, SignatureScheme};
use schemars::JsonSchema;
use serde::Serialize;

/// A completed handshake.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
    /// The session of an earlier connection was resumed.
    pub resumed: bool,
    /// The keys are bound to the whole handshake; in TLS 1.3 they always are. Absent where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_master_secret: Option<bool>,
    /// The server knows how renegotiation is made safe; absent in TLS 1.3, which has none, and where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secure_renegotiation: Option<bool>,
    /// The number of the compression method, 0 for none; absent where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compression: Option<u8>,
    /// The application protocol that the server chose (ALPN), escaped like a line of the transcript.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpn: Option<String>,
    /// What the server sent for resuming the session.
    pub tickets: TicketsReport,
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

/// What a server sent so that a later connection may resume the session.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TicketsReport {
    /// How many tickets came while the session lasted.
    pub count: usize,
    /// The lifetime of the first in seconds; in TLS 1.2 a hint, where 0 leaves it to the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime_seconds: Option<u32>,
    /// How many octets of early data (0-RTT) the server would take; 0 for none.
    pub early_data_octets: u32,
}

/// A cipher suite.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SuiteReport {
    /// IANA's name.
    pub name: String,
    /// OpenSSL's name.
    pub openssl: String,
    /// The length of the cipher's key in bits.
    pub bits: u16,
}

/// A key-exchange group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GroupReport {
    /// IANA's name.
    pub name: String,
    /// It withstands quantum computers, alone or as part of a hybrid.
    pub post_quantum: bool,
    /// What it is, in a few words.
    pub kind: String,
}

/// Whether the server asked for a client certificate, and got one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClientCertificateReport {
    /// The server asked.
    pub requested: bool,
    /// The acceptable issuers that the server named, in the form of RFC 4514; with none it takes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuers: Option<Vec<String>>,
    /// How many more it named than are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuers_omitted: Option<usize>,
    /// The schemes by which it accepts signatures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schemes: Option<Vec<String>>,
    /// One was sent.
    pub sent: bool,
}

impl TlsReport {
    pub(super) fn new(handshake: &Handshake, seen: &Seen, tickets: Option<&Tickets>) -> Self {
        let signature = seen.signature.as_ref();
        let cleartext = handshake.cleartext.as_ref();
        let is_tls13 = handshake.version == ProtocolVersion::TLSv1_3;
        Self {
            version: version(handshake),
            cipher_suite: SuiteReport::of(handshake.suite.into()),
            group: handshake.group.map(|group| GroupReport::of(group.into())),
            hello_retry_request: handshake.retried,
            resumed: handshake.resumed,
            extended_master_secret: match is_tls13 {
                true => Some(true),
                false => cleartext.map(|it| it.extended_master_secret),
            },
            secure_renegotiation: cleartext
                .filter(|_| !is_tls13)
                .map(|it| it.secure_renegotiation),
            compression: cleartext.map(|it| it.compression),
            alpn: handshake.protocol.as_deref().map(quote::octets),
            tickets: TicketsReport::from(tickets.cloned().unwrap_or_default()),
            signature_scheme: signature.map(|(scheme, _)| scheme_name(*scheme)),
            signature_unchecked: signature.and_then(|(_, outcome)| match outcome {
                HandshakeSignature::NotChecked(why) => Some(why.clone()),
                HandshakeSignature::Verified | HandshakeSignature::Wrong => None,
            }),
            server_name: seen.offered.server_name.clone(),
            client_certificate: ClientCertificateReport::new(seen.certificate_request.as_ref()),
            ocsp_stapled: !seen.ocsp_staple.is_empty(),
            warning_alert: seen.warning,
        }
    }
}

impl SuiteReport {
    pub(super) fn of(code_point: u16) -> Self {
        match names::cipher_suite(code_point) {
            Some(known) => Self {
                name: known.name.to_owned(),
                openssl: known.openssl_or_name().to_owned(),
                bits: known.bits(),
            },
            None => Self {
                name: format!("0x{code_point:04x}"),
                openssl: format!("0x{code_point:04x}"),
                bits: 0,
            },
        }
    }
}

impl GroupReport {
    pub(super) fn of(code_point: u16) -> Self {
        match names::group(code_point) {
            Some(known) => Self {
                name: known.name.to_owned(),
                post_quantum: known.kind.is_post_quantum(),
                kind: known.kind.words().to_owned(),
            },
            None => Self {
                name: format!("0x{code_point:04x}"),
                post_quantum: false,
                kind: "unknown".to_owned(),
            },
        }
    }
}

impl From<Tickets> for TicketsReport {
    fn from(tickets: Tickets) -> Self {
        Self {
            count: tickets.count,
            lifetime_seconds: tickets.lifetime,
            early_data_octets: tickets.early_data,
        }
    }
}

impl ClientCertificateReport {
    fn new(request: Option<&CertificateRequest>) -> Self {
        let schemes = |request: &CertificateRequest| {
            let schemes = request.schemes.iter().copied();
            schemes.map(scheme_name).collect()
        };
        Self {
            requested: request.is_some(),
            issuers: request
                .map(|request| request.issuers.iter().map(ToString::to_string).collect()),
            issuers_omitted: request
                .map(|request| request.omitted)
                .filter(|omitted| *omitted > 0),
            schemes: request.map(schemes),
            sent: request.is_some_and(|request| request.answer == Answer::Sent),
        }
    }
}

fn scheme_name(scheme: SignatureScheme) -> String {
    match names::signature_scheme(u16::from(scheme)) {
        Some(known) => known.name.to_owned(),
        None => format!("0x{:04x}", u16::from(scheme)),
    }
}

fn version(handshake: &Handshake) -> String {
    match names::protocol_version(u16::from(handshake.version)) {
        Some(known) => known.postfix.to_owned(),
        None => format!("0x{:04x}", u16::from(handshake.version)),
    }
}

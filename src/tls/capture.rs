//! The verifier and the resolver that take everything down and judge nothing, apart from the handshake signature.
//!
//! Path, validity and names are judged afterwards, each on its own, so that three faults are three verdicts. The price is
//! that the peer sees a finished handshake where a strict client would have sent an alert.

use super::ClientIdentity;
use super::Offer;
use super::handshake::{Answer, CertificateRequest, HandshakeSignature, Seen};
use crate::certificate::{DistinguishedName, KeyAlgorithm, PublicKey};
use rustls::client::ResolvesClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};
use std::sync::{Arc, Mutex};

/// How many of the issuers that a server accepts are kept; servers that name a whole store name a few hundred.
const ISSUERS: usize = 500;

/// Takes down what the server shows.
#[derive(Debug)]
pub(super) struct Capture {
    algorithms: WebPkiSupportedAlgorithms,
    schemes: Vec<SignatureScheme>,
    identity: Option<ClientIdentity>,
    seen: Mutex<Seen>,
}

impl Capture {
    pub(super) fn new(offer: &Offer) -> Arc<Self> {
        let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms;
        Arc::new(Self {
            algorithms,
            schemes: offer.signature_schemes(),
            identity: offer.identity.clone(),
            seen: Mutex::default(),
        })
    }

    /// What was seen since this was asked last.
    pub(super) fn take(&self) -> Seen {
        self.seen
            .lock()
            .map(|mut seen| std::mem::take(&mut *seen))
            .unwrap_or_default()
    }

    fn note(&self, note: impl FnOnce(&mut Seen)) {
        if let Ok(mut seen) = self.seen.lock() {
            note(&mut seen);
        }
    }

    /// Notes the outcome of a signature check, and lets the handshake go on unless the signature is plainly wrong.
    fn signed(
        &self,
        certificate: &CertificateDer<'_>,
        scheme: SignatureScheme,
        outcome: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        let signature = match &outcome {
            Ok(_) => HandshakeSignature::Verified,
            Err(error) => match uncheckable(certificate, error) {
                Some(reason) => HandshakeSignature::NotChecked(reason),
                None => HandshakeSignature::Wrong,
            },
        };
        let wrong = signature == HandshakeSignature::Wrong;
        self.note(|seen| seen.signature = Some((scheme, signature)));
        if wrong {
            outcome
        } else {
            Ok(HandshakeSignatureValid::assertion())
        }
    }
}

/// Why a signature could not be checked at all, as opposed to being wrong.
fn uncheckable(certificate: &CertificateDer<'_>, error: &Error) -> Option<String> {
    if !matches!(error, Error::InvalidCertificate(_)) {
        return None;
    }
    let Ok((_, parsed)) = x509_parser::parse_x509_certificate(certificate) else {
        return Some("its certificate cannot be read".to_owned());
    };
    if parsed.version().0 < 2 {
        return Some(
            "its certificate is X.509 v1, whose keys the TLS library does not use".to_owned(),
        );
    }
    // The library refuses small RSA keys with the same word as wrong signatures.
    if let Ok(x509_parser::public_key::PublicKey::RSA(key)) = parsed.public_key().parsed() {
        let bits = key.key_size();
        if bits < 2048 {
            return Some(format!(
                "the TLS library does not check RSA keys of less than 2048 bits, and this has {bits}"
            ));
        }
        if bits > 8192 {
            return Some(format!(
                "the TLS library does not check RSA keys of more than 8192 bits, and this has {bits}"
            ));
        }
    }
    match error {
        Error::InvalidCertificate(CertificateError::BadSignature) => None,
        // A signature of another kind than the key can make proves that somebody else made it.
        _ if PublicKey::from_der(parsed.public_key().raw).is_some_and(|key| is_usable(&key)) => {
            None
        }
        _ => Some("the TLS library cannot use the key in its certificate".to_owned()),
    }
}

/// Whether the library checks the signatures of such a key.
fn is_usable(key: &PublicKey) -> bool {
    let curves = ["prime256v1", "secp384r1", "secp521r1"];
    match key.algorithm {
        KeyAlgorithm::Rsa => key.bits.is_some_and(|bits| (2048..=8192).contains(&bits)),
        KeyAlgorithm::Ecdsa => {
            let curve = key.curve.as_ref().map(|curve| curve.openssl.as_str());
            curve.is_some_and(|curve| curves.contains(&curve))
        }
        KeyAlgorithm::Ed25519 => true,
        _ => false,
    }
}

impl ServerCertVerifier for Capture {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        ocsp_response: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.note(|seen| {
            seen.chain = std::iter::once(end_entity)
                .chain(intermediates)
                .map(|der| der.clone().into_owned())
                .collect();
            seen.ocsp_staple = ocsp_response.to_vec();
        });
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let outcome = verify_tls12_signature(message, certificate, signature, &self.algorithms);
        self.signed(certificate, signature.scheme, outcome)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let outcome = verify_tls13_signature(message, certificate, signature, &self.algorithms);
        self.signed(certificate, signature.scheme, outcome)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes.clone()
    }
}

impl ResolvesClientCert for Capture {
    fn resolve(&self, issuers: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        // Where the key can make none of the wanted signatures rustls sends no certificate, and neither is one noted.
        let usable = self
            .identity
            .as_ref()
            .filter(|identity| identity.0.key.choose_scheme(schemes).is_some());
        let names = issuers.iter().take(ISSUERS);
        self.note(|seen| {
            seen.certificate_request = Some(CertificateRequest {
                issuers: names
                    .map(|name| DistinguishedName::from_der(name))
                    .collect(),
                omitted: issuers.len().saturating_sub(ISSUERS),
                schemes: schemes.to_vec(),
                answer: match (&self.identity, usable) {
                    (None, _) => Answer::None,
                    (Some(_), Some(_)) => Answer::Sent,
                    (Some(_), None) => Answer::Unusable,
                },
            });
        });
        usable.map(|identity| identity.0.clone())
    }

    fn has_certs(&self) -> bool {
        true
    }
}

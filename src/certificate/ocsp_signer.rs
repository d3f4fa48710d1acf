//! Who signed an OCSP response: the certificate's issuer, or someone that it delegated this to (RFC 6960 §4.2.2.2).

use x509_parser::asn1_rs::BitString;
use x509_parser::prelude::FromDer;
use x509_parser::x509::AlgorithmIdentifier;

use super::signed_by::Signed;
use super::{BasicResponse, Certificate, IssuerKey, SignedBy};

/// Who **signed** a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OcspSigner {
    /// The issuer of the certificate.
    Issuer,
    /// The holder of a certificate by that issuer, with the extended key usage OCSPSigning.
    Delegated(Box<Certificate>),
    /// The holder of a certificate that the issuer did not sign, or not for this.
    NotAuthorised(Box<Certificate>),
    /// Someone whose certificate was not sent along, and who is not the issuer.
    Stranger,
    /// The signature does not verify.
    Wrong,
    /// The algorithm or the key is beyond what can be verified here.
    CannotTell,
}

impl BasicResponse {
    /// Who signed it, given the issuer of the certificate that it is about. At most three signatures are verified.
    pub fn signer(&self, issuer: &IssuerKey) -> OcspSigner {
        if !self.responder.is(issuer) {
            return self.delegate(issuer).unwrap_or(OcspSigner::Stranger);
        }
        match self.verified(&issuer.spki, OcspSigner::Issuer) {
            OcspSigner::Issuer => OcspSigner::Issuer,
            // A delegate may have the name of the issuer.
            other => self.delegate(issuer).unwrap_or(other),
        }
    }

    /// Whether a delegate signed it; nothing where no certificate of such a responder was sent along.
    fn delegate(&self, issuer: &IssuerKey) -> Option<OcspSigner> {
        let (certificate, key) = self.certificates.iter().find_map(|certificate| {
            let key = IssuerKey::of(certificate)?;
            let is_it = key.spki != issuer.spki && self.responder.is(&key);
            is_it.then_some((certificate, key))
        })?;
        let certificate_is = Box::new(certificate.clone());
        Some(
            match is_by(certificate, issuer) && is_for_ocsp(certificate) {
                true => self.verified(&key.spki, OcspSigner::Delegated(certificate_is)),
                false => OcspSigner::NotAuthorised(certificate_is),
            },
        )
    }

    fn verified(&self, spki: &[u8], signer: OcspSigner) -> OcspSigner {
        let [data, algorithm, signature] = &self.signed;
        let (Ok((_, algorithm)), Ok((_, signature))) = (
            AlgorithmIdentifier::from_der(algorithm),
            BitString::from_der(signature),
        ) else {
            return OcspSigner::CannotTell;
        };
        let signed = Signed {
            data,
            algorithm: &algorithm,
            signature: &signature,
        };
        match signed.by(spki) {
            SignedBy::Yes => signer,
            SignedBy::No => OcspSigner::Wrong,
            SignedBy::CannotTell => OcspSigner::CannotTell,
        }
    }
}

fn is_by(certificate: &Certificate, issuer: &IssuerKey) -> bool {
    let named = certificate
        .contents
        .as_ref()
        .is_ok_and(|it| it.issuer == issuer.name);
    named && certificate.is_signed_by_key(&issuer.spki) == SignedBy::Yes
}

fn is_for_ocsp(certificate: &Certificate) -> bool {
    let contents = certificate.contents.as_ref().ok();
    let purposes = contents.and_then(|contents| contents.extended_key_usage.as_ref());
    purposes.is_some_and(|purposes| purposes.iter().any(|purpose| purpose == "OCSPSigning"))
}

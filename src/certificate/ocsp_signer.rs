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
    /// Who signed it, given the issuer of the certificate that it is about. At most nine signatures are verified: the issuer's, and
    /// two for each certificate that was kept.
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

    /// Whether a delegate signed it; nothing where no certificate of such a responder was sent along. Several may have its name,
    /// as while keys are changed, so that the best answer counts.
    fn delegate(&self, issuer: &IssuerKey) -> Option<OcspSigner> {
        let candidates = self.certificates.iter().filter_map(|certificate| {
            let key = IssuerKey::of(certificate)?;
            let is_it = key.spki != issuer.spki && self.responder.is(&key);
            is_it.then(|| self.as_signed_by(certificate, &key, issuer))
        });
        candidates.min_by_key(|signer| match signer {
            OcspSigner::Delegated(certificate) if !is_weak(certificate) => 0,
            OcspSigner::Delegated(_) => 1,
            OcspSigner::NotAuthorised(_) => 2,
            OcspSigner::CannotTell => 3,
            _ => 4,
        })
    }

    fn as_signed_by(
        &self,
        certificate: &Certificate,
        key: &IssuerKey,
        issuer: &IssuerKey,
    ) -> OcspSigner {
        let certificate_is = Box::new(certificate.clone());
        match self.verified(&key.spki, OcspSigner::Delegated(certificate_is.clone())) {
            OcspSigner::Delegated(_)
                if !(is_for_ocsp(certificate) && is_by(certificate, issuer)) =>
            {
                OcspSigner::NotAuthorised(certificate_is)
            }
            signer => signer,
        }
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

fn is_weak(certificate: &Certificate) -> bool {
    let contents = certificate.contents.as_ref();
    contents.is_ok_and(|contents| contents.signature_algorithm.broken_digest().is_some())
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

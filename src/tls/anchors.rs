//! Trust anchors, and the store that they came from.

use rustls::pki_types::{CertificateDer, TrustAnchor};

use crate::certificate::{DistinguishedName, in_sequence};

/// The **trust anchors** of one store.
#[derive(Clone, Debug)]
pub struct Anchors {
    /// What to call the store in a sentence: `the system store`, `the Mozilla roots`, `root.pem`.
    pub store_name: String,
    /// The anchors; none where a machine has no store.
    pub anchors: Vec<Anchor>,
    /// Why parts of the store could not be read; the rest counts.
    pub complaints: Vec<String>,
}

/// One **trust anchor**.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// Its name, key and constraints, as webpki takes them.
    pub trust_anchor: TrustAnchor<'static>,
    /// The certificate that it was taken from, where the store has that.
    pub der: Option<CertificateDer<'static>>,
}

impl Anchors {
    /// The anchors with this name, encoded with its outer tag and length.
    pub(crate) fn named<'a>(&'a self, name: &'a [u8]) -> impl Iterator<Item = &'a Anchor> {
        self.anchors
            .iter()
            .filter(move |anchor| in_sequence(&anchor.trust_anchor.subject) == name)
    }

    /// Whether one of the anchors was taken from this very certificate.
    pub(crate) fn contain(&self, der: &[u8]) -> bool {
        let mut certificates = self.anchors.iter().filter_map(|anchor| anchor.der.as_ref());
        certificates.any(|anchor| anchor.as_ref() == der)
    }
}

impl Anchor {
    /// Its subject.
    pub fn name(&self) -> DistinguishedName {
        DistinguishedName::from_rdn_sequence(&self.trust_anchor.subject)
    }

    /// The DER encoding of its SubjectPublicKeyInfo.
    pub(crate) fn spki(&self) -> Vec<u8> {
        in_sequence(&self.trust_anchor.subject_public_key_info)
    }
}

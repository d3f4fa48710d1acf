//! Trust anchors that are not from a store: one certificate, or one key (RFC 5280 §6.1.1).

use rustls::pki_types::{CertificateDer, Der, TrustAnchor};
use webpki::EndEntityCert;

use super::issuers::Issuers;
use crate::certificate::{Certificate, der_contents};
use crate::tls::Anchor;

/// A certificate as the trust anchor: its name, its key and its name constraints; nothing where webpki cannot read it.
pub(in crate::judge) fn anchor_of(certificate: &Certificate) -> Option<Anchor> {
    let der = CertificateDer::from(&certificate.der[..]);
    let trust_anchor = webpki::anchor_from_trusted_cert(&der).ok()?.to_owned();
    Some(Anchor {
        trust_anchor,
        der: None,
    })
}

/// A bare key, in a DER-encoded SubjectPublicKeyInfo, as the trust anchor that issued this certificate; nothing where webpki
/// cannot read the certificate.
pub(in crate::judge) fn anchor_of_key(spki: &[u8], issued: &Certificate) -> Option<Anchor> {
    let der = CertificateDer::from(&issued.der[..]);
    let issuer = EndEntityCert::try_from(&der).ok()?.issuer().to_vec();
    let trust_anchor = TrustAnchor {
        subject: Der::from(issuer),
        subject_public_key_info: Der::from(der_contents(spki)?.to_vec()),
        name_constraints: None,
    };
    Some(Anchor {
        trust_anchor,
        der: None,
    })
}

/// The place of the topmost certificate of a chain: the last on the way up from the end entity.
pub(in crate::judge) fn top(chain: &[Certificate]) -> usize {
    Issuers::of(chain, &[]).top()
}

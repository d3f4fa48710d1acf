//! Certificates as facts: DER in; subject, names, validity, key and digests out (RFC 5280 §4.1).

mod alternative_names;
mod contents;
mod der;
mod dn;
mod end_point;
#[cfg(all(test, feature = "lab"))]
pub(crate) mod forge;
#[cfg(all(test, feature = "lab"))]
pub(crate) mod forge_ocsp;
mod from_der;
mod issuer_key;
mod key;
mod material;
mod ocsp;
mod ocsp_signer;
mod oid;
mod pem;
mod pin;
mod reason;
mod revocation_list;
mod sha256;
mod signature_algorithm;
mod signed_by;
mod srv_name;
#[cfg(all(test, feature = "lab"))]
mod tests;

pub use alternative_names::{AlternativeNames, MOST_NAMES_KEPT};
pub use contents::Contents;
#[cfg(any(test, feature = "lab"))]
pub(crate) use der::tagged;
pub use der::{contents as der_contents, in_sequence};
pub use dn::DistinguishedName;
pub use end_point::end_point_digest;
pub use from_der::{Certificate, Malformed};
pub use issuer_key::IssuerKey;
pub use key::{Curve, KeyAlgorithm, PublicKey};
pub use material::{BareKey, KeySource, Material, MaterialError};
pub use ocsp::{
    BasicResponse, CertificateStatus, MalformedResponse, OcspEntry, OcspResponse, Responder,
    response_status,
};
pub use ocsp_signer::OcspSigner;
pub use pin::{Pin, Pinned};
pub use reason::RevocationReason;
pub use revocation_list::{RevocationList, Revoked, UnusableList};
pub use sha256::Sha256;
pub use signature_algorithm::SignatureAlgorithm;
pub use signed_by::SignedBy;

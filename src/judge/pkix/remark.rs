//! What is worth saying of a chain beside whether there is a path.

use std::fmt;

use super::date::day;
use super::issuers::{End, Issuers, MOST_CONSIDERED};
use super::outcome::Which;
use super::path_finding::PathFinding;
use crate::certificate::{Certificate, KeyAlgorithm, PublicKey, SignatureAlgorithm};
use crate::tls::Anchor;

/// A **remark** on a chain. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A key is shorter than RFC 9325 §4.5 allows.
    WeakKey {
        /// The certificate with the key.
        certificate: Which,
        /// The key.
        key: String,
    },
    /// A signature is made with a digest of which collisions can be made (RFC 9325 §4.5).
    WeakSignature {
        /// The certificate that is signed so.
        certificate: Which,
        /// The algorithm.
        algorithm: SignatureAlgorithm,
        /// Its digest.
        digest: &'static str,
    },
    /// A certificate is of a version before 3.
    OldVersion {
        /// The certificate.
        certificate: Which,
        /// Its version.
        version: u32,
    },
    /// The trust anchor's own validity has ended.
    AnchorExpired {
        /// The subject of the trust anchor.
        anchor: String,
        /// Its last second, in seconds since 1970.
        not_after: i64,
    },
    /// An issuer stands before what it issued, or there is something between.
    OutOfOrder {
        /// The certificates in the order that they should be sent in.
        order: Vec<Which>,
    },
    /// A certificate is sent more than once.
    Repeated {
        /// The second one.
        certificate: Which,
    },
    /// A certificate has no part in the way from the server's certificate upwards.
    Unneeded {
        /// The certificate.
        certificate: Which,
    },
    /// An issuer's certificate cannot be parsed.
    Malformed {
        /// The certificate.
        certificate: Which,
        /// What is wrong with it.
        reason: String,
    },
    /// More certificates were sent than are considered.
    TooMany {
        /// How many were sent.
        sent: usize,
        /// How many of them were considered.
        considered: usize,
    },
}

impl Remark {
    /// What there is to say of the anchor of a path.
    pub(super) fn on_anchor(anchor: &Anchor, now: i64) -> Option<Self> {
        let certificate = Certificate::from_der(anchor.der.as_ref()?);
        let not_after = certificate.contents.ok()?.not_after;
        (not_after < now).then(|| Self::AnchorExpired {
            anchor: anchor.name().to_string(),
            not_after,
        })
    }

    /// Whether this is about the order and the number of the certificates, for which TLS 1.2 is stricter than TLS 1.3.
    pub fn is_on_order(&self) -> bool {
        matches!(
            self,
            Self::OutOfOrder { .. } | Self::Repeated { .. } | Self::Unneeded { .. }
        )
    }

    /// Whether the finding on the path says the same, or makes this moot.
    pub(super) fn is_told_by(&self, finding: &PathFinding) -> bool {
        match (self, finding) {
            (
                Self::WeakSignature { certificate, .. },
                PathFinding::UnusableSignatureAlgorithm {
                    certificate: told, ..
                },
            )
            | (
                Self::OldVersion { certificate, .. },
                PathFinding::OldVersion {
                    certificate: told, ..
                },
            ) => certificate == told,
            // The way up was followed from the wrong end, so that what is beside it may well be needed.
            (
                Self::Unneeded { .. } | Self::OutOfOrder { .. },
                PathFinding::EndEntityNotFirst { .. },
            ) => true,
            _ => false,
        }
    }

    /// What to change, in the imperative.
    pub fn fix(&self) -> String {
        match self {
            Self::WeakKey { .. } => "make a new key, ECDSA P-256 or RSA with 2048 bits or more".to_owned(),
            Self::WeakSignature { .. } => "get a certificate that is signed with SHA-256 or stronger".to_owned(),
            Self::OldVersion { .. } => "get an X.509 version 3 certificate".to_owned(),
            Self::AnchorExpired { .. } => "send intermediate certificates that lead to a current root".to_owned(),
            Self::OutOfOrder { order } => {
                let order: Vec<&str> = order.iter().map(|which| which.name.as_str()).collect();
                format!("send the certificates in this order: {}", order.join(", then "))
            }
            Self::Repeated { certificate } => format!("send {certificate} once"),
            Self::Unneeded { certificate } | Self::Malformed { certificate, .. } => {
                format!("take certificate {} out of the server's certificate file", certificate.position)
            }
            Self::TooMany { .. } => {
                "send the server's certificate and the intermediate certificates above it, and no others".to_owned()
            }
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WeakKey { certificate, key } => write!(
                f,
                "the key of {certificate} is weak: {key}; OpenSSL refuses it from security level 2 on"
            ),
            Self::WeakSignature {
                certificate,
                algorithm,
                digest,
            } => write!(
                f,
                "{certificate} is signed with {algorithm}: signatures with {digest} can be forged; OpenSSL refuses it from \
                 security level 1 on"
            ),
            Self::OldVersion {
                certificate,
                version,
            } => write!(
                f,
                "{certificate} is an X.509 version {version} certificate, which no CA issues any more; OpenSSL accepts it"
            ),
            Self::AnchorExpired { anchor, not_after } => write!(
                f,
                "the trust anchor {anchor} expired on {}; OpenSSL refuses such a path",
                day(*not_after)
            ),
            Self::OutOfOrder { .. } => {
                f.write_str("the certificates are not sent in the order of the path, each followed by its issuer")
            }
            Self::Repeated { certificate } => write!(f, "{certificate} is sent more than once"),
            Self::Unneeded { certificate } => {
                write!(f, "{certificate} is sent and has no part in the path")
            }
            Self::Malformed {
                certificate,
                reason,
            } => write!(f, "certificate {} cannot be used: {reason}", certificate.position),
            Self::TooMany { sent, considered } => write!(
                f,
                "{sent} certificates were sent, of which the first {considered} were considered"
            ),
        }
    }
}

/// The remarks that need no anchor and no moment.
pub(super) fn remarks(chain: &[Certificate], issuers: &Issuers) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for position in &issuers.positions {
        remarks.extend(
            chain.get(*position).into_iter().flat_map(|certificate| {
                weaknesses(&Which::new(*position, certificate), certificate)
            }),
        );
    }
    if !issuers.positions.is_sorted() {
        let order = issuers
            .positions
            .iter()
            .map(|position| Which::at(chain, *position));
        remarks.push(Remark::OutOfOrder {
            order: order.collect(),
        });
    }
    for (position, certificate) in chain.iter().enumerate().take(MOST_CONSIDERED) {
        if issuers.positions.contains(&position) || issuers.end == End::OtherKey(position) {
            continue;
        }
        let which = Which::new(position, certificate);
        let sent_before = chain
            .iter()
            .take(position)
            .any(|before| before.der == certificate.der);
        remarks.push(match &certificate.contents {
            _ if sent_before => Remark::Repeated { certificate: which },
            Ok(_) => Remark::Unneeded { certificate: which },
            Err(malformed) => Remark::Malformed {
                certificate: which,
                reason: malformed.to_string(),
            },
        });
    }
    if chain.len() > MOST_CONSIDERED {
        remarks.push(Remark::TooMany {
            sent: chain.len(),
            considered: MOST_CONSIDERED,
        });
    }
    remarks
}

/// What is weak about a certificate of the path. The signature of a root proves nothing, so that nothing is weak about it.
fn weaknesses(which: &Which, certificate: &Certificate) -> Vec<Remark> {
    let Ok(contents) = &certificate.contents else {
        return Vec::new();
    };
    let mut weaknesses = Vec::new();
    if is_weak(&contents.key) {
        weaknesses.push(Remark::WeakKey {
            certificate: which.clone(),
            key: contents.key.to_string(),
        });
    }
    let digest = contents.signature_algorithm.broken_digest();
    if let Some(digest) = digest.filter(|_| !certificate.is_self_issued()) {
        weaknesses.push(Remark::WeakSignature {
            certificate: which.clone(),
            algorithm: contents.signature_algorithm.clone(),
            digest,
        });
    }
    let is_root = certificate.is_self_issued() && which.position > 0;
    if contents.version < 3 && !is_root {
        weaknesses.push(Remark::OldVersion {
            certificate: which.clone(),
            version: contents.version,
        });
    }
    weaknesses
}

/// RFC 9325 §4.5: RSA from 2048 bits, curves from 224 bits.
pub(in crate::judge) fn is_weak(key: &PublicKey) -> bool {
    let least = match key.algorithm {
        KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => 2048,
        KeyAlgorithm::Ecdsa => 224,
        _ => return false,
    };
    key.bits.is_some_and(|bits| bits < least)
}

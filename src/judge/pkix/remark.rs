//! What is worth saying of a chain beside whether there is a path.

use std::fmt;

use super::date::day;
use super::issuers::{End, Issuers, MOST_CONSIDERED};
use super::outcome::Which;
use crate::certificate::{Certificate, KeyAlgorithm, PublicKey};
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

    /// What to change, in the imperative.
    pub fn fix(&self) -> String {
        match self {
            Self::WeakKey { .. } => "make a new key, ECDSA P-256 or RSA with 2048 bits or more".to_owned(),
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
        let key = chain
            .get(*position)
            .and_then(|it| it.contents.as_ref().ok())
            .map(|it| &it.key);
        if let Some(key) = key.filter(|key| is_weak(key)) {
            remarks.push(Remark::WeakKey {
                certificate: Which::at(chain, *position),
                key: key.to_string(),
            });
        }
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

/// RFC 9325 §4.5: RSA from 2048 bits, curves from 224 bits.
fn is_weak(key: &PublicKey) -> bool {
    let least = match key.algorithm {
        KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => 2048,
        KeyAlgorithm::Ecdsa => 224,
        _ => return false,
    };
    key.bits.is_some_and(|bits| bits < least)
}

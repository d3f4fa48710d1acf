//! The TLSA record by which a server is authenticated, and where in its chain it matched.

use super::finding::{How, RecordFinding};
use super::name::Named;
use crate::dane::Tlsa;

/// A record that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisive {
    /// The record.
    pub record: Tlsa,
    /// What it matched.
    pub place: Place,
    /// The place of that certificate in the chain; 0 is the server's own. A trust anchor that was not sent comes behind all others.
    pub depth: usize,
    /// The reference identifier that the certificate is for, where the record's usage asks for one.
    pub name: Option<String>,
}

/// What a record matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The server's own certificate or key.
    EndEntity,
    /// A trust anchor above it.
    TrustAnchor,
    /// No certificate: the record holds the key that signed one.
    Signer,
}

impl Place {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::EndEntity => "end-entity",
            Self::TrustAnchor => "trust-anchor",
            Self::Signer => "signer",
        }
    }
}

impl Decisive {
    /// The first record that matched.
    pub(super) fn of(findings: &[RecordFinding]) -> Option<Self> {
        let (found, how) = findings
            .iter()
            .find_map(|found| Some((found, found.matched()?)))?;
        let (place, depth, name) = match how {
            How::EndEntity => (Place::EndEntity, 0, None),
            How::Anchor { which, named, .. } => {
                (Place::TrustAnchor, which.position, reference(named))
            }
            How::Key { signed, named } => (Place::Signer, signed.position, reference(named)),
        };
        Some(Self {
            record: found.record.clone(),
            place,
            depth,
            name,
        })
    }
}

fn reference(named: &Named) -> Option<String> {
    match named {
        Named::Matches { reference, .. } => Some(reference.clone()),
        _ => None,
    }
}

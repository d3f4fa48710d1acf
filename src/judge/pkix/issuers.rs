//! Who issued whom in the chain as sent, found by names and signatures alone.

use crate::certificate::{Certificate, SignedBy};
use crate::tls::Anchors;

/// The certificates of a chain that are considered; no honest chain has as many.
pub(super) const MOST_CONSIDERED: usize = 17;

/// The way **up from the end entity** through what was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Issuers {
    /// The places of the end entity, its issuer, that one's issuer and so on.
    pub positions: Vec<usize>,
    /// Why the way ends.
    pub end: End,
}

/// Why the way up **ends**.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The last certificate names itself as its issuer.
    SelfIssued,
    /// Nobody who was sent has the name of the issuer.
    NotSent,
    /// The certificate at this place has the name of the issuer, but its key did not sign.
    OtherKey(usize),
}

impl Issuers {
    /// Follows the issuers from the first certificate of a chain. `verified` are the places of a path whose signatures are known
    /// to be good, so that they need not be checked once more.
    pub(super) fn of(chain: &[Certificate], verified: &[usize]) -> Self {
        let chain = chain.get(..MOST_CONSIDERED).unwrap_or(chain);
        let mut positions = vec![0];
        let mut current = chain.first();
        while let Some(certificate) = current {
            if certificate.is_self_issued() {
                return Self {
                    positions,
                    end: End::SelfIssued,
                };
            }
            let place = positions.last().copied().unwrap_or(0);
            let known = verified.windows(2).find_map(|pair| match pair {
                [below, above] if *below == place => Some(*above),
                _ => None,
            });
            match known.map_or_else(|| next(chain, certificate, &positions), Ok) {
                Ok(position) => {
                    positions.push(position);
                    current = chain.get(position);
                }
                Err(end) => return Self { positions, end },
            }
        }
        Self {
            positions,
            end: End::NotSent,
        }
    }

    /// The places without a root at the end: its dates and its signature count for nothing.
    pub(super) fn below_root(&self) -> &[usize] {
        match self.positions.split_last() {
            Some((_, below)) if self.end == End::SelfIssued && !below.is_empty() => below,
            _ => &self.positions,
        }
    }

    /// Whether any of them names an anchor as its issuer.
    pub(super) fn reach(&self, chain: &[Certificate], anchors: &Anchors) -> bool {
        let certificates = self
            .positions
            .iter()
            .filter_map(|position| chain.get(*position));
        let mut contents =
            certificates.filter_map(|certificate| certificate.contents.as_ref().ok());
        contents.any(|contents| anchors.named(contents.issuer.as_der()).next().is_some())
    }

    /// The last place that was reached.
    pub(super) fn top(&self) -> usize {
        self.positions.last().copied().unwrap_or(0)
    }
}

/// The place of the issuer: one whose key signed, or else one of which that cannot be told.
fn next(chain: &[Certificate], certificate: &Certificate, passed: &[usize]) -> Result<usize, End> {
    let Ok(contents) = &certificate.contents else {
        return Err(End::NotSent);
    };
    let mut perhaps = None;
    let mut other_key = None;
    for (position, candidate) in chain.iter().enumerate() {
        let named = candidate
            .contents
            .as_ref()
            .is_ok_and(|it| it.subject == contents.issuer);
        if !named || passed.contains(&position) {
            continue;
        }
        match certificate.is_signed_by(candidate) {
            SignedBy::Yes => return Ok(position),
            SignedBy::CannotTell => perhaps = perhaps.or(Some(position)),
            SignedBy::No => other_key = other_key.or(Some(position)),
        }
    }
    perhaps.ok_or(other_key.map_or(End::NotSent, End::OtherKey))
}

//! Whether the chain leads to a trust anchor, whatever the dates (RFC 5280 §6.1).

use super::issuers::Issuers;
use super::outcome::Which;
use super::path_finding::PathFinding;
use super::refusal::explain;
use super::remark::{Remark, remarks};
use super::unusable::{explain_parse, refusal_to_parse};
use super::verifier::{NoPath, Verifier};
use crate::certificate::{Certificate, IssuerKey};
use crate::tls::{Anchor, Anchors};
use rustls::pki_types::TrustAnchor;

/// The judgement on the **path**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Whether there is a path, and if not, why.
    pub finding: PathFinding,
    /// What else is worth saying of the chain, whether or not there is a path.
    pub remarks: Vec<Remark>,
    /// The places of the certificates whose dates count: those of the path, or where there is none, the
    /// end entity and what was sent of its issuers, without a root.
    pub positions: Vec<usize>,
    /// Who issued the server's certificate: the next certificate or the trust anchor; nothing where neither is known.
    pub issuer: Option<IssuerKey>,
    /// Where the path ends, if there is one.
    pub proof: Option<Proof>,
}

/// The end of a path that was **found**, so that the same path can be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The trust anchor.
    pub anchor: TrustAnchor<'static>,
    /// A moment at which no date stands against the path, in seconds since 1970.
    pub moment: i64,
}

/// Judges the path of a chain as sent, at a moment in seconds since 1970. Where dates alone stand
/// against a path, it is judged at another moment: [`validity`](super::validity()) speaks of dates.
pub fn path(chain: &[Certificate], anchors: &Anchors, now: i64) -> Path {
    let Some(end_entity) = chain.first() else {
        return Path {
            finding: PathFinding::NoCertificate,
            remarks: Vec::new(),
            positions: Vec::new(),
            issuer: None,
            proof: None,
        };
    };
    let searchable = !anchors.anchors.is_empty() && !anchors.contain(&end_entity.der);
    let refusal = refusal_to_parse(chain, 0).filter(|_| searchable);
    let search = (searchable && refusal.is_none()).then(|| Verifier::new(chain, anchors).path(now));
    let verified = match &search {
        Some(Ok(found)) => found.positions.as_slice(),
        _ => &[],
    };
    let issuers = Issuers::of(chain, verified);
    let mut positions = issuers.below_root().to_vec();
    let mut remarks = remarks(chain, &issuers);
    let mut issuer = issuer(chain, &issuers.positions);
    let mut proof = None;
    let which = |position: &usize| Which::at(chain, *position);
    let finding = match (search, refusal) {
        (Some(Ok(found)), _) => {
            remarks.extend(Remark::on_anchor(found.anchor, now));
            positions = found.positions;
            issuer = self::issuer(chain, &positions).or_else(|| Some(as_issuer(found.anchor)));
            proof = Some(Proof {
                anchor: found.anchor.trust_anchor.clone(),
                moment: found.moment,
            });
            PathFinding::Trusted {
                path: positions.iter().map(which).collect(),
                anchor: found.anchor.name().to_string(),
                store: anchors.store_name.clone(),
            }
        }
        (Some(Err(NoPath::NeverValidTogether)), _) if !issuers.reach(chain, anchors) => {
            explain(&webpki::Error::UnknownIssuer, chain, &issuers, anchors)
        }
        (Some(Err(NoPath::NeverValidTogether)), _) => PathFinding::NeverValidTogether {
            path: positions.iter().map(which).collect(),
        },
        (Some(Err(NoPath::Refused(error))), _) => explain(&error, chain, &issuers, anchors),
        (None, Some(error)) => explain_parse(Which::new(0, end_entity), end_entity, &error),
        (None, None) if anchors.anchors.is_empty() => PathFinding::NoAnchors {
            store: anchors.store_name.clone(),
        },
        // webpki refuses an end entity that is a CA even if it is itself trusted.
        (None, None) => {
            positions = vec![0];
            PathFinding::EndEntityIsAnchor {
                certificate: Which::new(0, end_entity),
                store: anchors.store_name.clone(),
            }
        }
    };
    remarks.retain(|remark| !remark.is_told_by(&finding));
    Path {
        finding,
        remarks,
        positions,
        issuer,
        proof,
    }
}

/// The certificate that stands above the first of these places.
fn issuer(chain: &[Certificate], positions: &[usize]) -> Option<IssuerKey> {
    IssuerKey::of(chain.get(*positions.get(1)?)?)
}

fn as_issuer(anchor: &Anchor) -> IssuerKey {
    IssuerKey {
        name: anchor.name(),
        spki: anchor.spki(),
    }
}

//! DANE-TA: whether the server's certificate leads to the CA, or to the key, that a TLSA record speaks of (RFC 7672 §3.1.2).

use super::name::{Named, named};
use super::refusal::{Refusal, issuer};
use crate::certificate::{Certificate, SignedBy};
use crate::dns::DomainName;
use crate::judge::pkix::{self, Outcome, PathFinding, ValidityFinding, Which};
use crate::tls::{Anchor, Anchors};

/// What came of a trust anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Vouching {
    /// It vouches for the server; by this name.
    For(Named),
    /// It does not, for these reasons.
    Not(Vec<Refusal>),
    /// That cannot be judged; why.
    CannotTell(String),
}

/// Judges a chain by trust anchors that TLSA records name.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    /// The certificates as sent.
    pub chain: &'a [Certificate],
    /// The names of which the server's certificate must be for one.
    pub references: &'a [DomainName],
    /// The moment of judgement, in seconds since 1970.
    pub now: i64,
}

impl Judge<'_> {
    /// A CA's certificate as the trust anchor, whether it was sent or comes from a record.
    pub(super) fn by_certificate(self, anchor: &Certificate, position: Option<usize>) -> Vouching {
        let which = Which {
            position: position.unwrap_or(self.chain.len()),
            name: anchor.to_string(),
        };
        let Some(trust_anchor) = pkix::anchor_of(anchor) else {
            return Vouching::CannotTell(format!("{which} cannot be used as a trust anchor here"));
        };
        let path = self.path(trust_anchor);
        let mut refusals = Vec::new();
        if let Ok(contents) = &anchor.contents {
            // RFC 7671 §5.2.1: its constraints are to be applied; OpenSSL does so whatever the selector.
            let below = path.positions.iter().skip(1);
            let counted = below.filter(|position| !self.is_self_issued(**position));
            let limit = contents.path_length.map(usize::try_from);
            if matches!(limit, Some(Ok(limit)) if counted.count() > limit) {
                let certificate = which.clone();
                refusals.push(Refusal::Path(PathFinding::PathTooLong { certificate }));
            }
            // No RFC asks a trust anchor for CA:TRUE (RFC 6698, appendix A.1); OpenSSL does.
            if contents.version >= 3 && !contents.is_ca {
                let certificate = which.clone();
                refusals.push(Refusal::Path(PathFinding::EndEntityAsCa { certificate }));
            }
            let purposes = contents.extended_key_usage.as_ref();
            let serves = |purposes: &&Vec<String>| purposes.iter().any(|it| it == "serverAuth");
            if let Some(purposes) = purposes.filter(|purposes| !serves(purposes)) {
                refusals.push(Refusal::Path(PathFinding::NotForServers {
                    certificate: which,
                    purposes: purposes.clone(),
                }));
            }
        }
        let dates = pkix::validity_at(std::slice::from_ref(anchor), &[0], self.now);
        let dates = dates.into_iter().filter(has_failed);
        refusals.extend(dates.map(|date| Refusal::AnchorDate(at_anchor(date))));
        self.vouching(&path, refusals)
    }

    /// A bare key as the trust anchor (`2 1 0`): the topmost certificate must be signed with it (RFC 7671 §5.2.3).
    pub(super) fn by_key(self, spki: &[u8]) -> Option<Vouching> {
        let top = self.chain.get(pkix::top(self.chain))?;
        if top.is_signed_by_key(spki) != SignedBy::Yes {
            return None;
        }
        // A certificate that its own key signed leads nowhere else. OpenSSL takes the key for its issuer's, so that names and
        // dates count.
        if self.chain.first() == Some(top) && top.is_self_issued() {
            return Some(self.names_and_dates(&[0], Vec::new()));
        }
        let anchor = pkix::anchor_of_key(spki, top)?;
        Some(self.vouching(&self.path(anchor), Vec::new()))
    }

    fn path(self, anchor: Anchor) -> pkix::Path {
        let anchors = Anchors {
            store_name: "the TLSA records".to_owned(),
            anchors: vec![anchor],
            complaints: Vec::new(),
        };
        pkix::path(self.chain, &anchors, self.now)
    }

    fn vouching(self, path: &pkix::Path, mut refusals: Vec<Refusal>) -> Vouching {
        match &path.finding {
            PathFinding::Trusted { .. } => {}
            // That the dates allow no common moment is told by the dates.
            PathFinding::NeverValidTogether { .. } => {}
            // OpenSSL takes these for a server's certificate, so that a refusal would be false; webpki cannot judge them.
            finding @ (PathFinding::CaAsEndEntity { .. }
            | PathFinding::EndEntityNotFirst { .. }
            | PathFinding::OldVersion { .. }
            | PathFinding::UnusableKey { .. }
            | PathFinding::TooComplex { .. }) => return Vouching::CannotTell(finding.to_string()),
            PathFinding::IssuerMissing { certificate, .. } => {
                let issuer = issuer(self.chain.get(certificate.position));
                refusals.push(Refusal::LeadsElsewhere {
                    certificate: certificate.clone(),
                    issuer,
                });
                return Vouching::Not(refusals);
            }
            PathFinding::UntrustedRoot { root: top, .. }
            | PathFinding::SelfSigned {
                certificate: top, ..
            } => {
                refusals.push(Refusal::LeadsElsewhere {
                    certificate: top.clone(),
                    issuer: issuer(self.chain.get(top.position)),
                });
                return Vouching::Not(refusals);
            }
            finding => refusals.insert(0, Refusal::Path(finding.clone())),
        }
        self.names_and_dates(&path.positions, refusals)
    }

    fn names_and_dates(self, positions: &[usize], mut refusals: Vec<Refusal>) -> Vouching {
        for date in pkix::validity_at(self.chain, positions, self.now) {
            match date.outcome() {
                Outcome::Holds => {}
                Outcome::NotTested => return Vouching::CannotTell(date.to_string()),
                Outcome::Fails => refusals.push(Refusal::Date(date)),
            }
        }
        match named(self.chain, self.references) {
            named @ Named::Matches { .. } if refusals.is_empty() => return Vouching::For(named),
            Named::Matches { .. } => {}
            Named::CannotTell(why) if refusals.is_empty() => return Vouching::CannotTell(why),
            named => refusals.push(Refusal::Name(named)),
        }
        Vouching::Not(refusals)
    }

    fn is_self_issued(self, position: usize) -> bool {
        let certificate = self.chain.get(position);
        certificate.is_some_and(Certificate::is_self_issued)
    }
}

fn has_failed(date: &ValidityFinding) -> bool {
    date.outcome() == Outcome::Fails
}

/// [`pkix::validity`] took the certificate for the server's own, which it is not.
fn at_anchor(mut date: ValidityFinding) -> ValidityFinding {
    if let ValidityFinding::Expired { certificate, .. }
    | ValidityFinding::NotYetValid { certificate, .. }
    | ValidityFinding::NeverValid { certificate, .. } = &mut date
    {
        certificate.position = 1;
    }
    date
}

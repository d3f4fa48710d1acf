//! webpki, asked for a path at one moment or at whatever moment there is one.

use std::time::Duration;

use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, KeyUsage};

use super::issuers::MOST_CONSIDERED;
use super::unusable::refusal_to_parse;
use crate::certificate::Certificate;
use crate::tls::{Anchor, Anchors};

/// A path that webpki **found**.
pub(super) struct Found<'a> {
    /// The places of the end entity and of the intermediates, in the order of the path.
    pub positions: Vec<usize>,
    /// The trust anchor that it ends at.
    pub anchor: &'a Anchor,
    /// The moment at which it was found, in seconds since 1970.
    pub moment: i64,
}

/// Why there is **no path**.
#[derive(Debug)]
pub(super) enum NoPath {
    /// webpki's reason, apart from dates.
    Refused(Error),
    /// There are paths but for the dates, and no moment at which all dates of one allow it.
    NeverValidTogether,
}

/// What webpki needs to know, apart from the moment.
pub(super) struct Verifier<'a> {
    chain: &'a [Certificate],
    usable: Vec<usize>,
    intermediates: Vec<CertificateDer<'a>>,
    candidates: Vec<&'a Anchor>,
    trust_anchors: Vec<TrustAnchor<'a>>,
    algorithms: &'static [&'static dyn SignatureVerificationAlgorithm],
}

impl<'a> Verifier<'a> {
    pub(super) fn new(chain: &'a [Certificate], anchors: &'a Anchors) -> Self {
        // One certificate that cannot be parsed would otherwise be webpki's reason for everything.
        let usable: Vec<usize> = (1..chain.len().min(MOST_CONSIDERED))
            .filter(|position| refusal_to_parse(chain, *position).is_none())
            .collect();
        let intermediates = usable.iter().filter_map(|position| chain.get(*position));
        let intermediates = intermediates
            .map(|certificate| CertificateDer::from(&certificate.der[..]))
            .collect();
        let considered = std::iter::once(&0).chain(&usable);
        let issuers = considered.filter_map(|position| issuer(chain, *position));
        let mut issuers: Vec<Vec<u8>> = issuers.collect();
        issuers.sort_unstable();
        issuers.dedup();
        let issues = |anchor: &&Anchor| {
            let subject = &anchor.trust_anchor.subject;
            issuers.iter().any(|issuer| issuer[..] == subject[..])
        };
        let candidates: Vec<&Anchor> = anchors.anchors.iter().filter(issues).collect();
        let trust_anchors = candidates
            .iter()
            .map(|anchor| anchor.trust_anchor.clone())
            .collect();
        Self {
            chain,
            usable,
            intermediates,
            candidates,
            trust_anchors,
            algorithms: default_provider().signature_verification_algorithms.all,
        }
    }

    /// A path at this moment, or at another if only dates stand against it now.
    pub(super) fn path(&self, now: i64) -> Result<Found<'a>, NoPath> {
        match self.path_at(now) {
            Err(error) if is_of_dates(&error) => self.path_ever(),
            result => result.map_err(NoPath::Refused),
        }
    }

    /// If all dates of a path allow one moment, the latest beginning among them is such a moment.
    fn path_ever(&self) -> Result<Found<'a>, NoPath> {
        let considered = self.chain.iter().take(MOST_CONSIDERED);
        let beginnings = considered.filter_map(|certificate| certificate.contents.as_ref().ok());
        let mut moments: Vec<i64> = beginnings.map(|contents| contents.not_before).collect();
        moments.sort_unstable_by(|one, other| other.cmp(one));
        moments.dedup();
        let mut refused = None;
        for moment in moments {
            match self.path_at(moment) {
                Ok(found) => return Ok(found),
                Err(error) if is_of_dates(&error) => {}
                Err(error) if is_final(&error) => return Err(NoPath::Refused(error)),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.map_or(NoPath::NeverValidTogether, NoPath::Refused))
    }

    fn path_at(&self, moment: i64) -> Result<Found<'a>, Error> {
        let der = self
            .chain
            .first()
            .map(|certificate| CertificateDer::from(&certificate.der[..]));
        let der = der.ok_or(Error::BadDer)?;
        let end_entity = EndEntityCert::try_from(&der)?;
        let since_1970 = Duration::from_secs(u64::try_from(moment).unwrap_or(0));
        let verified = end_entity.verify_for_usage(
            self.algorithms,
            &self.trust_anchors,
            &self.intermediates,
            UnixTime::since_unix_epoch(since_1970),
            KeyUsage::server_auth(),
            None,
            None,
        )?;
        let mut positions = vec![0];
        for intermediate in verified.intermediate_certificates() {
            let der = intermediate.der();
            let place = self.intermediates.iter().position(|sent| *sent == der);
            positions.extend(place.and_then(|place| self.usable.get(place)));
        }
        let anchor = self
            .trust_anchors
            .iter()
            .position(|anchor| std::ptr::eq(anchor, verified.anchor()));
        let anchor = anchor
            .and_then(|place| self.candidates.get(place))
            .ok_or(Error::UnknownIssuer)?;
        Ok(Found {
            positions,
            anchor,
            moment,
        })
    }
}

/// The name of the issuer as webpki reads it, without its outer tag and length.
fn issuer(chain: &[Certificate], position: usize) -> Option<Vec<u8>> {
    let der = CertificateDer::from(&chain.get(position)?.der[..]);
    let certificate = EndEntityCert::try_from(&der).ok()?;
    Some(certificate.issuer().to_vec())
}

fn is_of_dates(error: &Error) -> bool {
    matches!(
        error,
        Error::CertExpired { .. } | Error::CertNotValidYet { .. }
    )
}

/// Whether webpki gave up because the search takes too long; another moment would take as long again.
fn is_final(error: &Error) -> bool {
    matches!(
        error,
        Error::MaximumSignatureChecksExceeded
            | Error::MaximumPathBuildCallsExceeded
            | Error::MaximumNameConstraintComparisonsExceeded
    )
}

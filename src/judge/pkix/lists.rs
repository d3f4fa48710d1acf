//! What revocation lists say of the certificates of a path (RFC 5280 §6.3); webpki holds the lists against it.

use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, UnixTime};
use std::time::Duration;
use webpki::{
    EndEntityCert, Error, KeyUsage, RevocationCheckDepth, RevocationOptionsBuilder,
    UnknownStatusPolicy,
};

use super::list_finding::ListFinding;
use super::outcome::{Outcome, Which};
use super::path::{Path, Proof};
use crate::certificate::{Certificate, RevocationList, RevocationReason, Revoked};

/// Holds the lists against the certificates of a path, at a moment in seconds since 1970.
pub fn listed(
    chain: &[Certificate],
    path: &Path,
    lists: &[RevocationList],
    now: i64,
) -> Vec<ListFinding> {
    let Some(proof) = &path.proof else {
        return vec![ListFinding::NoPath];
    };
    let case = Case {
        chain,
        path,
        proof,
        lists,
        now,
    };
    path.positions
        .iter()
        .filter_map(|position| case.of(*position))
        .collect()
}

struct Case<'a> {
    chain: &'a [Certificate],
    path: &'a Path,
    proof: &'a Proof,
    lists: &'a [RevocationList],
    now: i64,
}

impl Case<'_> {
    /// The finding on the certificate at this place: a revocation counts first, then a list that is good.
    fn of(&self, position: usize) -> Option<ListFinding> {
        let certificate = self.chain.get(position)?;
        let which = Which::new(position, certificate);
        let lists = self
            .lists
            .iter()
            .filter(|list| list.is_by_issuer_of(certificate));
        let findings = lists.map(|list| self.by(list, certificate, &which));
        let rank = |finding: &ListFinding| match (finding.outcome(), finding) {
            (Outcome::Fails, _) => 0,
            (_, ListFinding::RevokedLater { .. }) => 1,
            (Outcome::Holds, _) => 2,
            (Outcome::NotTested, _) => 3,
        };
        findings.min_by_key(rank).or_else(|| {
            let issuer = certificate.contents.as_ref().ok()?.issuer.to_string();
            Some(ListFinding::NoList {
                certificate: which,
                issuer,
            })
        })
    }

    fn by(&self, list: &RevocationList, certificate: &Certificate, which: &Which) -> ListFinding {
        let source = list.source.clone();
        let which = which.clone();
        let entry = match self.entry(list, certificate, &which) {
            Ok(entry) => entry,
            Err(reason) => {
                return ListFinding::Unusable {
                    certificate: which,
                    source,
                    reason,
                };
            }
        };
        match entry {
            // RFC 5280 §5.3.1: it "appears only in delta CRLs", and says the contrary of a revocation.
            Some(revoked) if revoked.reason.is_some_and(RevocationReason::is_removal) => {
                ListFinding::Unusable {
                    certificate: which,
                    source,
                    reason: "its entry for the certificate has the reason removeFromCRL, which belongs into lists of changes only",
                }
            }
            // What is revoked stays so, also where the list is old or does not count yet.
            Some(revoked) if revoked.at <= self.now => ListFinding::Revoked {
                certificate: which,
                revoked,
                source,
            },
            _ if list.this_update > self.now => ListFinding::NotYet {
                certificate: which,
                source,
                this_update: list.this_update,
            },
            Some(revoked) => ListFinding::RevokedLater {
                certificate: which,
                revoked,
                source,
            },
            None if list.next_update < self.now => ListFinding::OutOfDate {
                certificate: which,
                source,
                next_update: list.next_update,
            },
            None => ListFinding::NotListed {
                certificate: which,
                source,
                this_update: list.this_update,
            },
        }
    }

    /// The certificate's entry on a list, if it is there; or why the list may not speak of it.
    fn entry(
        &self,
        list: &RevocationList,
        certificate: &Certificate,
        which: &Which,
    ) -> Result<Option<Revoked>, &'static str> {
        let is_end_entity = which.position == 0;
        let verified = match is_end_entity {
            true => self.verify(
                list,
                RevocationCheckDepth::EndEntity,
                UnknownStatusPolicy::Deny,
            ),
            false => self.verify(
                list,
                RevocationCheckDepth::Chain,
                UnknownStatusPolicy::Allow,
            ),
        };
        let names_lists = certificate
            .contents
            .as_ref()
            .is_ok_and(|contents| contents.names_revocation_lists);
        match verified {
            Err(Error::CertRevoked) => list.entry(certificate).map(Some).ok_or(
                "it names another certificate of the path, so that this one was not looked up",
            ),
            // Whether a part is the one that a CA's certificate belongs to, webpki does not tell.
            Ok(()) if list.is_partial && !is_end_entity => {
                Err("it is limited to a part of what its issuer signed")
            }
            // RFC 5280 §6.3.3: to a certificate that names no distribution point belongs the list that has no such name, or the
            // issuer's. webpki takes any.
            Ok(()) if list.names_a_point && !names_lists => Err(
                "it is the list of one distribution point, and the certificate names none, so that it may belong to another",
            ),
            Ok(()) => Ok(None),
            Err(Error::UnknownRevocationStatus) => {
                Err("it is limited to another part of what its issuer signed")
            }
            Err(error) => Err(in_words(&error)),
        }
    }

    /// webpki's answer for the path that was found and no other, with this one list.
    fn verify(
        &self,
        list: &RevocationList,
        depth: RevocationCheckDepth,
        policy: UnknownStatusPolicy,
    ) -> Result<(), Error> {
        let der = |position: &usize| {
            let certificate = self.chain.get(*position)?;
            Some(CertificateDer::from(&certificate.der[..]))
        };
        let mut path = self.path.positions.iter().filter_map(der);
        let end_entity = path.next().ok_or(Error::BadDer)?;
        let intermediates: Vec<CertificateDer<'_>> = path.collect();
        let lists = [list.as_webpki()];
        let options = RevocationOptionsBuilder::new(&lists).map_err(|_| Error::BadDer)?;
        let options = options.with_depth(depth).with_status_policy(policy).build();
        let since_1970 = Duration::from_secs(u64::try_from(self.proof.moment).unwrap_or(0));
        EndEntityCert::try_from(&end_entity)?
            .verify_for_usage(
                default_provider().signature_verification_algorithms.all,
                std::slice::from_ref(&self.proof.anchor),
                &intermediates,
                UnixTime::since_unix_epoch(since_1970),
                KeyUsage::server_auth(),
                Some(options),
                None,
            )
            .map(drop)
    }
}

fn in_words(error: &Error) -> &'static str {
    match error {
        Error::InvalidCrlSignatureForPublicKey => {
            "its signature does not verify with the key of that issuer"
        }
        Error::IssuerNotCrlSigner => "its issuer's key must not sign revocation lists",
        _ => "its signature is of a kind that cannot be verified",
    }
}

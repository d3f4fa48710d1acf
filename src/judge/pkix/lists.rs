//! What revocation lists say of the certificates of a path (RFC 5280 §6.3); webpki holds the lists against it.

use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, UnixTime};
use std::fmt;
use std::time::Duration;
use webpki::{
    EndEntityCert, Error, KeyUsage, RevocationCheckDepth, RevocationOptionsBuilder,
    UnknownStatusPolicy,
};

use super::date::day;
use super::outcome::{Outcome, Which};
use super::path::{Path, Proof};
use crate::certificate::{Certificate, RevocationList, Revoked};

/// What is **found of one certificate** in the lists that were given. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFinding {
    /// It is on a list of its issuer.
    Revoked {
        /// The certificate.
        certificate: Which,
        /// Since when and why.
        revoked: Revoked,
        /// Where the list came from.
        source: String,
    },
    /// It is not on the list of its issuer.
    NotListed {
        /// The certificate.
        certificate: Which,
        /// Where the list came from.
        source: String,
        /// When the list was made, in seconds since 1970.
        this_update: i64,
    },
    /// The list of its issuer is out of date.
    OutOfDate {
        /// The certificate.
        certificate: Which,
        /// Where the list came from.
        source: String,
        /// When the next list was due, in seconds since 1970.
        next_update: i64,
    },
    /// The list of its issuer was made only after the moment of judgement.
    NotYet {
        /// The certificate.
        certificate: Which,
        /// Where the list came from.
        source: String,
        /// When the list was made, in seconds since 1970.
        this_update: i64,
    },
    /// A list has the name of its issuer and cannot be used.
    Unusable {
        /// The certificate.
        certificate: Which,
        /// Where the list came from.
        source: String,
        /// Why not.
        reason: &'static str,
    },
    /// No list of its issuer was given.
    NoList {
        /// The certificate.
        certificate: Which,
        /// The name of the issuer.
        issuer: String,
    },
    /// There is no path, so that it is not known whose lists count.
    NoPath,
}

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
        let rank = |finding: &ListFinding| match finding.outcome() {
            Outcome::Fails => 0,
            Outcome::Holds => 1,
            Outcome::NotTested => 2,
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
        let certificate_is = which.clone();
        let source = list.source.clone();
        let unusable = |reason| ListFinding::Unusable {
            certificate: which.clone(),
            source: list.source.clone(),
            reason,
        };
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
        match verified {
            Err(Error::CertRevoked) => {
                let entry = list.entry(certificate);
                if let Some(revoked) = entry.filter(|revoked| revoked.at <= self.now) {
                    return ListFinding::Revoked {
                        certificate: certificate_is,
                        revoked,
                        source,
                    };
                }
            }
            // Whether a part is the one that a CA's certificate belongs to, webpki does not tell.
            Ok(()) if list.is_partial && !is_end_entity => {
                return unusable("it is limited to a part of what its issuer signed");
            }
            Ok(()) => {}
            Err(Error::UnknownRevocationStatus) => {
                return unusable("it is limited to another part of what its issuer signed");
            }
            Err(error) => return unusable(in_words(&error)),
        }
        if list.next_update < self.now {
            return ListFinding::OutOfDate {
                certificate: certificate_is,
                source,
                next_update: list.next_update,
            };
        }
        if list.this_update > self.now {
            return ListFinding::NotYet {
                certificate: certificate_is,
                source,
                this_update: list.this_update,
            };
        }
        ListFinding::NotListed {
            certificate: certificate_is,
            source,
            this_update: list.this_update,
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

impl ListFinding {
    /// Whether the certificate is still good.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Revoked { .. } => Outcome::Fails,
            Self::NotListed { .. } => Outcome::Holds,
            _ => Outcome::NotTested,
        }
    }

    /// Whether this is the answer for the server's own certificate.
    pub fn decides_end_entity(&self) -> bool {
        match self {
            Self::Revoked { certificate, .. } | Self::NotListed { certificate, .. } => {
                certificate.position == 0
            }
            _ => false,
        }
    }

    /// What to change, in the imperative; nothing where the certificate is still good.
    pub fn fix(&self) -> Option<String> {
        Some(match self {
            Self::NotListed { .. } => return None,
            Self::Revoked { certificate, .. } if certificate.position == 0 => {
                "get a new certificate with a new key".to_owned()
            }
            Self::Revoked { .. } => "get a certificate from another CA".to_owned(),
            Self::OutOfDate { .. } => "fetch the current list, and give it with --crl".to_owned(),
            Self::NotYet { .. } => "judge as at a later moment, or check the clock".to_owned(),
            Self::Unusable { .. } => "fetch the list that the certificate names".to_owned(),
            Self::NoList { issuer, .. } => {
                format!("give the list of {issuer} with --crl as well")
            }
            Self::NoPath => "name the roots to trust, for example with --ca-file".to_owned(),
        })
    }
}

impl fmt::Display for ListFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revoked {
                certificate,
                revoked,
                source,
            } => {
                write!(f, "{certificate} was revoked on {}", day(revoked.at))?;
                if let Some(reason) = revoked.reason {
                    write!(f, " ({reason})")?;
                }
                write!(f, ", says the revocation list {source}")
            }
            Self::NotListed {
                certificate,
                source,
                this_update,
            } => write!(
                f,
                "{certificate} is not on the revocation list {source} of {}",
                day(*this_update)
            ),
            Self::OutOfDate {
                certificate,
                source,
                next_update,
            } => write!(
                f,
                "the revocation list {source} is out of date since {}, so that it is not known whether {certificate} is revoked",
                day(*next_update)
            ),
            Self::NotYet {
                certificate,
                source,
                this_update,
            } => write!(
                f,
                "the revocation list {source} was made on {}, so that it says nothing of {certificate} before",
                day(*this_update)
            ),
            Self::Unusable {
                certificate,
                source,
                reason,
            } => write!(
                f,
                "the revocation list {source} cannot be used for {certificate}: {reason}"
            ),
            Self::NoList {
                certificate,
                issuer,
            } => write!(
                f,
                "no revocation list of {issuer} was given, so that it is not known whether {certificate} is revoked"
            ),
            Self::NoPath => f.write_str(
                "there is no path to a trust anchor, so that it is not known whose revocation lists count",
            ),
        }
    }
}

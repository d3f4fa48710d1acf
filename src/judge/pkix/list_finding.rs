//! What revocation lists say of one certificate, in values and in words.

use std::fmt;

use super::date::day;
use super::outcome::{Outcome, Which};
use crate::certificate::{RevocationReason, Revoked};

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
    /// It is on a list of its issuer, as revoked after the moment of judgement.
    RevokedLater {
        /// The certificate.
        certificate: Which,
        /// From when on and why.
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
        self.outcome() != Outcome::NotTested && self.is_on_end_entity()
    }

    /// Whether this is about the server's own certificate, as it is where nothing is known of any.
    pub fn is_on_end_entity(&self) -> bool {
        match self {
            Self::Revoked { certificate, .. }
            | Self::RevokedLater { certificate, .. }
            | Self::NotListed { certificate, .. }
            | Self::OutOfDate { certificate, .. }
            | Self::NotYet { certificate, .. }
            | Self::Unusable { certificate, .. }
            | Self::NoList { certificate, .. } => certificate.position == 0,
            Self::NoPath => true,
        }
    }

    /// What to change, in the imperative; nothing where the certificate is still good.
    pub fn fix(&self) -> Option<String> {
        Some(match self {
            Self::NotListed { .. } => return None,
            Self::Revoked { revoked, .. } | Self::RevokedLater { revoked, .. }
                if revoked.reason.is_some_and(RevocationReason::is_hold) =>
            {
                "ask the CA why it holds the certificate back: a hold may be lifted".to_owned()
            }
            Self::Revoked { certificate, .. } | Self::RevokedLater { certificate, .. }
                if certificate.position == 0 =>
            {
                "get a new certificate with a new key".to_owned()
            }
            Self::Revoked { .. } | Self::RevokedLater { .. } => {
                "get a certificate from another CA".to_owned()
            }
            Self::OutOfDate { .. } => "fetch the current list, and give it with --crl".to_owned(),
            Self::NotYet { .. } => "judge as at a later moment, or check the clock".to_owned(),
            Self::Unusable { .. } => "give the list that counts for the certificate: the one that it names, or its CA's whole list".to_owned(),
            Self::NoList { issuer, .. } => {
                format!("give the list of {issuer} with --crl as well")
            }
            Self::NoPath => "name the roots to trust, for example with --ca-file".to_owned(),
        })
    }
}

/// That it was revoked, since when and why.
fn write_revoked(
    f: &mut fmt::Formatter<'_>,
    certificate: &Which,
    revoked: &Revoked,
) -> fmt::Result {
    write!(f, "{certificate} was revoked on {}", day(revoked.at))?;
    match revoked.reason {
        Some(reason) => write!(f, " ({reason})"),
        None => Ok(()),
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
                write_revoked(f, certificate, revoked)?;
                write!(f, ", says the revocation list {source}")
            }
            Self::RevokedLater {
                certificate,
                revoked,
                source,
            } => {
                write_revoked(f, certificate, revoked)?;
                write!(
                    f,
                    ", after the moment of judgement, says the revocation list {source}"
                )
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

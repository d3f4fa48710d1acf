//! Whether the certificates that count are valid at a moment (RFC 5280 §4.1.2.5).

use std::fmt;

use super::date::{day, days_and_hours, span, whole_days};
use super::outcome::{Outcome, Which};
use super::path::Path;
use crate::certificate::Certificate;

/// The finding on **validity**, with its evidence. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValidityFinding {
    /// All that count are valid.
    Valid {
        /// The one that expires first.
        certificate: Which,
        /// Its last second, in seconds since 1970.
        until: i64,
        /// How many whole days are left.
        days_left: i64,
    },
    /// One has expired.
    Expired {
        /// The certificate.
        certificate: Which,
        /// Its last second, in seconds since 1970.
        not_after: i64,
        /// How long ago that was, in seconds.
        seconds_ago: i64,
    },
    /// One is not valid yet.
    NotYetValid {
        /// The certificate.
        certificate: Which,
        /// Its first second, in seconds since 1970.
        not_before: i64,
        /// How long it is until then, in seconds.
        seconds_left: i64,
    },
    /// One can never be valid, as its validity ends before it begins.
    NeverValid {
        /// The certificate.
        certificate: Which,
        /// Its first second, in seconds since 1970.
        not_before: i64,
        /// Its last second, in seconds since 1970.
        not_after: i64,
    },
    /// The server's certificate cannot be parsed.
    CannotTell {
        /// The certificate.
        certificate: Which,
        /// What is wrong with it.
        reason: String,
    },
    /// The server sent no certificate.
    NoCertificate,
}

/// Judges the dates of the certificates that the path counts, at a moment in seconds since 1970: one
/// finding for each that is not valid, or one that says until when all are.
pub fn validity(chain: &[Certificate], path: &Path, now: i64) -> Vec<ValidityFinding> {
    validity_at(chain, &path.positions, now)
}

/// The same for the certificates at these places.
pub fn validity_at(chain: &[Certificate], positions: &[usize], now: i64) -> Vec<ValidityFinding> {
    let counted = positions
        .iter()
        .filter_map(|position| Some((*position, chain.get(*position)?)));
    let mut failures = Vec::new();
    let mut first_to_expire: Option<(i64, Which)> = None;
    for (position, certificate) in counted {
        let which = Which::new(position, certificate);
        let (not_before, not_after) = match &certificate.contents {
            Ok(contents) => (contents.not_before, contents.not_after),
            Err(malformed) => {
                failures.push(ValidityFinding::CannotTell {
                    certificate: which,
                    reason: malformed.to_string(),
                });
                continue;
            }
        };
        if let Some(failure) = failure(&which, not_before, not_after, now) {
            failures.push(failure);
        }
        if first_to_expire
            .as_ref()
            .is_none_or(|(until, _)| not_after < *until)
        {
            first_to_expire = Some((not_after, which));
        }
    }
    match first_to_expire {
        Some((until, certificate)) if failures.is_empty() => vec![ValidityFinding::Valid {
            certificate,
            until,
            days_left: whole_days(until.saturating_sub(now)),
        }],
        None if failures.is_empty() => vec![ValidityFinding::NoCertificate],
        _ => failures,
    }
}

/// Both ends belong to the validity.
fn failure(which: &Which, not_before: i64, not_after: i64, now: i64) -> Option<ValidityFinding> {
    let certificate = which.clone();
    if not_after < not_before {
        Some(ValidityFinding::NeverValid {
            certificate,
            not_before,
            not_after,
        })
    } else if not_after < now {
        Some(ValidityFinding::Expired {
            certificate,
            not_after,
            seconds_ago: now.saturating_sub(not_after),
        })
    } else if now < not_before {
        Some(ValidityFinding::NotYetValid {
            certificate,
            not_before,
            seconds_left: not_before.saturating_sub(now),
        })
    } else {
        None
    }
}

impl ValidityFinding {
    /// Whether the dates are good.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Valid { .. } => Outcome::Holds,
            Self::CannotTell { .. } => Outcome::NotTested,
            _ => Outcome::Fails,
        }
    }

    /// What to change, in the imperative; nothing where the dates are good.
    pub fn fix(&self) -> Option<String> {
        Some(match self {
            Self::Valid { .. } => return None,
            Self::Expired {
                certificate,
                not_after,
                seconds_ago,
            } if certificate.position == 0 => format!(
                "renew the certificate; it expired {} ago on {}",
                days_and_hours(*seconds_ago),
                day(*not_after)
            ),
            Self::Expired { certificate, .. } => {
                format!("send the current intermediate certificate instead of {certificate}")
            }
            Self::NotYetValid { not_before, .. } => {
                format!(
                    "use the certificate from {} on, and check the clock",
                    day(*not_before)
                )
            }
            Self::NeverValid { .. } | Self::CannotTell { .. } => {
                "get the certificate issued anew".to_owned()
            }
            Self::NoCertificate => "configure a certificate for the server".to_owned(),
        })
    }
}

impl fmt::Display for ValidityFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid {
                certificate,
                until,
                days_left,
            } => {
                let days = if *days_left == 1 { "day" } else { "days" };
                write!(f, "valid until {}, {days_left} {days} left", day(*until))?;
                match certificate.position {
                    0 => Ok(()),
                    _ => write!(f, "; the first to expire is {certificate}"),
                }
            }
            Self::Expired {
                certificate,
                not_after,
                seconds_ago,
            } => write!(
                f,
                "{certificate} expired {} ago on {}",
                days_and_hours(*seconds_ago),
                day(*not_after)
            ),
            Self::NotYetValid {
                certificate,
                not_before,
                seconds_left,
            } => write!(
                f,
                "{certificate} is not valid until {}, in {}",
                day(*not_before),
                span(*seconds_left)
            ),
            Self::NeverValid {
                certificate,
                not_before,
                not_after,
            } => write!(
                f,
                "the validity of {certificate} ends on {}, before it begins on {}",
                day(*not_after),
                day(*not_before)
            ),
            Self::CannotTell {
                certificate,
                reason,
            } => write!(f, "the dates of {certificate} cannot be read: {reason}"),
            Self::NoCertificate => f.write_str("the server sent no certificate"),
        }
    }
}

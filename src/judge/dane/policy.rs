//! What the TLSA records of a host demand of a sender, whatever the host then shows (RFC 7672 §2.2).

use crate::dane::Tlsa;
use crate::dns::{DnssecReach, DnssecStatus, NoAnswer};
use crate::route::{Candidate, TlsaSearch};

/// Where the records come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records<'a> {
    /// The search in DNS.
    Published(&'a TlsaSearch),
    /// The user gave them with `--tlsa`, in the place of those in DNS.
    Given(&'a [Tlsa]),
}

/// What the records of a host **demand** of a sender that knows DANE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DanePolicy {
    /// The host has no name that records could be published for.
    NotApplicable,
    /// There are none that count: TLS as without DANE; MTA-STS may decide.
    NoRecords(Absence),
    /// There are secure ones, none of which a sender can use: TLS is mandatory, authentication is not possible.
    Unusable,
    /// There are secure ones that a sender can use: TLS and authentication are mandatory.
    Usable,
    /// They could not be looked up: a sender passes the host over, and waits if it is the last (RFC 7672 §2.1.2).
    LookupFailed(LookupFault),
    /// Whether there are any was not found out, because DNSSEC does not reach us or is switched off; why. That says nothing
    /// about the host.
    NotEvaluated(String),
}

/// Why there are **no records** that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// DNSSEC proves that there are none.
    Denied,
    /// There are none, in a zone that is not signed.
    InsecureDenial,
    /// There are some, in a zone that is not signed; how many.
    InsecureRecords(usize),
    /// The address records are insecure, so that nobody asks.
    InsecureAddresses,
}

/// Why a lookup **failed**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupFault {
    /// What arrived contradicts the chain of trust; why.
    Bogus(String),
    /// An answer that is none, as SERVFAIL; which.
    NoAnswer(String),
    /// No answer arrived, or none whose status could be found out; why.
    Silence(String),
    /// Whether DNSSEC vouches for the addresses could not be found out, so that it is not known whether to ask; why.
    Unproved(String),
}

impl LookupFault {
    /// Why, as a sentence fragment.
    pub fn why(&self) -> &str {
        match self {
            Self::Bogus(why) | Self::NoAnswer(why) | Self::Silence(why) | Self::Unproved(why) => {
                why
            }
        }
    }
}

impl DanePolicy {
    /// The policy that the records make, and who validates them.
    pub fn of(records: Records<'_>, reach: &DnssecReach) -> Self {
        let search = match records {
            Records::Given(records) => return Self::of_records(records),
            Records::Published(search) => search,
        };
        if let Some((_, records)) = search.found() {
            return Self::of_records(records);
        }
        let unreached = match reach {
            DnssecReach::Stripped(missing) => {
                Some(format!("the resolver hands out no DNSSEC data ({missing})"))
            }
            DnssecReach::Off => Some("nobody asked for DNSSEC".to_owned()),
            DnssecReach::NotAsked | DnssecReach::Validated | DnssecReach::Resolver => None,
        };
        match (search, unreached) {
            (TlsaSearch::NotApplicable, Some(why)) if *reach == DnssecReach::Off => {
                Self::NotEvaluated(why)
            }
            (TlsaSearch::NotApplicable, _) => Self::NotApplicable,
            (TlsaSearch::AddressesInsecure, _) => Self::NoRecords(Absence::InsecureAddresses),
            (_, Some(why)) => Self::NotEvaluated(why),
            (TlsaSearch::AddressesUnproved(why), None) => {
                Self::LookupFailed(LookupFault::Unproved(why.clone()))
            }
            (TlsaSearch::Asked(candidates), None) => Self::without_secure(candidates),
        }
    }

    fn of_records(records: &[Tlsa]) -> Self {
        match records.iter().any(|record| record.unusable().is_none()) {
            true => Self::Usable,
            false => Self::Unusable,
        }
    }

    /// There are no secure records.
    fn without_secure(candidates: &[Candidate]) -> Self {
        let last = candidates.last();
        if let Some(fault) = last.and_then(fault) {
            return Self::LookupFailed(fault);
        }
        let insecure = candidates.iter();
        let insecure = insecure.filter_map(|candidate| candidate.lookup.outcome.as_ref().ok());
        let denied = candidates
            .iter()
            .all(|candidate| candidate.lookup.is_secure());
        Self::NoRecords(match (insecure.map(Vec::len).max(), denied) {
            (Some(count), _) => Absence::InsecureRecords(count),
            (None, true) => Absence::Denied,
            (None, false) => Absence::InsecureDenial,
        })
    }

    /// Whether a sender delivers over TLS only.
    pub fn demands_tls(&self) -> bool {
        matches!(self, Self::Unusable | Self::Usable)
    }

    /// Whether a sender delivers to a server only that the records authenticate.
    pub fn demands_authentication(&self) -> bool {
        matches!(self, Self::Usable)
    }

    /// Whether it is certain that DANE has no say, so that MTA-STS decides (RFC 8461 §2).
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::NoRecords(_) | Self::NotApplicable)
    }
}

/// Why the lookup of the candidate that decides has neither records nor a denial.
fn fault(candidate: &Candidate) -> Option<LookupFault> {
    let why = candidate.failure()?;
    Some(match &candidate.lookup.outcome {
        Err(NoAnswer::Bogus(_)) => LookupFault::Bogus(why),
        Err(NoAnswer::ServFail | NoAnswer::Refused | NoAnswer::Code(_) | NoAnswer::AliasLoop) => {
            LookupFault::NoAnswer(why)
        }
        Err(no_answer) if !no_answer.is_certain() => LookupFault::Silence(why),
        _ if candidate.lookup.trail.security() == DnssecStatus::Bogus => LookupFault::Bogus(why),
        _ => LookupFault::Silence(why),
    })
}

//! What a domain's MTA-STS comes to for a sender that has nothing in its cache (RFC 8461 §5).

use crate::dns::DomainName;
use crate::mta_sts::{Mode, Policy};

/// What a sender goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StsState {
    /// There is no policy, so that it delivers as if the domain had not heard of MTA-STS (RFC 8461 §3.3).
    NoPolicy(NoPolicy),
    /// Whether there is one could not be found out; why.
    Unknown(String),
    /// The policy says that there is to be none (RFC 8461 §5, mode none).
    Off,
    /// The policy is tried out: failures are reported, and mail is delivered all the same.
    Testing(Policy),
    /// The policy is in force.
    Enforce(Policy),
}

/// Why there is no policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPolicy {
    /// There is no record.
    NoRecord,
    /// There is more than one record, so that none counts.
    SeveralRecords,
    /// The record is not well-formed.
    MalformedRecord,
    /// The policy could not be fetched.
    NotFetched,
    /// The policy host's certificate does not verify.
    Unauthenticated,
    /// The policy is invalid.
    Invalid,
}

impl NoPolicy {
    /// The word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoRecord => "no-record",
            Self::SeveralRecords => "several-records",
            Self::MalformedRecord => "malformed-record",
            Self::NotFetched => "not-fetched",
            Self::Unauthenticated => "unauthenticated",
            Self::Invalid => "invalid",
        }
    }
}

impl StsState {
    /// The word for machines.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoPolicy(_) => "no-policy",
            Self::Unknown(_) => "unknown",
            Self::Off => "none",
            Self::Testing(_) => "testing",
            Self::Enforce(_) => "enforce",
        }
    }

    /// The policy that hosts are held against, and how.
    pub fn policy(&self) -> Option<(Mode, &Policy)> {
        match self {
            Self::Testing(policy) => Some((Mode::Testing, policy)),
            Self::Enforce(policy) => Some((Mode::Enforce, policy)),
            Self::NoPolicy(_) | Self::Unknown(_) | Self::Off => None,
        }
    }

    /// Whether the domain promises by it that its hosts can be authenticated.
    pub fn is_enforced(&self) -> bool {
        matches!(self, Self::Enforce(_))
    }

    /// Whether a sender that obeys the policy passes this host over before it connects: the policy is in force and does not list
    /// it (RFC 8461 §5).
    pub fn passes_over(&self, host: &DomainName) -> bool {
        match self {
            Self::Enforce(policy) => policy.allowing(host).is_none(),
            _ => false,
        }
    }

    /// What a sender does where the policy leaves it no host: never return the message before it looked for a newer policy, and
    /// in all cases try again later (RFC 8461 §5).
    pub const WITHOUT_HOST: &'static str = "a sender that honours MTA-STS would keep the message, look for a newer policy and try again";
}

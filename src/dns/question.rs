//! One question to DNS: what was answered, or which of the several ways of having no answer it was.

use super::DomainName;
use crate::interrupt::Signal;
use std::time::Duration;

/// One MX record's content, after the exchange was read as a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The preference; lowest first (RFC 5321 §5.1).
    pub preference: u16,
    /// The MX host: a name; `None` for the root, which RFC 7505 §3 uses to say "no mail here".
    pub host: Option<Result<DomainName, String>>,
}

/// One SRV record's content (RFC 2782), after the target was read as a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrvRecord {
    /// The priority; lowest first.
    pub priority: u16,
    /// The share among records of equal priority.
    pub weight: u16,
    /// The port of the service.
    pub port: u16,
    /// The target: a name; `None` for the root, which says that there is no such service.
    pub host: Option<Result<DomainName, String>>,
}

impl Exchange {
    /// Whether this record, alone, says that the domain accepts no mail (RFC 7505 §3).
    pub fn is_null(&self) -> bool {
        self.preference == 0 && self.host.is_none()
    }
}

/// Why a question has no answer. "No such record" and "could not find out" are different facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The name does not exist (RCODE 3, RFC 1035 §4.1.1).
    NxDomain,
    /// The name is an alias for another, which does not exist (RFC 2308 §2.1).
    DanglingAlias(DomainName),
    /// The name exists, but has no record of this type.
    NoData,
    /// What arrived contradicts the chain of trust, so that it is not used (RFC 4035 §4.3); in what way.
    Bogus(String),
    /// The server pointed to other servers instead of answering: it is no resolver, and not in charge of the name.
    Referral,
    /// The resolver failed (RCODE 2); also what a validating resolver says of bogus data.
    ServFail,
    /// The resolver refuses to answer us (RCODE 5).
    Refused,
    /// Another error code, by its name.
    Code(String),
    /// No resolver answered in this time.
    TimedOut(Duration),
    /// The resolver could not be reached, or its answer not be read.
    Unreachable(String),
    /// The aliases turn in a circle, or there are too many of them.
    AliasLoop,
    /// The time for the whole run was over first.
    Deadline,
    /// A signal ended the run first.
    Interrupted(Signal),
    /// There is no resolver to ask.
    NoResolver(String),
}

impl NoAnswer {
    /// The word for machines.
    pub fn cause(&self) -> &'static str {
        match self {
            Self::NxDomain => "nxdomain",
            Self::DanglingAlias(_) => "dangling-alias",
            Self::NoData => "nodata",
            Self::Bogus(_) => "bogus",
            Self::Referral => "referral",
            Self::ServFail => "servfail",
            Self::Refused => "refused",
            Self::Code(_) => "dns-error",
            Self::TimedOut(_) => "dns-timeout",
            Self::Unreachable(_) => "dns-unreachable",
            Self::AliasLoop => "alias-loop",
            Self::Deadline => "deadline",
            Self::Interrupted(_) => "interrupted",
            Self::NoResolver(_) => "no-resolver",
        }
    }

    /// Whether DNS said so for certain, so that asking again later would not help (RFC 5321 §5.1).
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::NxDomain | Self::DanglingAlias(_) | Self::NoData)
    }
}

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NxDomain => f.write_str("the name does not exist (NXDOMAIN)"),
            Self::DanglingAlias(target) => {
                write!(f, "the name is an alias (CNAME) for {target}, which does not exist (NXDOMAIN)")
            }
            Self::Referral => f.write_str(
                "the server points to others instead of answering: it is no resolver, and not in charge of the name",
            ),
            Self::NoData => f.write_str("the name exists, but has no such record (NODATA)"),
            Self::Bogus(why) => write!(f, "what DNS answers is bogus (DNSSEC): {why}"),
            Self::ServFail => f.write_str("the resolver failed to find out (SERVFAIL)"),
            Self::Refused => f.write_str("the resolver refuses to answer (REFUSED)"),
            Self::Code(code) => write!(f, "the resolver answered with the error {code}"),
            Self::TimedOut(after) => {
                write!(f, "no resolver answered within {} s", after.as_secs_f32())
            }
            Self::Unreachable(why) => write!(f, "the resolver could not be asked: {why}"),
            Self::AliasLoop => f.write_str("the aliases (CNAME) turn in a circle or are too many"),
            Self::Deadline => f.write_str("the deadline passed before an answer came"),
            Self::Interrupted(signal) => write!(f, "{} before an answer came", signal.words()),
            Self::NoResolver(why) => write!(f, "there is no resolver to ask: {why}"),
        }
    }
}

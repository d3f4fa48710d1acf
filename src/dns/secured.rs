//! How far DNSSEC vouches for what DNS answered, in the four words of RFC 4035 §4.3, and who says so.

use super::{DomainName, Signed};
use schemars::JsonSchema;

/// The security status of an RRset, or of the proof that there is none (RFC 4035 §4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum DnssecStatus {
    /// A chain of signatures leads from a trust anchor to it.
    Secure,
    /// It is proved that no such chain exists: the zone, or one above it, is not signed.
    Insecure,
    /// It could not be found out: signatures or keys that would be needed did not arrive.
    Indeterminate,
    /// There should be a chain, and what arrived contradicts it.
    Bogus,
}

impl DnssecStatus {
    /// The word of RFC 4035 §4.3.
    pub fn word(self) -> &'static str {
        match self {
            Self::Secure => "secure",
            Self::Insecure => "insecure",
            Self::Indeterminate => "indeterminate",
            Self::Bogus => "bogus",
        }
    }
}

/// Something out of DNS, and how far DNSSEC vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secured<T> {
    /// What DNS said.
    pub value: T,
    /// How far DNSSEC vouches for it.
    pub status: DnssecStatus,
    /// Why the status is not secure, as a sentence fragment; nothing where the plain reason is that the zone is not signed.
    pub reason: Option<String>,
}

/// Whether DNSSEC reaches us, and who validates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DnssecReach {
    /// No question was asked.
    NotAsked,
    /// Nobody asked for DNSSEC, so that every status is indeterminate.
    Off,
    /// We validate ourselves, from our trust anchors on.
    Validated,
    /// The resolver's AD bit counts, as the user asked for; the path to the resolver must be trusted (RFC 4035 §4.9.3).
    Resolver,
    /// The resolver hands no signatures or denials out, so that every status is indeterminate; what was missing.
    Stripped(String),
}

/// What the resolver itself makes of an answer, asked with CD=0 and AD=1 (RFC 6840 §5.7). Evidence beside our own validation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It set the AD bit: it calls the answer authentic.
    Authentic,
    /// It answered without the AD bit.
    Plain,
    /// It refused to hand the answer out, with this response code and, where it gave one, its Extended DNS Error (RFC 8914).
    Rejected {
        /// The response code, as `SERVFAIL`.
        code: String,
        /// The Extended DNS Error's meaning and text.
        explanation: Option<String>,
    },
    /// It could not be asked; why.
    Unknown(String),
}

/// One question and how its answer came about, link by link, without the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// The name that was asked for, in A-labels without the final dot.
    pub owner: String,
    /// The type of the records that were asked for, as `MX`.
    pub record_type: &'static str,
    /// The names that CNAME or DNAME records led to, in order, each with the status of the record that led there.
    pub aliases: Vec<Secured<DomainName>>,
    /// The status of the last RRset alone, or of the proof that there is none.
    pub status: DnssecStatus,
    /// Why that status is not secure; nothing where the plain reason is that the zone is not signed.
    pub reason: Option<String>,
    /// What the resolver itself makes of it, where it was asked.
    pub opinion: Option<Opinion>,
}

impl Trail {
    /// The status of the answer as a whole: the worst of its links (RFC 7672 §2.1.3).
    pub fn security(&self) -> DnssecStatus {
        let links = self.aliases.iter().map(|alias| alias.status);
        links.fold(self.status, DnssecStatus::max)
    }

    /// The first reason along the trail for the status of the whole.
    pub fn why(&self) -> Option<&str> {
        let worst = self.security();
        let links = self.aliases.iter();
        let mut reasons = links
            .map(|alias| (alias.status, &alias.reason))
            .chain([(self.status, &self.reason)]);
        let (_, reason) = reasons.find(|(status, _)| *status == worst)?;
        reason.as_deref()
    }

    /// The name that the aliases lead to at last; nothing where there is none.
    pub fn target(&self) -> Option<&DomainName> {
        self.aliases.last().map(|alias| &alias.value)
    }
}

/// What a question came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup<T> {
    /// The records, at least one; or why there are none. Bogus records are none: see [`NoAnswer::Bogus`](super::NoAnswer::Bogus).
    pub outcome: Result<Vec<T>, super::NoAnswer>,
    /// How it came about, and how far DNSSEC vouches for it.
    pub trail: Trail,
    /// How long caches may keep the records, in seconds; nothing where there are none. Of records that were validated here it is the
    /// TTL that was signed (RFC 4034 §3.1.4); of others what the resolver said, whose cache counts down.
    pub ttl: Option<u32>,
    /// The signature over the records, where they were validated here and are secure.
    pub signed: Option<Signed>,
}

impl<T> Lookup<T> {
    /// Whether DNSSEC vouches for the answer, or for there being none, and every alias on the way.
    pub fn is_secure(&self) -> bool {
        self.trail.security() == DnssecStatus::Secure
    }

    /// The names that aliases led to, in order.
    pub fn alias_names(&self) -> Vec<DomainName> {
        let aliases = self.trail.aliases.iter();
        aliases.map(|alias| alias.value.clone()).collect()
    }
}

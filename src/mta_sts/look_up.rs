//! Finding the policy of a domain: the record first, and only where it stands the policy (RFC 8461 §3.1, §3.3).

use super::fetch::{Fetch, Settings, fetch, policy_host};
use super::policy::Policy;
use super::record::{self, StsRecords};
use crate::dns::{DomainName, NoAnswer, Resolver, Trail};

/// What was found of MTA-STS at a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MtaSts {
    /// The policy domain; never one above it (RFC 8461 §3.4).
    pub domain: DomainName,
    /// The TXT records at `_mta-sts`, or why it is not known whether there are any.
    pub records: Result<StsRecords, NoAnswer>,
    /// How they were looked up.
    pub trail: Trail,
    /// The policy.
    pub source: PolicySource,
}

/// Where the policy comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicySource {
    /// No record asks for one, so that nobody fetches it.
    NotFetched,
    /// The policy host was asked; and what its answer says, where there is a policy in it.
    Fetched(Box<Fetch>, Option<Policy>),
    /// The user gave a file, which is judged instead; its name.
    File(String, Policy),
}

/// A policy that the user gave, to be judged before it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenPolicy {
    /// The file's name.
    pub name: String,
    /// What is in it; of a file that is longer than [`LONGEST`](super::LONGEST) at least one octet more than that.
    pub body: Vec<u8>,
}

impl MtaSts {
    /// The policy that was read, whether or not it is valid.
    pub fn policy(&self) -> Option<&Policy> {
        match &self.source {
            PolicySource::NotFetched => None,
            PolicySource::Fetched(_, policy) => policy.as_ref(),
            PolicySource::File(_, policy) => Some(policy),
        }
    }

    /// The fetch, where there was one.
    pub fn fetch(&self) -> Option<&Fetch> {
        match &self.source {
            PolicySource::Fetched(fetch, _) => Some(fetch),
            _ => None,
        }
    }
}

/// Looks up the record of a domain, and fetches its policy.
pub async fn look_up(
    domain: &DomainName,
    resolver: &Resolver,
    settings: &Settings,
    given: Option<&GivenPolicy>,
) -> MtaSts {
    let lookup = resolver
        .txt_until(&format!("_mta-sts.{domain}"), settings.deadline)
        .await;
    let records = match lookup.outcome {
        Ok(records) => Ok(record::read(&records)),
        Err(no_answer) if no_answer.is_certain() => Ok(StsRecords::None(Vec::new())),
        Err(no_answer) => Err(no_answer),
    };
    let source = match (&records, given) {
        (_, Some(given)) => PolicySource::File(given.name.clone(), Policy::read(&given.body)),
        (Ok(StsRecords::One(_)), None) => match policy_host(domain) {
            Some(host) => fetched(fetch(host, resolver, settings).await),
            None => PolicySource::NotFetched,
        },
        _ => PolicySource::NotFetched,
    };
    MtaSts {
        domain: domain.clone(),
        records,
        trail: lookup.trail,
        source,
    }
}

fn fetched(fetch: Fetch) -> PolicySource {
    let body = match &fetch.outcome {
        Ok(response) => response.body.as_ref(),
        Err(_) => None,
    };
    let policy = match body {
        Some(Ok(body)) => Some(Policy::read(body)),
        _ => None,
    };
    PolicySource::Fetched(Box::new(fetch), policy)
}

//! Answers as they come, without a look at DNSSEC.

use super::answer::{Answer, alias, host};
use super::server::Response;
use super::{ALIASES, Resolver, fully_qualified};
use crate::dns::{DnssecStatus, DomainName, NoAnswer};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// Why nothing is known of an answer's security where nobody wants to know.
pub(super) const NOT_ASKED: &str = "DNSSEC was not asked for";

impl Resolver {
    /// The answer, of which nothing is known but the reason for that.
    pub(super) async fn plain(
        &self,
        name: &DomainName,
        record_type: RecordType,
        reason: &str,
    ) -> Answer {
        let mut aliases = Vec::new();
        let outcome = self.follow(name, record_type, &mut aliases).await;
        Answer::uniform(
            (name, record_type),
            outcome,
            aliases,
            (DnssecStatus::Indeterminate, Some(reason)),
        )
    }

    async fn follow(
        &self,
        name: &DomainName,
        record_type: RecordType,
        aliases: &mut Vec<DomainName>,
    ) -> Result<Vec<Record>, NoAnswer> {
        let mut owner = fully_qualified(name)?;
        let mut seen = vec![owner.clone()];
        loop {
            let known = seen.len();
            let response = match self.exchange(&owner, record_type).await {
                // Asked at an alias, the denial is about that alias.
                Err(NoAnswer::NxDomain) => Response::NONEXISTENT,
                other => other?,
            };
            // A recursive resolver sends the whole chain in one answer; one that does not is asked again at the last alias.
            while let Some(target) = alias(&response.records, &owner) {
                if seen.contains(target) || seen.len() > ALIASES {
                    return Err(NoAnswer::AliasLoop);
                }
                seen.push(target.clone());
                owner = target.clone();
            }
            *aliases = seen.iter().skip(1).filter_map(host).collect();
            let found = response
                .records
                .iter()
                .filter(|record| record.name == owner && record.record_type() == record_type);
            let records: Vec<Record> = found.cloned().collect();
            if !records.is_empty() {
                return Ok(records);
            }
            match (response.nonexistent, aliases.last()) {
                (true, Some(target)) => return Err(NoAnswer::DanglingAlias(target.clone())),
                (true, None) => return Err(NoAnswer::NxDomain),
                // The answer holds nothing about the name, and asking the same again would not change that.
                (false, _) if seen.len() == known => return Err(NoAnswer::NoData),
                (false, _) => {}
            }
        }
    }

    /// One question to the servers in order; the first that gives an answer, even a negative one, decides.
    async fn exchange(&self, owner: &Name, record_type: RecordType) -> Result<Response, NoAnswer> {
        let servers = self.servers()?;
        let mut failure = None;
        for server in servers {
            let mut answer = server.ask(owner, record_type, true).await;
            // RFC 6891 §7: a server that does not know EDNS may answer FORMERR, and is asked again without it.
            if answer == Err(NoAnswer::Code(ResponseCode::FormErr.to_str().to_owned())) {
                answer = server.ask(owner, record_type, false).await;
            }
            match answer {
                Err(no_answer) if !no_answer.is_certain() => failure.get_or_insert(no_answer),
                certain => return certain,
            };
        }
        Err(failure.unwrap_or_else(|| NoAnswer::NoResolver("no server is configured".to_owned())))
    }
}

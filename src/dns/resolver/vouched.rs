//! Answers with the resolver's word for them: the AD bit (RFC 4035 §4.9.3), as sending mail servers do.

use super::answer::{Answer, alias, host};
use super::server::no_answer_of;
use super::{ALIASES, Resolver, fully_qualified};
use crate::dns::dnssec::{EXCHANGE_PATIENCE, exchange, extended_error};
use crate::dns::{DnssecStatus, DomainName, NoAnswer, Opinion};
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{Name, Record, RecordType};
use std::io::ErrorKind;

/// Everything that an answer says, and what the resolver says of it.
type Word = (
    Result<Vec<Record>, NoAnswer>,
    Vec<DomainName>,
    DnssecStatus,
    Option<String>,
);

impl Resolver {
    /// The answer of the first server that gives one.
    pub(super) async fn vouched(&self, name: &DomainName, record_type: RecordType) -> Answer {
        let (outcome, aliases, status, reason) = match self.word(name, record_type).await {
            Ok(word) => word,
            Err(no_answer) => {
                let reason = no_answer.to_string();
                let status = DnssecStatus::Indeterminate;
                (Err(no_answer), Vec::new(), status, Some(reason))
            }
        };
        let mut answer = Answer::uniform(
            (name, record_type),
            outcome,
            aliases,
            (status, reason.as_deref()),
        );
        answer.trail.opinion = Some(match status {
            DnssecStatus::Secure => Opinion::Authentic,
            DnssecStatus::Insecure => Opinion::Plain,
            _ => Opinion::Unknown(reason.unwrap_or_default()),
        });
        answer
    }

    async fn word(&self, name: &DomainName, record_type: RecordType) -> Result<Word, NoAnswer> {
        let owner = fully_qualified(name)?;
        let mut failure = None;
        for server in self.servers()? {
            let message = match exchange(server.address, &owner, record_type).await {
                Ok(message) => message,
                Err(error) => {
                    failure.get_or_insert(match error.kind() {
                        ErrorKind::TimedOut => NoAnswer::TimedOut(EXCHANGE_PATIENCE * 2),
                        _ => NoAnswer::Unreachable(error.to_string()),
                    });
                    continue;
                }
            };
            match message.metadata.response_code {
                ResponseCode::NoError | ResponseCode::NXDomain => {
                    return Ok(word(&message, &owner, record_type));
                }
                code => {
                    let explained = extended_error(&message);
                    let code = match (no_answer_of(code), explained) {
                        (NoAnswer::ServFail, Some(why)) => {
                            NoAnswer::Code(format!("SERVFAIL ({why})"))
                        }
                        (other, _) => other,
                    };
                    failure.get_or_insert(code);
                }
            }
        }
        Err(failure.unwrap_or_else(|| NoAnswer::NoResolver("no server is configured".to_owned())))
    }
}

fn word(message: &Message, name: &Name, record_type: RecordType) -> Word {
    let status = match message.metadata.authentic_data {
        true => DnssecStatus::Secure,
        false => DnssecStatus::Insecure,
    };
    let mut owner = name;
    let mut seen = vec![owner];
    while let Some(target) = alias(&message.answers, owner) {
        if seen.contains(&target) || seen.len() > ALIASES {
            let aliases = seen.iter().skip(1).filter_map(|name| host(name)).collect();
            return (Err(NoAnswer::AliasLoop), aliases, status, None);
        }
        seen.push(target);
        owner = target;
    }
    let aliases: Vec<_> = seen.iter().skip(1).filter_map(|name| host(name)).collect();
    let found = message
        .answers
        .iter()
        .filter(|record| record.name == *owner && record.record_type() == record_type);
    let records: Vec<Record> = found.cloned().collect();
    let nonexistent = message.metadata.response_code == ResponseCode::NXDomain;
    let outcome = match (records.is_empty(), nonexistent, aliases.last()) {
        (false, _, _) => Ok(records),
        (true, true, Some(target)) => Err(NoAnswer::DanglingAlias(target.clone())),
        (true, true, None) => Err(NoAnswer::NxDomain),
        (true, false, _) => Err(NoAnswer::NoData),
    };
    (outcome, aliases, status, None)
}

//! The answer to a question, along aliases from zone to zone, as a resolver gives it.

use std::io;

use hickory_server::proto::op::ResponseCode;
use hickory_server::proto::rr::{Name, Record, RecordType};

use super::key::Flaw;
use super::zone::{Outcome, Set, Zone};
use super::zones::{Resolver, Zones};

/// How many aliases are followed.
const ALIASES: usize = 16;

/// What a client wants to know, and how.
pub(super) struct Question {
    pub(super) name: Name,
    pub(super) record_type: RecordType,
    /// The DO bit: signatures and denials are wanted (RFC 4035 §3.2.1).
    pub(super) dnssec: bool,
    /// The CD bit: the client checks for itself (RFC 4035 §3.2.2).
    pub(super) unchecked: bool,
}

/// What it hears.
pub(super) struct Answer {
    pub(super) code: ResponseCode,
    pub(super) answers: Vec<Record>,
    pub(super) authorities: Vec<Record>,
    /// Whether all of it is secure, as a resolver that validates finds.
    pub(super) authentic: bool,
    /// Why a resolver that validates hands nothing out.
    pub(super) bogus: Option<Flaw>,
}

impl Zones {
    pub(super) fn answer(&self, question: &Question) -> io::Result<Answer> {
        let mut answer = Answer {
            code: ResponseCode::NoError,
            answers: Vec::new(),
            authorities: Vec::new(),
            authentic: self.resolver == Resolver::Validating,
            bogus: None,
        };
        let hidden = self.resolver == Resolver::Stripping
            && matches!(
                question.record_type,
                RecordType::DNSKEY | RecordType::DS | RecordType::NSEC
            );
        let mut name = question.name.clone();
        let mut seen = Vec::new();
        while seen.len() < ALIASES && !seen.contains(&name) {
            let Some(zone) = self.asked(&name, question.record_type) else {
                answer.code = ResponseCode::Refused;
                break;
            };
            let mut found = zone.find(&name, question.record_type)?;
            if hidden {
                found.answer.clear();
            }
            self.add(zone, &found.answer, question.dnssec, &mut answer, false)?;
            self.add(zone, &found.authority, question.dnssec, &mut answer, true)?;
            seen.push(name);
            name = match found.outcome {
                Outcome::Alias(target) => target,
                Outcome::Exists => break,
                // RFC 2308 §2.1: behind aliases the code speaks of the last of them.
                Outcome::Nonexistent => {
                    answer.code = ResponseCode::NXDomain;
                    break;
                }
            };
        }
        let validating = self.resolver == Resolver::Validating && !question.unchecked;
        answer.bogus = answer.bogus.filter(|_| validating);
        if answer.bogus.is_some() {
            answer.code = ResponseCode::ServFail;
            answer.authentic = false;
            answer.answers.clear();
            answer.authorities.clear();
        }
        Ok(answer)
    }

    /// Adds what a zone says to one section of the answer.
    fn add(
        &self,
        zone: &Zone,
        sets: &[Set],
        dnssec: bool,
        answer: &mut Answer,
        authority: bool,
    ) -> io::Result<()> {
        let stripped = !dnssec || self.resolver == Resolver::Stripping;
        let secure = self.is_secure(zone);
        answer.authentic &= secure;
        if secure {
            answer.bogus = answer.bogus.or_else(|| self.broken_chain(zone));
        }
        for set in sets {
            let Some(first) = set.records.first() else {
                continue;
            };
            let flaw = self.flaw(&first.name, first.record_type());
            if secure {
                answer.bogus = answer.bogus.or(flaw);
            }
            let mut records = set.records.clone();
            match &zone.key {
                Some(key) if !stripped => records.extend(key.sign(&set.records, flaw)?),
                _ if first.record_type() == RecordType::NSEC && authority => continue,
                _ => (),
            }
            if let Some(owner) = &set.sent_as {
                for record in &mut records {
                    record.name = owner.clone();
                }
            }
            match authority {
                true => answer.authorities.extend(records),
                false => answer.answers.extend(records),
            }
        }
        Ok(())
    }
}

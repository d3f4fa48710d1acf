//! Answers that we validate ourselves, link by link.

use super::answer::{Answer, host};
use super::server::{Server, no_answer};
use super::{ALIASES, Resolver, fully_qualified};
use crate::dns::dnssec::{Canary, Kind, Link, opinion};
use crate::dns::{DnssecStatus, DomainName, NoAnswer, Opinion, Secured, Trail};
use hickory_resolver::proto::rr::{Name, RecordType};
use std::pin::pin;

/// What one server came to.
enum Came {
    /// An answer, even a negative one.
    Answer(Answer),
    /// No answer of use; another server may have one.
    Nothing(NoAnswer),
    /// An answer, or not: DNSSEC does not come through this server; what was missing.
    Stripped(String),
}

impl Resolver {
    /// The answer of the first server that gives one, with its opinion where that is wanted.
    pub(super) async fn validated(
        &self,
        name: &DomainName,
        record_type: RecordType,
        wants_opinion: bool,
    ) -> Answer {
        let failed = |no_answer: NoAnswer, opinion: Option<Opinion>| {
            let reason = no_answer.to_string();
            let status = (DnssecStatus::Indeterminate, Some(reason.as_str()));
            let question = (name, record_type);
            let mut answer = Answer::uniform(question, Err(no_answer), Vec::new(), status);
            answer.trail.opinion = opinion;
            answer
        };
        let (owner, servers) = match (fully_qualified(name), self.servers()) {
            (Ok(owner), Ok(servers)) => (owner, servers),
            (Err(no_answer), _) | (_, Err(no_answer)) => return failed(no_answer, None),
        };
        let mut failure = None;
        for server in servers {
            let asked = async {
                match wants_opinion {
                    true => Some(opinion(server.address, &owner, record_type).await),
                    false => None,
                }
            };
            let (came, opinion) = tokio::join!(server.validated(name, &owner, record_type), asked);
            let mut answer = match came {
                Came::Answer(answer) => answer,
                Came::Stripped(why) => self.plain(name, record_type, &why).await,
                Came::Nothing(no_answer) => {
                    failure.get_or_insert((no_answer, opinion));
                    continue;
                }
            };
            let bogus = answer.trail.security() == DnssecStatus::Bogus;
            if bogus && opinion == Some(Opinion::Authentic) {
                // Two validators contradict each other, and nobody here can say which one is right.
                let ours = answer.trail.why().unwrap_or("it is bogus");
                let both =
                    format!("we find it bogus ({ours}), but the resolver calls it authentic");
                answer = self.plain(name, record_type, &both).await;
            }
            answer.trail.opinion = opinion;
            return answer;
        }
        match failure {
            Some((no_answer, opinion)) => failed(no_answer, opinion),
            None => failed(
                NoAnswer::NoResolver("no server is configured".to_owned()),
                None,
            ),
        }
    }
}

impl Server {
    /// What this server says, validated; whether DNSSEC comes through it is asked beside the first question.
    async fn validated(&self, name: &DomainName, owner: &Name, record_type: RecordType) -> Came {
        let mut links = pin!(self.links(name, owner, record_type));
        // One future, also where the links come first: dropped and begun anew it would ask again.
        let mut asked = pin!(self.validator.canary());
        let (canary, early) = tokio::select! {
            canary = &mut asked => (canary, None),
            came = &mut links => (asked.await, Some(came)),
        };
        if let Canary::Strips(why) = canary {
            return Came::Stripped(self.strips(why));
        }
        let came = match early {
            Some(came) => came,
            None => links.await,
        };
        match (came, canary) {
            (Ok(_), Canary::Silent(why)) => Came::Stripped(self.strips(why)),
            (Ok(answer), _) => Came::Answer(answer),
            // Without an answer to the canary, EDNS itself may be what it does not know (RFC 6891 §7).
            (Err(NoAnswer::Code(_)), Canary::Silent(why)) => Came::Stripped(self.strips(why)),
            (Err(no_answer), _) => Came::Nothing(no_answer),
        }
    }

    fn strips(&self, why: &str) -> String {
        let address = self.address;
        format!("DNSSEC does not come through the resolver {address}: {why}")
    }

    /// The links up to the last, or to one that is bogus.
    async fn links(
        &self,
        name: &DomainName,
        owner: &Name,
        record_type: RecordType,
    ) -> Result<Answer, NoAnswer> {
        let mut seen = vec![owner.clone()];
        let mut aliases = Vec::new();
        let mut hidden: Option<(DnssecStatus, Option<String>)> = None;
        let mut owner = owner.clone();
        let answer = |aliases, outcome, (status, reason)| Answer {
            outcome,
            signed: None,
            trail: Trail {
                owner: name.to_string(),
                record_type: record_type.into(),
                aliases,
                status,
                reason,
                opinion: None,
            },
        };
        loop {
            let link = self.validator.link(&owner, record_type, no_answer).await?;
            let Link {
                value: kind,
                status,
                reason,
            } = link;
            // What no host can be called is left out of the aliases, but never what is known of it.
            let (status, reason) = match hidden.take() {
                Some((worse, why)) if worse > status => (worse, why),
                _ => (status, reason),
            };
            if let Kind::Alias(target) = &kind {
                match host(target) {
                    Some(value) => aliases.push(Secured {
                        value,
                        status,
                        reason: reason.clone(),
                    }),
                    None => hidden = Some((status, reason.clone())),
                }
            }
            if status == DnssecStatus::Bogus {
                let why = reason.clone().unwrap_or_default();
                return Ok(answer(aliases, Err(NoAnswer::Bogus(why)), (status, reason)));
            }
            let outcome = match kind {
                Kind::Alias(target) if seen.contains(&target) || seen.len() > ALIASES => {
                    let status = (DnssecStatus::Indeterminate, None);
                    return Ok(answer(aliases, Err(NoAnswer::AliasLoop), status));
                }
                Kind::Alias(target) => {
                    seen.push(target.clone());
                    owner = target;
                    continue;
                }
                Kind::BrokenAlias => Err(NoAnswer::Code("YXDOMAIN".to_owned())),
                Kind::Records(records, signed) => {
                    let signed = signed.filter(|_| status == DnssecStatus::Secure);
                    let found = answer(aliases, Ok(records), (status, reason));
                    return Ok(Answer { signed, ..found });
                }
                Kind::NoData => Err(NoAnswer::NoData),
                Kind::NxDomain => Err(match aliases.last() {
                    Some(alias) => NoAnswer::DanglingAlias(alias.value.clone()),
                    None => NoAnswer::NxDomain,
                }),
            };
            return Ok(answer(aliases, outcome, (status, reason)));
        }
    }
}

//! What an answer would come to, without asking anybody: for looking at hostile answers.

use super::link::{Evidence, Kind, Verified, link};
use super::log::Log;
use super::one_link::one_link;
use crate::dns::{DomainName, Secured};
use hickory_resolver::proto::dnssec::Proof;
use hickory_resolver::proto::op::{DnsResponse, Query};
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// The kinds of links that an answer's octets would be, as a word, were all of its signatures good, and were none: the first is
/// secure, insecure or bogus by what its denials prove, and the second explains itself. Nothing where they are no answer.
pub fn judge_offline(
    octets: &[u8],
    owner: &DomainName,
    record_type: u16,
) -> Option<[Secured<&'static str>; 2]> {
    let name = Name::from_ascii(format!("{owner}.")).ok()?;
    let query = Query::query(name.clone(), RecordType::from(record_type));
    let response = DnsResponse::from_buffer(octets.to_vec()).ok()?;
    let log = Log::default();
    log.note(&query, &Ok(response.clone()));
    let response = one_link(response, &query, &Name::root());
    let evidence = Evidence {
        events: &log.events(),
        now: 0,
    };
    Some([Proof::Secure, Proof::Bogus].map(|proof| {
        let mut message = response.clone();
        let mark = |record: &mut Record| record.proof = proof;
        message.answers.iter_mut().for_each(mark);
        message.authorities.iter_mut().for_each(mark);
        let denial = (proof == Proof::Bogus).then_some(proof);
        let verified = Verified { message, denial };
        let link = link(&verified, &name, query.query_type, &evidence);
        Secured {
            value: word(&link.value),
            status: link.status,
            reason: link.reason,
        }
    }))
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Records(..) => "records",
        Kind::Alias(_) => "alias",
        Kind::BrokenAlias => "broken alias",
        Kind::NoData => "no data",
        Kind::NxDomain => "no such name",
    }
}

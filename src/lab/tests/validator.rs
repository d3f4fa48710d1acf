//! A small validating client for the tests of the lab's zones: it trusts the lab's anchor and nothing else.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream, UdpSocket};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hickory_server::proto::dnssec::Verifier;
use hickory_server::proto::dnssec::rdata::{DNSKEY, DNSSECRData, NSEC, RRSIG};
use hickory_server::proto::op::{Edns, Message, Query};
use hickory_server::proto::rr::{DNSClass, Name, RData, Record, RecordType};

use crate::lab::Lab;

/// How a question is asked.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) dnssec: bool,
    pub(super) unchecked: bool,
}

/// As a client asks that validates for itself.
pub(super) const VALIDATING: Asked = Asked {
    dnssec: true,
    unchecked: true,
};

pub(super) fn name(text: &str) -> Name {
    Name::parse(text, Some(&Name::root())).unwrap()
}

fn question(owner: &str, record_type: RecordType, asked: Asked) -> Message {
    let mut message = Message::query();
    message.metadata.recursion_desired = true;
    message.metadata.checking_disabled = asked.unchecked;
    message.add_query(Query::query(name(owner), record_type));
    let mut edns = Edns::new();
    edns.set_dnssec_ok(asked.dnssec);
    edns.set_max_payload(1232);
    message.edns = Some(edns);
    message
}

/// Asks over UDP.
pub(super) fn ask(lab: &Lab, owner: &str, record_type: RecordType, asked: Asked) -> Message {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let question = question(owner, record_type, asked).to_vec().unwrap();
    socket.send_to(&question, lab.dns_address()).unwrap();
    let mut answer = [0; 4096];
    let length = socket.recv(&mut answer).unwrap();
    assert!(length <= 1232, "{length} octets");
    Message::from_vec(&answer[..length]).unwrap()
}

/// Asks over TCP.
pub(super) fn ask_by_tcp(lab: &Lab, owner: &str, record_type: RecordType) -> Message {
    let mut tcp = TcpStream::connect(lab.dns_address()).unwrap();
    let question = question(owner, record_type, VALIDATING).to_vec().unwrap();
    let length = u16::try_from(question.len()).unwrap();
    tcp.write_all(&[&length.to_be_bytes()[..], &question].concat())
        .unwrap();
    let mut length = [0; 2];
    tcp.read_exact(&mut length).unwrap();
    let mut answer = vec![0; u16::from_be_bytes(length).into()];
    tcp.read_exact(&mut answer).unwrap();
    Message::from_vec(&answer).unwrap()
}

/// Asks, and checks every signature up to the anchor.
pub(super) fn secure(lab: &Lab, owner: &str, record_type: RecordType) -> Message {
    let message = ask(lab, owner, record_type, VALIDATING);
    validate(lab, &message).unwrap_or_else(|why| panic!("{owner} {record_type}: {why}"));
    message
}

/// Whether every set of records has a signature that the anchor vouches for in the end; if not, why.
pub(super) fn validate(lab: &Lab, message: &Message) -> Result<(), String> {
    let mut some = false;
    for section in [&message.answers, &message.authorities] {
        let data = section.iter().filter(|record| rrsig(record).is_none());
        for record in data {
            some = true;
            validate_set(lab, section, &record.name, record.record_type())?;
        }
    }
    some.then_some(()).ok_or("nothing is there".to_owned())
}

fn validate_set(
    lab: &Lab,
    section: &[Record],
    owner: &Name,
    kind: RecordType,
) -> Result<(), String> {
    let mut signatures = section.iter().filter_map(|record| {
        let signature = rrsig(record)?;
        let fits = record.name == *owner && signature.input().type_covered == kind;
        fits.then_some(signature)
    });
    let signature = signatures
        .next()
        .ok_or(format!("{owner} {kind} is not signed"))?;
    let input = signature.input();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = u32::try_from(now.as_secs()).unwrap();
    let (from, until) = (input.sig_inception.get(), input.sig_expiration.get());
    if !(from..until).contains(&now) {
        return Err(format!("{owner} {kind} is out of date: {from} {until}"));
    }
    let signer = &input.signer_name;
    if !signer.zone_of(owner) || (kind == RecordType::DS && signer == owner) {
        return Err(format!("{owner} {kind} is signed by {signer}"));
    }
    let set: Vec<_> = section
        .iter()
        .filter(|record| record.name == *owner && record.record_type() == kind)
        .collect();
    let key = key(lab, signer)?;
    key.verify_rrsig(owner, DNSClass::IN, signature, set.into_iter())
        .map_err(|error| format!("{owner} {kind}: {error}"))
}

/// The one key of a zone, once the anchor or the zone above vouches for it.
fn key(lab: &Lab, zone: &Name) -> Result<DNSKEY, String> {
    let answer = ask(lab, &zone.to_ascii(), RecordType::DNSKEY, VALIDATING);
    let mut keys = answer
        .answers
        .iter()
        .filter_map(|record| match &record.data {
            RData::DNSSEC(DNSSECRData::DNSKEY(key)) => Some(key.clone()),
            _ => None,
        });
    let key = keys.next().ok_or(format!("{zone} has no key"))?;
    let mut signatures = answer.answers.iter().filter_map(rrsig);
    let signature = signatures.next().ok_or("a key without a signature")?;
    let set = answer.answers.iter();
    key.verify_rrsig(zone, DNSClass::IN, signature, set)
        .map_err(|error| format!("the key of {zone}: {error}"))?;
    if zone.is_root() {
        let anchor = std::fs::read_to_string(lab.folder().join("trust-anchor.txt")).unwrap();
        let trusted = anchor
            .lines()
            .any(|line| line.ends_with(&format!("DNSKEY {key}")));
        return trusted.then_some(key).ok_or("not the anchor".to_owned());
    }
    let above = ask(lab, &zone.to_ascii(), RecordType::DS, VALIDATING);
    let vouched = above.answers.iter().any(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::DS(ds)) => ds.covers(zone, &key).unwrap(),
        _ => false,
    });
    if !vouched {
        return Err(format!("no DS record for the key of {zone}"));
    }
    validate(lab, &above)?;
    Ok(key)
}

/// The signature that a record is.
pub(super) fn rrsig(record: &Record) -> Option<&RRSIG> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::RRSIG(signature)) => Some(signature),
        _ => None,
    }
}

/// The NSEC records of a message, with their owners.
pub(super) fn denials(message: &Message) -> Vec<(&Name, &NSEC)> {
    let records = message.authorities.iter();
    records
        .filter_map(|record| match &record.data {
            RData::DNSSEC(DNSSECRData::NSEC(nsec)) => Some((&record.name, nsec)),
            _ => None,
        })
        .collect()
}

/// Whether the message denies that there is such a name (RFC 4034 §4.1.1).
pub(super) fn denies(message: &Message, denied: &str) -> bool {
    let denied = name(denied);
    denials(message).iter().any(|(owner, nsec)| {
        let next = nsec.next_domain_name();
        // The last one of a zone leads back to its apex.
        **owner < denied && (denied < *next || next.zone_of(owner))
    })
}

/// Whether the message says that the name is there, without records of this type.
pub(super) fn lacks(message: &Message, owner: &str, record_type: RecordType) -> bool {
    denials(message).iter().any(|(at, nsec)| {
        let types: Vec<_> = nsec.type_bit_maps().collect();
        **at == name(owner)
            && !types.contains(&record_type)
            && !types.contains(&RecordType::CNAME)
            && types.contains(&RecordType::NSEC)
    })
}

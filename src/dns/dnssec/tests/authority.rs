//! Which records are let through, and to one link.

use crate::dns::dnssec::alias::{dname_above, dname_target};
use crate::dns::dnssec::one_link::one_link;
use hickory_resolver::proto::dnssec::Algorithm;
use hickory_resolver::proto::dnssec::rdata::{DNSSECRData, NSEC, RRSIG, SigInput};
use hickory_resolver::proto::op::{DnsResponse, Message, Query, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, CNAME, NS, NULL, SOA};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType, SerialNumber};
use std::net::Ipv4Addr;

fn name(name: &str) -> Name {
    Name::from_ascii(name).unwrap()
}

fn record(owner: &str, data: RData) -> Record {
    Record::from_rdata(name(owner), 300, data)
}

fn soa(owner: &str) -> Record {
    let data = SOA::new(name("ns."), name("host."), 1, 1, 1, 1, 1);
    record(owner, RData::SOA(data))
}

fn nsec(owner: &str) -> Record {
    let data = NSEC::new(name("z.example."), [RecordType::A]);
    record(owner, RData::DNSSEC(DNSSECRData::NSEC(data)))
}

fn address(owner: &str) -> Record {
    record(owner, RData::A(A(Ipv4Addr::LOCALHOST)))
}

fn cname(owner: &str, target: &str) -> Record {
    record(owner, RData::CNAME(CNAME(name(target))))
}

fn rrsig(owner: &str, covered: RecordType, signer: &str, labels: u8) -> Record {
    let input = SigInput {
        type_covered: covered,
        algorithm: Algorithm::ED25519,
        num_labels: labels,
        original_ttl: 300,
        sig_expiration: SerialNumber::new(1),
        sig_inception: SerialNumber::new(0),
        key_tag: 1,
        signer_name: name(signer),
    };
    let data = RRSIG::from_sig(input, vec![0; 64]);
    record(owner, RData::DNSSEC(DNSSECRData::RRSIG(data)))
}

fn dname(owner: &str, target: &[u8]) -> Record {
    let rdata = NULL::with(target.to_vec());
    let code = RecordType::DNAME;
    record(owner, RData::Unknown { code, rdata })
}

fn reduced(
    owner: &str,
    record_type: RecordType,
    anchor: &str,
    answers: Vec<Record>,
    authorities: Vec<Record>,
) -> DnsResponse {
    let query = Query::query(name(owner), record_type);
    let mut message = Message::query();
    message.add_query(query.clone());
    message.metadata.response_code = ResponseCode::NXDomain;
    message.insert_answers(answers);
    message.insert_authorities(authorities);
    let response = DnsResponse::from_message(message.into_response()).unwrap();
    one_link(response, &query, &name(anchor))
}

#[test]
fn only_zones_above_the_name_speak_of_it() {
    let kept = |owner: &str, record_type, anchor: &str, authorities: &[Record]| {
        let response = reduced(owner, record_type, anchor, vec![], authorities.to_vec());
        response.authorities.len()
    };
    use RecordType::{A, DS, SOA};
    let signed = |signer: &str| {
        [
            nsec("a.example."),
            rrsig("a.example.", RecordType::NSEC, signer, 2),
        ]
    };
    assert_eq!(kept("b.example.", A, ".", &signed("example.")), 2);
    assert_eq!(kept("b.example.", A, ".", &signed("other.")), 0);
    assert_eq!(kept("b.example.", A, ".", &[nsec("a.example.")]), 0);
    // Of two signatures, only that of the zone stays.
    let both = [
        signed("example.").to_vec(),
        vec![rrsig("a.example.", RecordType::NSEC, "other.", 2)],
    ];
    assert_eq!(kept("b.example.", A, ".", &both.concat()), 2);
    let soas = [
        soa("example."),
        rrsig("example.", SOA, "example.", 1),
        soa("other."),
        soa("c.example."),
    ];
    assert_eq!(kept("b.example.", A, ".", &soas), 2);
    // Nothing above the anchor matters, and nothing at the name itself says that it has no DS record.
    assert_eq!(kept("b.example.", A, "b.example.", &soas), 0);
    assert_eq!(kept("example.", DS, ".", &soas), 0);
    let ns = record("example.", RData::NS(NS(name("ns.other."))));
    assert_eq!(kept("b.example.", A, ".", &[ns]), 0);
}

#[test]
fn one_link_is_left_of_an_answer() {
    let chain = vec![
        cname("a.example.", "b.example."),
        rrsig("a.example.", RecordType::CNAME, "example.", 2),
        cname("b.example.", "c.example."),
        address("c.example."),
        address("evil.example."),
    ];
    let first = reduced(
        "a.example.",
        RecordType::A,
        ".",
        chain.clone(),
        vec![soa("example.")],
    );
    assert_eq!(first.answers, chain[..2]);
    assert!(first.authorities.is_empty());
    assert_eq!(first.response_code, ResponseCode::NoError);
    let last = reduced("c.example.", RecordType::A, ".", chain.clone(), vec![]);
    assert_eq!(last.answers, chain[3..4]);
    let denied = reduced(
        "d.example.",
        RecordType::A,
        ".",
        chain,
        vec![soa("example.")],
    );
    assert!(denied.answers.is_empty());
    assert_eq!(denied.authorities.len(), 1);
    assert_eq!(denied.response_code, ResponseCode::NXDomain);
}

#[test]
fn the_proof_of_a_wildcard_stays() {
    let answers = vec![
        address("x.w.example."),
        rrsig("x.w.example.", RecordType::A, "example.", 2),
    ];
    let proof = vec![
        soa("example."),
        nsec("v.example."),
        rrsig("v.example.", RecordType::NSEC, "example.", 2),
    ];
    let response = reduced("x.w.example.", RecordType::A, ".", answers, proof.clone());
    assert_eq!(response.authorities, proof[1..]);
}

#[test]
fn a_dname_makes_names_of_those_below_it() {
    let target = b"\x03New\x07example\x00";
    let records = [dname("old.example.", target)];
    let found = dname_above(&records, &name("a.b.old.example.")).unwrap();
    let made = dname_target(found, &name("a.b.old.example.")).unwrap();
    assert_eq!(made, name("a.b.new.example."));
    assert!(dname_above(&records, &name("old.example.")).is_none());
    let cases = [&b"\x3f"[..], b"\x03ne", b"\xc0\x00"];
    for broken in cases {
        let record = dname("old.example.", broken);
        assert_eq!(
            dname_target(&record, &name("a.old.example.")),
            None,
            "{broken:?}"
        );
    }
    // The target is lower case in what is verified (RFC 4034 §6.2).
    let answers = vec![
        dname("old.example.", target),
        cname("a.old.example.", "evil."),
    ];
    let response = reduced("a.old.example.", RecordType::A, ".", answers, vec![]);
    assert_eq!(
        response.answers,
        [dname("old.example.", b"\x03new\x07example\x00")]
    );
    let long = format!("{}.old.example.", vec!["a".repeat(49); 4].join("."));
    let big = dname(
        "old.example.",
        &[&[49_u8][..], &[b'b'; 49], &[20], &[b'c'; 20], &[0]].concat(),
    );
    assert_eq!(dname_target(&big, &name(&long)), None);
}

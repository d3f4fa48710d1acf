//! The lab's zones are secure or insecure, as a scenario wants them.

use hickory_server::proto::op::ResponseCode;
use hickory_server::proto::rr::{Record, RecordType};

use super::validator::{
    Asked, VALIDATING, ask, ask_by_tcp, denials, denies, lacks, rrsig, secure, validate,
};
use crate::lab::{Lab, Manners, Scenario, mx};

pub(super) fn scenario() -> Scenario {
    let records = [
        "alias.zone.test CNAME mx1.zone.test",
        "out.zone.test CNAME www.plain.test",
        "nowhere.zone.test CNAME gone.zone.test",
        "*.wild.zone.test A 192.0.2.7",
        "www.plain.test A 192.0.2.8",
        "a.b.c.zone.test TXT \"below empty names\"",
    ];
    let big = (0..40).map(|number| {
        let text = "x".repeat(100);
        format!("big.zone.test TXT \"{number} {text}\"")
    });
    Scenario {
        zones: ["zone.test", "plain.test", "sub.zone.test"]
            .map(str::to_owned)
            .to_vec(),
        unsigned: vec!["plain.test".to_owned()],
        records: records.map(str::to_owned).into_iter().chain(big).collect(),
        hosts: vec![mx(10, "mx1.zone.test", Manners::default())],
        ..Scenario::new("zone", "")
    }
}

fn lab() -> Lab {
    Lab::start(&scenario()).unwrap()
}

pub(super) fn types(records: &[Record]) -> Vec<RecordType> {
    records.iter().map(Record::record_type).collect()
}

#[test]
fn every_signed_zone_is_secure_from_the_anchor_on() {
    let lab = lab();
    for zone in [".", "test", "zone.test", "sub.zone.test"] {
        for record_type in [RecordType::SOA, RecordType::NS, RecordType::DNSKEY] {
            let message = secure(&lab, zone, record_type);
            assert_eq!(
                types(&message.answers),
                [record_type, RecordType::RRSIG],
                "{zone}"
            );
            assert!(message.metadata.authentic_data, "{zone}");
        }
    }
    secure(&lab, "zone.test", RecordType::MX);
    secure(&lab, "MX1.Zone.Test", RecordType::A);
}

#[test]
fn what_is_not_there_is_proved() {
    let lab = lab();
    let message = secure(&lab, "mx1.zone.test", RecordType::AAAA);
    assert!(lacks(&message, "mx1.zone.test", RecordType::AAAA));
    let message = secure(&lab, "nothing.zone.test", RecordType::A);
    assert_eq!(message.metadata.response_code, ResponseCode::NXDomain);
    assert!(denies(&message, "nothing.zone.test"));
    assert!(denies(&message, "*.zone.test"));
    // The last name of a zone, behind which comes its first.
    let message = secure(&lab, "zzz.zone.test", RecordType::A);
    assert!(denies(&message, "zzz.zone.test"));
    let message = secure(&lab, "elsewhere", RecordType::MX);
    assert!(denies(&message, "elsewhere"));
    assert!(denies(&message, "*"));
}

#[test]
fn an_empty_name_between_two_others_is_there_without_records() {
    let lab = lab();
    for owner in ["c.zone.test", "b.c.zone.test"] {
        let message = secure(&lab, owner, RecordType::TXT);
        assert_eq!(message.metadata.response_code, ResponseCode::NoError);
        // RFC 4035 §3.1.3.1: nothing stands there, so that the NSEC record before it speaks, and leads to a name below.
        let [(_, nsec)] = denials(&message)[..] else {
            panic!("{message}");
        };
        assert!(super::validator::name(owner).zone_of(nsec.next_domain_name()));
    }
}

#[test]
fn wildcards_come_with_the_proof_that_nothing_is_closer() {
    let lab = lab();
    for owner in ["x.wild.zone.test", "y.x.wild.zone.test"] {
        let message = secure(&lab, owner, RecordType::A);
        let signature = message.answers.iter().find_map(rrsig).unwrap();
        assert_eq!(signature.input().num_labels, 3);
        assert!(denies(&message, owner), "{message}");
        let message = secure(&lab, owner, RecordType::AAAA);
        assert_eq!(message.metadata.response_code, ResponseCode::NoError);
        assert!(lacks(&message, "*.wild.zone.test", RecordType::AAAA));
        assert!(denies(&message, owner));
    }
    // The name of the wildcard itself needs no proof.
    let message = secure(&lab, "*.wild.zone.test", RecordType::A);
    assert!(message.authorities.is_empty());
}

#[test]
fn ds_records_belong_to_the_zone_above() {
    let lab = lab();
    for (zone, above) in [
        ("test", "."),
        ("zone.test", "test."),
        ("sub.zone.test", "zone.test."),
    ] {
        let message = secure(&lab, zone, RecordType::DS);
        let signature = message.answers.iter().find_map(rrsig).unwrap();
        assert_eq!(signature.input().signer_name.to_ascii(), above);
    }
    // RFC 4035 §5.2: that there is none makes the zone below insecure.
    let message = secure(&lab, "plain.test", RecordType::DS);
    assert!(lacks(&message, "plain.test", RecordType::DS));
    let (_, nsec) = denials(&message)[0];
    let types: Vec<_> = nsec.type_bit_maps().collect();
    assert!(types.contains(&RecordType::NS) && !types.contains(&RecordType::SOA));
    // Where there is no cut, the zone itself answers.
    let message = secure(&lab, "mx1.zone.test", RecordType::DS);
    assert!(lacks(&message, "mx1.zone.test", RecordType::DS));
    secure(&lab, ".", RecordType::DS);
}

#[test]
fn an_unsigned_zone_has_no_signatures_and_no_denials() {
    let lab = lab();
    for (owner, record_type) in [
        ("www.plain.test", RecordType::A),
        ("www.plain.test", RecordType::AAAA),
        ("gone.plain.test", RecordType::A),
        ("plain.test", RecordType::DNSKEY),
    ] {
        let message = ask(&lab, owner, record_type, VALIDATING);
        assert!(validate(&lab, &message).is_err());
        assert!(!message.metadata.authentic_data);
        for section in [&message.answers, &message.authorities] {
            let types = types(section);
            assert!(!types.contains(&RecordType::RRSIG) && !types.contains(&RecordType::NSEC));
        }
    }
}

#[test]
fn aliases_lead_from_zone_to_zone() {
    let lab = lab();
    let message = secure(&lab, "alias.zone.test", RecordType::A);
    assert_eq!(message.answers.len(), 4);
    let message = secure(&lab, "alias.zone.test", RecordType::AAAA);
    assert!(lacks(&message, "mx1.zone.test", RecordType::AAAA));
    let message = secure(&lab, "nowhere.zone.test", RecordType::A);
    assert_eq!(message.metadata.response_code, ResponseCode::NXDomain);
    assert!(denies(&message, "gone.zone.test"));
    let message = ask(&lab, "out.zone.test", RecordType::A, VALIDATING);
    assert_eq!(
        types(&message.answers),
        [RecordType::CNAME, RecordType::RRSIG, RecordType::A]
    );
    assert!(!message.metadata.authentic_data);
}

#[test]
fn signatures_come_only_to_whom_they_mean_something() {
    let lab = lab();
    let plain = Asked {
        dnssec: false,
        unchecked: false,
    };
    for (owner, record_type, expected) in [
        ("zone.test", RecordType::MX, RecordType::MX),
        ("zone.test", RecordType::DNSKEY, RecordType::DNSKEY),
        ("gone.zone.test", RecordType::A, RecordType::SOA),
        ("x.wild.zone.test", RecordType::A, RecordType::A),
    ] {
        let message = ask(&lab, owner, record_type, plain);
        let all = [message.answers.clone(), message.authorities.clone()].concat();
        assert_eq!(types(&all), [expected], "{owner}");
        assert!(!message.metadata.authentic_data);
    }
}

#[test]
fn a_long_answer_is_cut_short_and_comes_by_tcp() {
    let lab = lab();
    let message = ask(&lab, "big.zone.test", RecordType::TXT, VALIDATING);
    assert!(message.metadata.truncation);
    let message = ask_by_tcp(&lab, "big.zone.test", RecordType::TXT);
    assert!(!message.metadata.truncation);
    assert_eq!(message.answers.len(), 41);
    validate(&lab, &message).unwrap();
}

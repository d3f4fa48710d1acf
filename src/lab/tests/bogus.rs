//! What is bogus, and what resolvers of several kinds make of it.

use hickory_server::proto::op::{Message, ResponseCode};
use hickory_server::proto::rr::RecordType;
use hickory_server::proto::rr::rdata::opt::{EdnsCode, EdnsOption};

use super::dnssec::{scenario, types};
use super::validator::{Asked, VALIDATING, ask, secure, validate};
use crate::lab::{Bogus, Flaw, Lab, Resolver, Scenario};

/// The octets of the Extended DNS Error (RFC 8914 §2).
fn extended_error(message: &Message) -> Option<Vec<u8>> {
    match message.edns.as_ref()?.option(EdnsCode::from(15))? {
        EdnsOption::Unknown(_, octets) => Some(octets.clone()),
        _ => None,
    }
}

#[test]
fn bogus_records_are_bogus_for_the_reason_that_was_asked_for() {
    for (flaw, code, why) in [
        (Flaw::Forged, 6, "zone.test. MX:"),
        (Flaw::Expired, 7, "out of date"),
        (Flaw::NotYetValid, 8, "out of date"),
        (Flaw::Missing, 10, "not signed"),
    ] {
        let lab = Lab::start(&Scenario {
            bogus: vec![Bogus {
                owner: "zone.test".to_owned(),
                record_type: "MX".to_owned(),
                flaw,
            }],
            ..scenario()
        })
        .unwrap();
        let message = ask(&lab, "zone.test", RecordType::MX, VALIDATING);
        assert_eq!(types(&message.answers)[0], RecordType::MX);
        let error = validate(&lab, &message).unwrap_err();
        assert!(error.contains(why), "{error}");
        // RFC 4035 §3.2.2: whoever does not check for himself gets nothing.
        let checked = Asked {
            dnssec: true,
            unchecked: false,
        };
        let message = ask(&lab, "zone.test", RecordType::MX, checked);
        assert_eq!(message.metadata.response_code, ResponseCode::ServFail);
        assert!(message.answers.is_empty() && message.authorities.is_empty());
        assert_eq!(extended_error(&message), Some(vec![0, code]));
        secure(&lab, "mx1.zone.test", RecordType::A);
    }
}

#[test]
fn a_zone_with_a_bogus_key_is_bogus_and_so_are_those_below() {
    for (owner, record_type) in [("zone.test", "DNSKEY"), ("zone.test", "DS")] {
        let lab = Lab::start(&Scenario {
            bogus: vec![Bogus {
                owner: owner.to_owned(),
                record_type: record_type.to_owned(),
                flaw: Flaw::Forged,
            }],
            ..scenario()
        })
        .unwrap();
        for owner in ["zone.test", "sub.zone.test"] {
            let message = ask(&lab, owner, RecordType::SOA, VALIDATING);
            assert!(validate(&lab, &message).is_err(), "{owner}");
            let plain = Asked {
                dnssec: false,
                unchecked: false,
            };
            let message = ask(&lab, owner, RecordType::SOA, plain);
            assert_eq!(message.metadata.response_code, ResponseCode::ServFail);
        }
        secure(&lab, "test", RecordType::SOA);
        let message = ask(&lab, "www.plain.test", RecordType::A, VALIDATING);
        assert_eq!(message.answers.len(), 1);
    }
}

#[test]
fn resolvers_differ_in_what_they_make_of_it() {
    let with = |resolver| {
        let scenario = Scenario {
            resolver,
            bogus: vec![Bogus {
                owner: "mx1.zone.test".to_owned(),
                record_type: "A".to_owned(),
                flaw: Flaw::Forged,
            }],
            ..scenario()
        };
        Lab::start(&scenario).unwrap()
    };
    let checked = Asked {
        dnssec: true,
        unchecked: false,
    };
    let plain = with(Resolver::Plain);
    assert!(
        !secure(&plain, "zone.test", RecordType::MX)
            .metadata
            .authentic_data
    );
    let message = ask(&plain, "mx1.zone.test", RecordType::A, checked);
    assert_eq!(message.answers.len(), 2);

    let stripping = with(Resolver::Stripping);
    for (owner, record_type, answers) in [
        (".", RecordType::SOA, 1),
        ("zone.test", RecordType::MX, 1),
        ("mx1.zone.test", RecordType::A, 1),
        ("zone.test", RecordType::DNSKEY, 0),
        ("zone.test", RecordType::DS, 0),
        ("gone.zone.test", RecordType::A, 0),
    ] {
        let message = ask(&stripping, owner, record_type, checked);
        assert_eq!(message.answers.len(), answers, "{owner} {record_type}");
        assert!(message.authorities.len() < 2, "{message}");
        assert!(!message.metadata.authentic_data);
    }
}

//! Answers of DNS: whatever came, one link is made of it in bounded time, secure without a reason or bogus with a plain one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::dns::{DnssecAnchors, DnssecStatus, DomainName, judge_offline};
use smtls_fuzz::is_plain;

/// The names and types that the seeds are answers about.
const QUESTIONS: [(&str, u16); 5] = [
    ("nsec.test", 15),
    ("a.wild.nsec.test", 1),
    ("nope.nsec3.test", 1),
    ("_25._tcp.wcn.kskzsk.test", 52),
    ("a.dn.kskzsk.test", 1),
];

fuzz_target!(|octets: &[u8]| {
    for (owner, record_type) in QUESTIONS {
        let owner = DomainName::parse(owner).expect("a name");
        let Some([signed, forged]) = judge_offline(octets, &owner, record_type) else {
            break;
        };
        // The same records are the same kind of link, whoever signed them.
        assert_eq!(signed.value, forged.value);
        assert_ne!(forged.status, DnssecStatus::Secure);
        for link in [signed, forged] {
            match link.status {
                DnssecStatus::Secure => assert_eq!(link.reason, None),
                DnssecStatus::Bogus => {
                    let reason = link.reason.expect("a reason");
                    assert!(is_plain(&reason), "{reason:?}");
                }
                _ => {}
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(octets)
        && let Err(error) = DnssecAnchors::read(text)
    {
        assert!(!error.to_string().is_empty());
    }
});

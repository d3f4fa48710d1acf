//! The words of resolvers.

use crate::dns::dnssec::extended_error::extended_error;
use hickory_resolver::proto::op::{Edns, Message};
use hickory_resolver::proto::rr::rdata::opt::EdnsOption;

fn explained(octets: &[u8]) -> Option<String> {
    let mut message = Message::query();
    let mut edns = Edns::new();
    edns.options_mut()
        .insert(EdnsOption::Unknown(15, octets.to_vec()));
    message.set_edns(edns);
    // As it comes off the wire.
    extended_error(&Message::from_vec(&message.to_vec().unwrap()).unwrap())
}

#[test]
fn extended_errors_are_told_with_the_resolver_s_own_words() {
    for (octets, words) in [
        (&b"\x00\x07"[..], Some("signature expired")),
        (b"\x00\x06no keys\0", Some("DNSSEC bogus: no keys")),
        (b"\x00\x1b", Some("unsupported NSEC3 iterations value")),
        (b"\x12\x34x", Some("Extended DNS Error 4660: x")),
        (b"\x00", None),
        (b"", None),
    ] {
        assert_eq!(explained(octets).as_deref(), words, "{octets:?}");
    }
    let long = [&[0, 0][..], &[b'a'; 900]].concat();
    assert!(explained(&long).unwrap().len() < 300);
    assert_eq!(extended_error(&Message::query()), None);
}

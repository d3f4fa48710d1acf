//! What a server says before it is encrypted: any octets are read, or not, and nothing is made up.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::tls::Cleartext;

fuzz_target!(|octets: &[u8]| {
    let found = Cleartext::read(octets);
    assert_eq!(found, Cleartext::read(octets));
    // A ServerHello has 38 octets at least, behind the heads of its record and of its message.
    assert!(found.is_none() || octets.len() >= 38, "{found:?}");
});

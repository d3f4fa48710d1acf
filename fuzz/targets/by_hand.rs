//! Sessions held by hand: the first line is what is typed, its lines parted by bars; the rest is what the server does.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls_fuzz::{Script, hold};

fuzz_target!(|octets: &[u8]| {
    let end = octets.iter().position(|octet| *octet == b'\n');
    let typed = &octets[..end.unwrap_or(octets.len())];
    let lines: Vec<&[u8]> = typed.split(|octet| *octet == b'|').collect();
    let script = Script::read(octets);
    let (events, written) = hold(&lines, &script);
    assert_eq!((events, written), hold(&lines, &script));
});

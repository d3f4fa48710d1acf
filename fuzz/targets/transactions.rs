//! Mail transactions: what must hold of every one is asserted where it is played.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls_fuzz::{Script, transact};

fuzz_target!(|octets: &[u8]| {
    let script = Script::read(octets);
    assert_eq!(transact(&script), transact(&script));
});

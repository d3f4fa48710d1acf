//! Whole sessions: what must hold of every one is asserted where it is played.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls_fuzz::{Script, play};

fuzz_target!(|octets: &[u8]| {
    let script = Script::read(octets);
    let (mut events, mut again) = (Vec::new(), Vec::new());
    play(&script, |event| events.push(event.clone()), |_, _| {});
    play(&script, |event| again.push(event.clone()), |_, _| {});
    assert_eq!(events, again);
    assert!(events.len() <= 2 * octets.len() + 40, "{}", events.len());
});

//! Targets: what is understood can be printed and understood again, and what is not is explained.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::target::{Destination, Target};
use smtls_fuzz::is_plain;

fuzz_target!(|given: &str| {
    for mx in [false, true] {
        match Target::parse(given, mx) {
            Ok(target) => {
                assert_eq!(target.given, given);
                assert_ne!(target.port, 0);
                let name = target.destination.to_string();
                assert!(is_plain(&name) && !name.is_empty(), "{name:?}");
                let again = match target.destination {
                    Destination::Domain(_) => Target::parse(&name, true),
                    // Only `--srv` makes one.
                    Destination::Service(..) => panic!("a service of {given:?}"),
                    Destination::Host(_) | Destination::Address(_) => {
                        Target::parse(&format!("[{name}]:25"), false)
                    }
                };
                let again = again.expect("what was printed is understood");
                assert_eq!(again.destination, target.destination);
            }
            Err(error) => {
                assert!(!error.sentence.is_empty() && !error.hint.is_empty());
                assert!(is_plain(&error.hint), "{:?}", error.hint);
            }
        }
    }
});

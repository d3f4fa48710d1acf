//! Revocation lists: whatever octets a file holds, they are read or refused with a reason.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::certificate::RevocationList;

fuzz_target!(|der: &[u8]| {
    match RevocationList::from_der(der, "list.crl") {
        Ok(list) => {
            assert_eq!(list.source, "list.crl");
            let _ = list.issuer.to_string();
        }
        Err(unusable) => assert!(!unusable.to_string().is_empty()),
    }
});

//! Stapled OCSP responses: whatever octets are sent, the facts are the same again, and no more than was sent.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::certificate::{OcspResponse, response_status};

fuzz_target!(|der: &[u8]| {
    let response = OcspResponse::from_der(der);
    assert_eq!(response, OcspResponse::from_der(der));
    match response {
        Err(malformed) => assert!(!malformed.to_string().is_empty()),
        Ok(OcspResponse::NoAnswer(status)) => {
            assert_ne!(status, 0);
            assert!(!response_status(status).is_empty());
        }
        Ok(OcspResponse::Answer(basic)) => {
            assert!(basic.entries.len() <= der.len());
            for entry in &basic.entries {
                assert!(entry.serial.len() <= 2 * der.len());
            }
        }
    }
});

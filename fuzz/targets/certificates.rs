//! Certificates: whatever octets are sent, the facts are bounded and the same again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::certificate::{
    Certificate, DistinguishedName, MOST_NAMES_KEPT, PublicKey, Sha256, SignatureAlgorithm,
};

fuzz_target!(|der: &[u8]| {
    let certificate = Certificate::from_der(der);
    assert_eq!(certificate, Certificate::from_der(der));
    assert_eq!(certificate.der, der);
    assert_eq!(certificate.sha256, Sha256::of(der));
    assert!(!certificate.to_string().is_empty());
    let _ = certificate.is_signed_by(&certificate);
    // Parts of it stand alone in trust anchors.
    let _ = PublicKey::from_der(der).map(|key| key.to_string());
    let name = DistinguishedName::from_der(der);
    assert_eq!(name.is_empty(), name.to_string().is_empty());
    let _ = DistinguishedName::from_rdn_sequence(der).to_string();
    let _ = SignatureAlgorithm::from_algorithm_identifier(der).to_string();
    match &certificate.contents {
        Err(malformed) => assert!(!malformed.to_string().is_empty()),
        Ok(contents) => {
            assert!((1..=3).contains(&contents.version) || contents.version > 3);
            assert!(contents.serial.len() <= 2 * der.len());
            assert_eq!(
                certificate.is_self_issued(),
                contents.subject == contents.issuer
            );
            if let Some(names) = &contents.alternative_names {
                let kept = names.dns.len() + names.ip.len() + names.srv.len() + names.other.len();
                assert!(kept <= MOST_NAMES_KEPT, "{kept} names");
                let is_name = |name: &String| name.bytes().all(|octet| octet.is_ascii_graphic());
                assert!(names.srv.iter().all(is_name), "{:?}", names.srv);
            }
        }
    }
});

//! Files with certificates and keys: whatever is in them, what is kept is bounded, the same again, and nothing of a private key.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::certificate::{Certificate, KeySource, Material, PublicKey};
use smtls::dane::Combination;

fuzz_target!(|octets: &[u8]| {
    let found = Material::read(octets);
    assert_eq!(found, Material::read(octets));
    let material = match found {
        Ok(material) => material,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let count = material.certificates.len() + material.keys.len();
    assert!((1..=Material::MOST).contains(&count), "{count}");
    for certificate in &material.certificates {
        assert_eq!(*certificate, Certificate::from_der(&certificate.der));
        // What was read can be written and read again.
        let again = Material::read(certificate.to_pem().as_bytes());
        assert_eq!(
            again.map(|it| it.certificates),
            Ok(vec![certificate.clone()])
        );
    }
    for bare in &material.keys {
        assert_eq!(
            PublicKey::from_der(&bare.key.spki).as_ref(),
            Some(&bare.key)
        );
        let record = Combination::RECOMMENDED.record_of_key(&bare.key);
        assert!(record.is_some_and(|record| record.unusable().is_none()));
        if bare.source == KeySource::PrivateKey {
            assert!(material.has_private_key);
        }
    }
});

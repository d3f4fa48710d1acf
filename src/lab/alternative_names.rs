//! The subjectAltName of certificates with an SRV-ID, which the library that makes certificates cannot write.

use std::net::IpAddr;

use rcgen::{CertificateParams, CustomExtension};

use crate::certificate::{in_sequence, tagged};

/// id-on-dnsSRV (RFC 4985 §2), as an OBJECT IDENTIFIER.
const ON_DNS_SRV: &[u8] = &[6, 8, 0x2b, 6, 1, 5, 5, 7, 8, 7];

/// What a certificate with these names is made from. One that begins with an underscore is an SRV-ID.
pub(super) fn named(names: Vec<String>) -> Result<CertificateParams, rcgen::Error> {
    if !names.iter().any(|name| name.starts_with('_')) {
        return CertificateParams::new(names);
    }
    let mut params = CertificateParams::default();
    params.custom_extensions.push(extension(&names));
    Ok(params)
}

/// The extension with these names, each of the kind that its form tells.
pub(crate) fn extension(names: &[impl AsRef<str>]) -> CustomExtension {
    let names: Vec<u8> = names
        .iter()
        .flat_map(|name| general_name(name.as_ref()))
        .collect();
    CustomExtension::from_oid_content(&[2, 5, 29, 17], in_sequence(&names))
}

/// One GeneralName (RFC 5280 §4.2.1.6).
fn general_name(name: &str) -> Vec<u8> {
    match (name.starts_with('_'), name.parse()) {
        (true, _) => {
            let value = tagged(0xa0, &tagged(0x16, name.as_bytes()));
            tagged(0xa0, &[ON_DNS_SRV, &value].concat())
        }
        (_, Ok(IpAddr::V4(address))) => tagged(0x87, &address.octets()),
        (_, Ok(IpAddr::V6(address))) => tagged(0x87, &address.octets()),
        _ => tagged(0x82, name.as_bytes()),
    }
}

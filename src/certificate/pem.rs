//! Certificates as PEM (RFC 7468).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Certificate;

/// The length of a line (RFC 7468 §2).
const LINE: usize = 64;

impl Certificate {
    /// The certificate as PEM, as it was sent, whether or not it can be parsed; ends with a line break.
    pub fn to_pem(&self) -> String {
        let text = STANDARD.encode(&self.der);
        let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
        for (position, character) in text.chars().enumerate() {
            if position > 0 && position % LINE == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push_str("\n-----END CERTIFICATE-----\n");
        pem
    }
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;

    use super::*;

    #[test]
    fn pem_of_any_length_reads_back() {
        for length in [0, 1, 47, 48, 49, 95, 96, 97, 1000] {
            let der = vec![0xa5; length];
            let pem = Certificate::from_der(&der).to_pem();
            let read = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
            assert_eq!(read.as_ref(), der);
            assert!(pem.lines().all(|line| line.len() <= LINE), "{pem}");
        }
    }
}

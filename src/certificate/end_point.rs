//! The digest of a certificate that stands for a TLS session: the channel binding `tls-server-end-point` (RFC 5929 §4.1).

use super::{Certificate, SignatureAlgorithm};
use aws_lc_rs::digest::{Algorithm, SHA224, SHA256, SHA384, SHA512, digest};

/// The digest of a server's certificate, with the hash function of its signature, or SHA-256 where that is MD5 or SHA-1; nothing
/// where the signature has no hash function of its own, for which the binding is not defined, or one by parameters.
pub fn end_point_digest(der: &[u8]) -> Option<Vec<u8>> {
    let contents = Certificate::from_der(der).contents.ok()?;
    let algorithm = hash(&contents.signature_algorithm)?;
    Some(digest(algorithm, der).as_ref().to_vec())
}

fn hash(signature: &SignatureAlgorithm) -> Option<&'static Algorithm> {
    match signature.identifier() {
        // MD5 and SHA-1, with RSA, DSA and ECDSA.
        "1.2.840.113549.1.1.4"
        | "1.2.840.113549.1.1.5"
        | "1.3.14.3.2.29"
        | "1.2.840.10040.4.3"
        | "1.2.840.10045.4.1" => Some(&SHA256),
        "1.2.840.113549.1.1.11" | "2.16.840.1.101.3.4.3.2" | "1.2.840.10045.4.3.2" => Some(&SHA256),
        "1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3" => Some(&SHA384),
        "1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4" => Some(&SHA512),
        "1.2.840.113549.1.1.14" | "2.16.840.1.101.3.4.3.1" | "1.2.840.10045.4.3.1" => Some(&SHA224),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k17_the_hash_is_the_signatures_and_at_least_sha_256() {
        for (identifier, length) in [
            ("1.2.840.113549.1.1.5", Some(32)),
            ("1.2.840.113549.1.1.11", Some(32)),
            ("1.2.840.10045.4.3.3", Some(48)),
            ("1.2.840.113549.1.1.13", Some(64)),
            ("1.3.101.112", None),
            ("1.2.840.113549.1.1.10", None),
            ("1.2.840.113549.1.1.2", None),
        ] {
            let algorithm = hash(&SignatureAlgorithm::new(identifier.to_owned()));
            assert_eq!(algorithm.map(Algorithm::output_len), length, "{identifier}");
        }
        assert_eq!(end_point_digest(b"no certificate"), None);
    }
}

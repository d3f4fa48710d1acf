//! The signature schemes by which a server proves that it has its certificate's key.

use super::UnknownName;
use super::lookup::Listed;

/// A **signature scheme** and its names.
#[derive(Debug, PartialEq, Eq)]
pub struct SignatureSchemeName {
    /// The number on the wire.
    pub code_point: u16,
    /// IANA's name.
    pub name: &'static str,
    /// The algorithm as Postfix logs it behind `server-signature`.
    pub postfix: &'static str,
    /// The digest as Postfix logs it behind `server-digest`; absent where the scheme has its own.
    pub postfix_digest: Option<&'static str>,
}

impl SignatureSchemeName {
    /// Finds a scheme by its name or by its code point.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find(typed)
    }

    /// What Postfix logs of a TLS 1.3 server's signature: `server-signature ECDSA (prime256v1)
    /// server-digest SHA256`. `size` is the curve or the length of the key, as `2048 bits`.
    pub fn server_signature(&self, size: Option<&str>) -> String {
        let mut text = format!("server-signature {}", self.postfix);
        if let Some(size) = size {
            text.push_str(&format!(" ({size})"));
        }
        if let Some(digest) = self.postfix_digest {
            text.push_str(&format!(" server-digest {digest}"));
        }
        text
    }
}

/// The scheme with this code point.
pub fn signature_scheme(code_point: u16) -> Option<&'static SignatureSchemeName> {
    SIGNATURE_SCHEMES
        .iter()
        .find(|scheme| scheme.code_point == code_point)
}

impl Listed for SignatureSchemeName {
    const KIND: &'static str = "signature scheme";

    fn all() -> &'static [Self] {
        SIGNATURE_SCHEMES
    }

    fn code_point(&self) -> u16 {
        self.code_point
    }

    fn names(&self) -> Vec<&'static str> {
        vec![self.name]
    }
}

const fn row(
    code_point: u16,
    name: &'static str,
    postfix: &'static str,
    postfix_digest: Option<&'static str>,
) -> SignatureSchemeName {
    SignatureSchemeName {
        code_point,
        name,
        postfix,
        postfix_digest,
    }
}

/// Every scheme that rustls has a name for. It verifies all but the two with SHA-1 and Ed448.
#[rustfmt::skip]
pub static SIGNATURE_SCHEMES: &[SignatureSchemeName] = &[
    row(0x0403, "ecdsa_secp256r1_sha256", "ECDSA", Some("SHA256")),
    row(0x0503, "ecdsa_secp384r1_sha384", "ECDSA", Some("SHA384")),
    row(0x0603, "ecdsa_secp521r1_sha512", "ECDSA", Some("SHA512")),
    row(0x0807, "ed25519", "ED25519", None),
    row(0x0808, "ed448", "ED448", None),
    row(0x0804, "rsa_pss_rsae_sha256", "RSA-PSS", Some("SHA256")),
    row(0x0805, "rsa_pss_rsae_sha384", "RSA-PSS", Some("SHA384")),
    row(0x0806, "rsa_pss_rsae_sha512", "RSA-PSS", Some("SHA512")),
    row(0x0401, "rsa_pkcs1_sha256", "RSA", Some("SHA256")),
    row(0x0501, "rsa_pkcs1_sha384", "RSA", Some("SHA384")),
    row(0x0601, "rsa_pkcs1_sha512", "RSA", Some("SHA512")),
    row(0x0904, "mldsa44", "ML-DSA-44", None),
    row(0x0905, "mldsa65", "ML-DSA-65", None),
    row(0x0906, "mldsa87", "ML-DSA-87", None),
    row(0x0203, "ecdsa_sha1", "ECDSA", Some("SHA1")),
    row(0x0201, "rsa_pkcs1_sha1", "RSA", Some("SHA1")),
];

#[cfg(test)]
mod tests {
    use rustls::SignatureScheme;
    use rustls::crypto::aws_lc_rs::default_provider;

    use super::*;

    #[test]
    fn every_scheme_of_rustls_is_there() {
        for code_point in 0..=u16::MAX {
            let named = SignatureScheme::from(code_point).as_str().is_some();
            assert_eq!(
                signature_scheme(code_point).is_some(),
                named,
                "{code_point:#06x}"
            );
        }
        let algorithms = default_provider().signature_verification_algorithms;
        for (scheme, _) in algorithms.mapping {
            assert!(signature_scheme(u16::from(*scheme)).is_some());
        }
    }

    #[test]
    fn names_agree_with_rustls() {
        for scheme in SIGNATURE_SCHEMES {
            let theirs = SignatureScheme::from(scheme.code_point);
            // rustls writes NISTP256 for secp256r1 and ML_DSA for mldsa, and leaves out rsae.
            let theirs = theirs.as_str().expect("has a name").to_lowercase();
            let theirs = theirs
                .replace("nistp256", "secp256r1")
                .replace("nistp384", "secp384r1");
            let theirs = theirs
                .replace("nistp521", "secp521r1")
                .replace("ml_dsa_", "mldsa");
            let theirs = theirs.replace("_pss_", "_pss_rsae_").replace("_legacy", "");
            assert_eq!(scheme.name, theirs);
            assert_eq!(SignatureSchemeName::parse(scheme.name), Ok(scheme));
        }
    }

    #[test]
    fn the_forms_of_postfix() {
        for (name, size, text) in [
            (
                "ecdsa_secp256r1_sha256",
                Some("prime256v1"),
                "server-signature ECDSA (prime256v1) server-digest SHA256",
            ),
            (
                "rsa_pss_rsae_sha256",
                Some("2048 bits"),
                "server-signature RSA-PSS (2048 bits) server-digest SHA256",
            ),
            ("ed25519", None, "server-signature ED25519"),
        ] {
            let scheme = SignatureSchemeName::parse(name).expect("is listed");
            assert_eq!(scheme.server_signature(size), text);
        }
    }
}

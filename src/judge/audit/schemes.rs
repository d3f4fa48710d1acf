//! The digest of a signature scheme.

/// The digest of a scheme or of a pair of hash and signature (RFC 5246 §7.4.1.4.1), by its usual name.
pub(super) fn hash(scheme: u16) -> Option<&'static str> {
    Some(match scheme {
        0x0101..=0x0103 => "MD5",
        0x0201..=0x0203 => "SHA-1",
        0x0301..=0x0303 => "SHA-224",
        0x0401..=0x0403 | 0x0804 | 0x0809 | 0x081a => "SHA-256",
        0x0501..=0x0503 | 0x0805 | 0x080a | 0x081b => "SHA-384",
        0x0601..=0x0603 | 0x0806 | 0x080b | 0x081c => "SHA-512",
        0x0807 => "Ed25519",
        0x0808 => "Ed448",
        0x0904..=0x0906 => "ML-DSA",
        _ => return None,
    })
}

/// The digest, where it is one of which collisions can be made.
pub(super) fn weak_hash(scheme: u16) -> Option<&'static str> {
    hash(scheme).filter(|hash| matches!(*hash, "MD5" | "SHA-1"))
}

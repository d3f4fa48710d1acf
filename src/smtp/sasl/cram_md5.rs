//! CRAM-MD5 (RFC 2195): the challenge, keyed with the password.

use super::Secret;

/// The size of MD5's block, in octets.
const BLOCK: usize = 64;

/// The response: the user's name, a space, and HMAC-MD5 in hexadecimal (RFC 2195 §2).
/// The digest comes beside it, because passwords can be guessed from it.
pub(super) fn response(user: &str, password: &[u8], challenge: &[u8]) -> (Secret, Vec<u8>) {
    let digest = hmac_md5(password, challenge);
    let hex: String = digest.iter().map(|octet| format!("{octet:02x}")).collect();
    let response = format!("{user} {hex}").into_bytes();
    (Secret::new(hex), response)
}

/// HMAC (RFC 2104 §2). aws-lc-rs has no MD5, which nothing but this mechanism still wants.
fn hmac_md5(key: &[u8], text: &[u8]) -> [u8; 16] {
    let mut block = [0; BLOCK];
    let hashed = md5::compute(key).0;
    let short = if key.len() > BLOCK { &hashed[..] } else { key };
    for (octet, key) in block.iter_mut().zip(short) {
        *octet = *key;
    }
    let padded = |pad: u8| block.map(|octet| octet ^ pad);
    let inner = md5::compute([&padded(0x36)[..], text].concat());
    md5::compute([&padded(0x5c)[..], &inner.0].concat()).0
}

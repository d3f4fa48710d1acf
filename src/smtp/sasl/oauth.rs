//! XOAUTH2 and OAUTHBEARER (RFC 7628): an access token instead of a password.

use super::scram_message::sasl_name;

/// What separates the parts of either message (RFC 7628 §3.1).
const SEPARATOR: char = '\u{1}';

/// Google's form.
pub(super) fn xoauth2(user: &str, token: &[u8]) -> Vec<u8> {
    let mut message = format!("user={user}{SEPARATOR}auth=Bearer ").into_bytes();
    message.extend_from_slice(token);
    message.extend_from_slice(&[1, 1]);
    message
}

/// RFC 7628 §3.1: a GS2 header that names the user, then host, port and token.
pub(super) fn bearer(user: Option<&str>, host: &str, port: u16, token: &[u8]) -> Vec<u8> {
    let user = user.map_or_else(String::new, |user| format!("a={}", sasl_name(user)));
    let mut message =
        format!("n,{user},{SEPARATOR}host={host}{SEPARATOR}port={port}{SEPARATOR}auth=Bearer ")
            .into_bytes();
    message.extend_from_slice(token);
    message.extend_from_slice(&[1, 1]);
    message
}

//! The messages of SCRAM (RFC 5802 §5.1, §7): attributes of one letter, separated by commas.

use super::ScramFault;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The server's first message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ServerFirst<'a> {
    pub(super) nonce: &'a str,
    pub(super) salt: Vec<u8>,
    pub(super) iterations: u64,
}

/// The server's last message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ServerFinal {
    Signature(Vec<u8>),
    Error(Vec<u8>),
}

impl<'a> ServerFirst<'a> {
    pub(super) fn read(message: &'a [u8]) -> Result<Self, ScramFault> {
        let text = utf8(message)?;
        let mut attributes = text.split(',').peekable();
        match attributes.peek() {
            Some(first) if first.starts_with("m=") => return Err(ScramFault::Extension),
            Some(first) if first.starts_with("e=") => {
                return Err(ScramFault::Error(rest(first).as_bytes().to_vec()));
            }
            _ => {}
        }
        let nonce = next(&mut attributes, "r=", "the nonce (r=)")?;
        let salt = next(&mut attributes, "s=", "the salt (s=)")?;
        let iterations = next(&mut attributes, "i=", "the iteration count (i=)")?;
        let salt = STANDARD
            .decode(salt)
            .map_err(|_| ScramFault::Unreadable("a salt in base64"))?;
        let digits = !iterations.is_empty() && iterations.bytes().all(|it| it.is_ascii_digit());
        let count = iterations.parse().unwrap_or(u64::MAX);
        match (digits, count) {
            (false, _) | (_, 0) => Err(ScramFault::Unreadable("an iteration count above zero")),
            (true, iterations) => Ok(Self {
                nonce,
                salt,
                iterations,
            }),
        }
    }
}

impl ServerFinal {
    pub(super) fn read(message: &[u8]) -> Result<Self, ScramFault> {
        let text = utf8(message)?;
        let first = text.split(',').next().unwrap_or_default();
        match first.split_at_checked(2) {
            Some(("v=", signature)) => STANDARD
                .decode(signature)
                .map(Self::Signature)
                .map_err(|_| ScramFault::Unreadable("a signature in base64")),
            Some(("e=", error)) => Ok(Self::Error(error.as_bytes().to_vec())),
            _ => Err(ScramFault::Unreadable("the signature (v=)")),
        }
    }
}

/// A name as an attribute may have it: without commas and equals signs (RFC 5802 §5.1).
pub(super) fn sasl_name(name: &str) -> String {
    name.replace('=', "=3D").replace(',', "=2C")
}

fn utf8(message: &[u8]) -> Result<&str, ScramFault> {
    std::str::from_utf8(message).map_err(|_| ScramFault::Unreadable("text in UTF-8"))
}

fn next<'a>(
    attributes: &mut impl Iterator<Item = &'a str>,
    name: &str,
    what: &'static str,
) -> Result<&'a str, ScramFault> {
    let attribute = attributes.next().and_then(|it| it.strip_prefix(name));
    attribute.ok_or(ScramFault::Unreadable(what))
}

fn rest(attribute: &str) -> &str {
    attribute.get(2..).unwrap_or_default()
}

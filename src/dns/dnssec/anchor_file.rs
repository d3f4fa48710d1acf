//! The file of trust anchors: DNSKEY and DS records as zone files have them (RFC 1035 §5.1, RFC 4034 §2.2 and §5.3).

use super::trust_anchors::Anchor;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hickory_resolver::proto::dnssec::rdata::{DNSKEY, DS};
use hickory_resolver::proto::dnssec::{Algorithm, DigestType, PublicKeyBuf};
use hickory_resolver::proto::rr::Name;

/// Why a file of trust anchors cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// A record that is none, or no anchor.
    #[error("line {line}: {why}")]
    Line {
        /// The line that the record begins in, from 1 on.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// No record at all.
    #[error("there is no DNSKEY or DS record in it")]
    Empty,
}

/// The anchors of a file, each with its zone.
pub(super) fn read(text: &str) -> Result<Vec<(Name, Anchor)>, AnchorError> {
    let mut anchors = Vec::new();
    for (line, record) in records(text)? {
        let anchor = anchor(&record).map_err(|why| AnchorError::Line { line, why })?;
        anchors.push(anchor);
    }
    match anchors.is_empty() {
        true => Err(AnchorError::Empty),
        false => Ok(anchors),
    }
}

/// The words of each record, with the line that it begins in: without comments, and put together over lines by parentheses.
fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, AnchorError> {
    let mut records = Vec::new();
    let mut open: Option<(usize, Vec<String>)> = None;
    for (index, line) in text.lines().enumerate() {
        let code = line.split(';').next().unwrap_or_default();
        let spaced = code.replace('(', " ( ").replace(')', " ) ");
        let mut words = Vec::new();
        let mut is_open = open.is_some();
        for word in spaced.split_whitespace() {
            match word {
                "(" if !is_open => is_open = true,
                ")" if is_open => is_open = false,
                "(" | ")" => {
                    return Err(AnchorError::Line {
                        line: index + 1,
                        why: "the parentheses do not match".to_owned(),
                    });
                }
                other => words.push(other.to_owned()),
            }
        }
        let (begun, mut record) = open.take().unwrap_or((index + 1, Vec::new()));
        record.append(&mut words);
        match is_open {
            true => open = Some((begun, record)),
            false if record.is_empty() => {}
            false => records.push((begun, record)),
        }
    }
    match open {
        Some((line, _)) => Err(AnchorError::Line {
            line,
            why: "the parenthesis is not closed".to_owned(),
        }),
        None => Ok(records),
    }
}

/// `OWNER [TTL] [CLASS] DNSKEY|DS …`.
fn anchor(record: &[String]) -> Result<(Name, Anchor), String> {
    let mut words = record.iter().map(String::as_str);
    let owner = words.next().unwrap_or_default();
    let mut zone = Name::from_ascii(owner).map_err(|_| format!("{owner:?} is no name"))?;
    zone.set_fqdn(true);
    let kind = words
        .find(|word| !word.eq_ignore_ascii_case("IN") && word.parse::<u32>().is_err())
        .ok_or("a DNSKEY or DS record is expected")?;
    let rest: Vec<&str> = words.collect();
    let anchor = match kind.to_ascii_uppercase().as_str() {
        "DNSKEY" => key(&rest)?,
        "DS" => digest(&rest)?,
        _ => return Err(format!("a DNSKEY or DS record is expected, not {kind:?}")),
    };
    Ok((zone, anchor))
}

fn key(words: &[&str]) -> Result<Anchor, String> {
    let [flags, protocol, algorithm, encoded @ ..] = words else {
        return Err("a DNSKEY record has flags, protocol, algorithm and key".to_owned());
    };
    let flags: u16 = number(flags, "the flags")?;
    if *protocol != "3" {
        return Err("the protocol of a DNSKEY record is 3".to_owned());
    }
    let algorithm = known(algorithm)?;
    let octets = STANDARD
        .decode(encoded.concat())
        .map_err(|_| "the key is not in base64".to_owned())?;
    let key = DNSKEY::with_flags(flags, PublicKeyBuf::new(octets, algorithm));
    match (key.zone_key(), key.revoke()) {
        (_, true) => Err("the key is revoked (RFC 5011)".to_owned()),
        (false, _) => Err("the key is no zone key: its flags lack 256".to_owned()),
        _ if encoded.is_empty() => Err("the key is empty".to_owned()),
        _ => Ok(Anchor::Key(key)),
    }
}

fn digest(words: &[&str]) -> Result<Anchor, String> {
    let [tag, algorithm, digest_type, encoded @ ..] = words else {
        return Err("a DS record has key tag, algorithm, digest type and digest".to_owned());
    };
    let tag: u16 = number(tag, "the key tag")?;
    let algorithm = known(algorithm)?;
    let digest_type = DigestType::from(number::<u8>(digest_type, "the digest type")?);
    let length = match digest_type {
        DigestType::SHA1 => 20,
        DigestType::SHA256 => 32,
        DigestType::SHA384 => 48,
        other => return Err(format!("the digest type {} is not known", u8::from(other))),
    };
    let octets = hexadecimal(&encoded.concat()).ok_or("the digest is not in hexadecimal")?;
    match octets.len() == length {
        true => Ok(Anchor::Digest(DS::new(tag, algorithm, digest_type, octets))),
        false => Err(format!(
            "the digest has {} octets, not {length}",
            octets.len()
        )),
    }
}

fn known(algorithm: &str) -> Result<Algorithm, String> {
    let number: u8 = number(algorithm, "the algorithm")?;
    let algorithm = Algorithm::from_u8(number);
    match algorithm.is_supported() {
        true => Ok(algorithm),
        false => Err(format!("the algorithm {number} is not known")),
    }
}

fn number<T: std::str::FromStr>(word: &str, what: &str) -> Result<T, String> {
    word.parse()
        .map_err(|_| format!("{what} should be a number, not {word:?}"))
}

fn hexadecimal(digits: &str) -> Option<Vec<u8>> {
    let values: Option<Vec<u8>> = digits
        .chars()
        .map(|digit| digit.to_digit(16).map(|value| value as u8))
        .collect();
    let (pairs, rest) = values.as_deref()?.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

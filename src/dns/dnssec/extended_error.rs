//! Extended DNS Errors (RFC 8914): why a resolver failed, in its own words.

use hickory_resolver::proto::op::Message;
use hickory_resolver::proto::rr::rdata::opt::{EdnsCode, EdnsOption};

/// The option's number (RFC 8914 §2).
const EXTENDED_DNS_ERROR: u16 = 15;
/// How many characters of a resolver's own words are kept.
const WORDS: usize = 200;

/// The meanings by their number (RFC 8914 §4 and IANA's registry).
const MEANINGS: [&str; 31] = [
    "other error",
    "unsupported DNSKEY algorithm",
    "unsupported DS digest type",
    "stale answer",
    "forged answer",
    "DNSSEC indeterminate",
    "DNSSEC bogus",
    "signature expired",
    "signature not yet valid",
    "DNSKEY missing",
    "RRSIGs missing",
    "no zone key bit set",
    "NSEC missing",
    "cached error",
    "not ready",
    "blocked",
    "censored",
    "filtered",
    "prohibited",
    "stale NXDOMAIN answer",
    "not authoritative",
    "not supported",
    "no reachable authority",
    "network error",
    "invalid data",
    "signature expired before valid",
    "too early",
    "unsupported NSEC3 iterations value",
    "unable to conform to policy",
    "synthesized",
    "invalid query type",
];

/// What an answer's first such option says: its meaning, and the resolver's own words where it has any.
pub(in crate::dns) fn extended_error(message: &Message) -> Option<String> {
    let options = message.edns.as_ref()?.options();
    let code = EdnsCode::Unknown(EXTENDED_DNS_ERROR);
    let EdnsOption::Unknown(_, octets) = options.get(code)? else {
        return None;
    };
    let (number, words) = octets.split_first_chunk()?;
    let number = u16::from_be_bytes(*number);
    let meaning = MEANINGS.get(usize::from(number)).map_or_else(
        || format!("Extended DNS Error {number}"),
        |&meaning| meaning.to_owned(),
    );
    let words = String::from_utf8_lossy(words);
    let words: String = words.trim_end_matches('\0').chars().take(WORDS).collect();
    Some(match words.is_empty() {
        true => meaning,
        false => format!("{meaning}: {words}"),
    })
}

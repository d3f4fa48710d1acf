//! What the text of a refusal speaks of, where its code alone leaves that open.

use crate::smtp::{Reply, ReplyLine};

/// What refusals speak of that have nothing to do with TLS: who the client is, what lists say of it, and that the server is busy.
const OTHER_REASONS: [&str; 21] = [
    "BANNED",
    "BLACKLIST",
    "BLOCK",
    "DNSBL",
    "DYNAMIC",
    "HELO",
    "HOSTNAME",
    "HTTP:",
    "HTTPS:",
    "LISTED",
    "PTR",
    "RBL",
    "RDNS",
    "RELAY",
    "REPUTATION",
    "RESOLVE",
    "REVERSE",
    "SPAM",
    "TOO MANY",
    "UNAVAILABLE",
    "YOUR IP",
];

/// What they speak of where it is TLS after all.
const SECURITY: [&str; 4] = ["CERTIFICATE", "CIPHER", "ENCRYPT", "LACK OF SECURITY"];

/// Whether the text gives another reason than the want of security.
pub(super) fn names_another_reason(reply: &Reply) -> bool {
    let text = text(reply);
    if names_tls(reply) || SECURITY.iter().any(|word| text.contains(word)) {
        return false;
    }
    // RFC 3463 §3.8: what security and policy forbid has 7 for its subject.
    let mut codes = reply.lines().iter().filter_map(ReplyLine::enhanced_code);
    let is_of_another_subject = codes.any(|code| code.subject != 7);
    is_of_another_subject || OTHER_REASONS.iter().any(|reason| text.contains(reason))
}

/// Whether the text speaks of TLS, by one of its names as a word of its own. What is part of a longer name, of a host perhaps, or
/// of a URL, does not count.
pub(super) fn names_tls(reply: &Reply) -> bool {
    let text = text(reply);
    let is_plain = |token: &&str| !token.contains("://") && !token.contains('@');
    let mut words = text
        .split_ascii_whitespace()
        .filter(is_plain)
        .map(|token| token.trim_matches(|character: char| !character.is_ascii_alphanumeric()))
        .filter(|token| !token.contains('.'))
        .flat_map(|token| token.split(|character: char| !character.is_ascii_alphanumeric()));
    words.any(|word| matches!(word, "TLS" | "STARTTLS" | "SSL"))
}

/// Whether the text speaks of passing mail on for others.
pub(super) fn names_relaying(reply: &Reply) -> bool {
    let text = text(reply);
    [
        "RELAY ACCESS DENIED",
        "RELAYING DENIED",
        "UNABLE TO RELAY",
        "NOT PERMITTED TO RELAY",
        "RELAY NOT PERMITTED",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// All lines in capitals, one after the other.
fn text(reply: &Reply) -> String {
    let lines = reply.lines().iter();
    let lines = lines.map(|line| String::from_utf8_lossy(line.text()).to_ascii_uppercase());
    lines.collect::<Vec<_>>().join(" ")
}

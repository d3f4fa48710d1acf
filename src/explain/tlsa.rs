//! TLSA parameters: each field by itself, and the three numbers together.

use super::explanation::{Explanation, Paragraph};
use super::room::Room;
use super::texts::texts;

/// How many numbers each field has: usages, selectors, matching types (RFC 7218 §2).
const FIELDS: [(&str, u8); 3] = [("usage", 4), ("selector", 2), ("matching type", 3)];

/// The fields by their names.
pub(super) fn all() -> Vec<Explanation> {
    let texts = texts(Room::Tlsa);
    texts
        .map(|text| Explanation::of_entry(Room::Tlsa, text))
        .collect()
}

/// Three numbers: `3-1-1`.
pub(super) fn combination(word: &str) -> Option<Explanation> {
    let numbers: Vec<u8> = word
        .split('-')
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    if numbers.len() != FIELDS.len() {
        return None;
    }
    let fields = all();
    let mut paragraphs = Vec::new();
    let mut acronyms = Vec::new();
    for (number, (field, count)) in numbers.iter().zip(FIELDS) {
        let name = format!("{field} {number}");
        let found = fields.iter().find(|it| it.names.contains(&name));
        let found = found.filter(|_| *number < count)?;
        acronyms.push(format!("{}({number})", found.word));
        let said = found.paragraphs.first().map_or("", |it| it.text.as_str());
        paragraphs.push(Paragraph {
            topic: Some(field.to_owned()),
            text: format!("{number}, {}: {}. {said}", found.word, found.title),
            lines: Vec::new(),
        });
    }
    let word = word.replace('-', " ");
    let title = format!("a TLSA record with {}", acronyms.join(" "));
    let mut all = Explanation::new(Room::Tlsa, word, title)
        .with_references("RFC 6698 §2.1, RFC 7218 §2, RFC 7672 §3.1");
    all.paragraphs = paragraphs;
    let advice = match numbers.as_slice() {
        [0 | 1, ..] => {
            "Senders of mail do not use this record: for SMTP only usages 2 and 3 count (RFC 7672, section 3.1.3). Publish 3 1 1 instead."
        }
        [3, 1, 1] => {
            "This is the record to publish for a mail server (RFC 7672, section 3.1): it stays right when the certificate is renewed with the same key."
        }
        [2, _, 1] => {
            "The server must send the CA's certificate too, and its own must be in date and for the right name (RFC 7672, section 3.1.2)."
        }
        [3, 0, _] => {
            "It must be changed with every renewal of the certificate; 3 1 1 must be changed with the key only."
        }
        _ => {
            "Fewer senders have met it than 3 1 1 or 2 1 1, which is what RFC 7672, section 3.1, recommends."
        }
    };
    Some(all.with_text(advice))
}

//! SRVName, the otherName by which a certificate is for one service of a domain: `_submissions.example.com` (RFC 4985 §2).

use x509_parser::asn1_rs::Tag;

use super::der::elements;

/// id-on-dnsSRV, 1.3.6.1.5.5.7.8.7, as contents octets.
pub(super) const ON_DNS_SRV: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 8, 7];

/// A label, a dot and a domain name have no more octets than this (RFC 1035 §2.3.4).
const LONGEST: usize = 63 + 1 + 255;

/// The SRVName in an otherName, of which `value` is what follows the object identifier; nothing where it is none, because it
/// is no IA5String, too long, or has octets that no name has.
pub(super) fn srv_name(kind: &[u8], value: &[u8]) -> Option<String> {
    if kind != ON_DNS_SRV {
        return None;
    }
    let string = only(value, Tag(0))?;
    let text = only(string, Tag::Ia5String)?;
    let is_name = (1..=LONGEST).contains(&text.len()) && text.iter().all(u8::is_ascii_graphic);
    let text = std::str::from_utf8(text).ok()?;
    is_name.then(|| text.to_owned())
}

/// The contents of the one element that there is, if it has this tag.
fn only(der: &[u8], tag: Tag) -> Option<&[u8]> {
    let element = elements(der)?;
    let [element] = element.as_slice() else {
        return None;
    };
    (element.any.tag() == tag).then_some(element.any.data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::tagged;

    fn explicit(tag: u8, text: &[u8]) -> Vec<u8> {
        tagged(0xa0, &tagged(tag, text))
    }

    #[test]
    fn n11_srv_names_are_ia5_strings_of_bounded_length() {
        let longest = "a".repeat(LONGEST);
        let too_long = "a".repeat(LONGEST + 1);
        for (value, expected) in [
            (
                explicit(0x16, b"_submission.a.test"),
                Some("_submission.a.test"),
            ),
            (explicit(0x16, longest.as_bytes()), Some(longest.as_str())),
            (explicit(0x16, too_long.as_bytes()), None),
            (explicit(0x0c, b"_submission.a.test"), None), // UTF8String
            (explicit(0x16, b"_submission.a.test\0.b.test"), None),
            (explicit(0x16, b"_submission.\x1b[2J"), None),
            (explicit(0x16, b"_submission.\xff"), None),
            (explicit(0x16, b""), None),
            (tagged(0xa1, &tagged(0x16, b"_submission.a.test")), None),
            (tagged(0x16, b"_submission.a.test"), None),
            (
                [explicit(0x16, b"_a.a"), explicit(0x16, b"_b.a")].concat(),
                None,
            ),
            (explicit(0x16, b"_a.a")[..5].to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(
                srv_name(ON_DNS_SRV, &value).as_deref(),
                expected,
                "{value:x?}"
            );
        }
        let value = explicit(0x16, b"_submission.a.test");
        assert_eq!(srv_name(&[0x2b, 6, 1, 5, 5, 7, 8, 5], &value), None);
    }
}

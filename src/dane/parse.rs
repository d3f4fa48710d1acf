//! TLSA records as people write them: as in a zone file, or with the names of RFC 7218.

use std::str::FromStr;

use super::Tlsa;
use super::field::{MATCHING_TYPES, SELECTORS, USAGES, number};

/// The most octets of data that a record can hold beside its three fields (RFC 1035 §4.1.3).
const MOST_DATA: usize = 65_532;

/// Why a text is no TLSA record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsaError {
    /// Something is missing.
    #[error(
        "a TLSA record has a usage, a selector, a matching type and data, as in \"3 1 1 94A9...\""
    )]
    Incomplete,
    /// The usage is neither a number nor a name.
    #[error("the usage is 3 or DANE-EE, 2 or DANE-TA, not {0:?}")]
    Usage(String),
    /// The selector is neither a number nor a name.
    #[error("the selector is 0 or Cert, 1 or SPKI, not {0:?}")]
    Selector(String),
    /// The matching type is neither a number nor a name.
    #[error("the matching type is 0 or Full, 1 or SHA2-256, 2 or SHA2-512, not {0:?}")]
    MatchingType(String),
    /// The data is not hexadecimal.
    #[error("the data is hexadecimal, two digits an octet")]
    NotHexadecimal,
    /// There is more data than a record holds.
    #[error("the data is longer than a DNS record can be")]
    TooLong,
}

/// Reads `3 1 1 94a9…`, `DANE-EE SPKI SHA2-256 94a9…`, or a whole line of a zone file up to its end; the data may have spaces
/// and brackets in it, as zone files have them (RFC 6698 §2.2).
impl FromStr for Tlsa {
    type Err = TlsaError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = text.split_whitespace().map(unbracketed);
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let is_type = |word: &&str| word.eq_ignore_ascii_case("TLSA");
        let begin = words.iter().position(is_type).map_or(0, |at| at + 1);
        let Some([usage, selector, matching_type, data @ ..]) = words.get(begin..) else {
            return Err(TlsaError::Incomplete);
        };
        let unknown = |word: &&str| (*word).to_owned();
        let record = Self {
            usage: number(&USAGES, usage).ok_or_else(|| TlsaError::Usage(unknown(usage)))?,
            selector: number(&SELECTORS, selector)
                .ok_or_else(|| TlsaError::Selector(unknown(selector)))?,
            matching_type: number(&MATCHING_TYPES, matching_type)
                .ok_or_else(|| TlsaError::MatchingType(unknown(matching_type)))?,
            data: octets(&data.concat()).ok_or(TlsaError::NotHexadecimal)?,
        };
        match record.data.len() {
            0 => Err(TlsaError::Incomplete),
            1..=MOST_DATA => Ok(record),
            _ => Err(TlsaError::TooLong),
        }
    }
}

/// Zone files put brackets around what goes over several lines; those of `DANE-EE(3)` belong to the name.
fn unbracketed(word: &str) -> &str {
    let word = word.trim_start_matches('(');
    match word.contains('(') {
        true => word,
        false => word.trim_end_matches(')'),
    }
}

fn octets(hexadecimal: &str) -> Option<Vec<u8>> {
    let digit = |octet: &u8| char::from(*octet).to_digit(16);
    let pairs = hexadecimal.as_bytes().chunks(2);
    let octet = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
        _ => None,
    };
    pairs.map(octet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_as_zone_files_and_people_write_them() {
        let expected = Tlsa {
            usage: 3,
            selector: 1,
            matching_type: 1,
            data: vec![0xab, 0xcd, 0x01],
        };
        for text in [
            "3 1 1 abcd01",
            "  3\t1 1 ABCD01 ",
            "3 1 1 ab cd 01",
            "3 1 1 abc d01",
            "003 1 1 abcd01",
            "DANE-EE SPKI SHA2-256 abcd01",
            "dane-ee spki sha2-256 abcd01",
            "DANE-EE(3) SPKI(1) SHA2-256(1) abcd01",
            "3 SPKI 1 abcd01",
            "_25._tcp.mx.example.com. 3600 IN TLSA 3 1 1 abcd01",
            "_25._tcp.mx IN TLSA ( 3 1 1\n  abcd\n  01 )",
            "tlsa 3 1 1 (abcd01)",
        ] {
            assert_eq!(text.parse(), Ok(expected.clone()), "{text}");
        }
        // D20 D23
        for text in ["4 2 3 00", "255 255 255 00"] {
            let record: Tlsa = text.parse().expect("any number may stand there");
            assert_eq!(record.to_string(), text);
        }
        let private: Tlsa = "PrivCert PrivSel PrivMatch 00".parse().expect("a record");
        assert_eq!(private.to_string(), "255 255 255 00");
    }

    #[test]
    fn what_is_no_record_is_refused_with_the_field_at_fault() {
        for (text, error) in [
            ("", TlsaError::Incomplete),
            ("3 1", TlsaError::Incomplete),
            ("3 1 1", TlsaError::Incomplete),
            ("TLSA", TlsaError::Incomplete),
            ("256 1 1 00", TlsaError::Usage("256".to_owned())),
            ("-3 1 1 00", TlsaError::Usage("-3".to_owned())),
            (
                "DANE-EE(2) 1 1 00",
                TlsaError::Usage("DANE-EE(2)".to_owned()),
            ),
            ("3 key 1 00", TlsaError::Selector("key".to_owned())),
            (
                "3 1 sha256 00",
                TlsaError::MatchingType("sha256".to_owned()),
            ),
            ("3 1 1 0", TlsaError::NotHexadecimal),
            ("3 1 1 0g", TlsaError::NotHexadecimal),
            ("3 1 1 +1", TlsaError::NotHexadecimal),
            ("3 1 1 \u{e9}", TlsaError::NotHexadecimal),
            (
                &format!("3 0 0 {}", "00".repeat(MOST_DATA + 1)),
                TlsaError::TooLong,
            ),
        ] {
            assert_eq!(text.parse::<Tlsa>(), Err(error), "{text}");
        }
    }
}

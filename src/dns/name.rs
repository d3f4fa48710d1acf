//! Domain names: U-labels as people write them, A-labels as DNS, server name and certificates want them (RFC 5890, RFC 5891).

use std::fmt;

/// A host or domain name, in lower case, without the final dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainName {
    ascii: String,
}

/// Why something is no domain name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing between two dots, or nothing at all.
    #[error("a label is empty")]
    EmptyLabel,
    /// A label of more than 63 octets (RFC 1035 §2.3.4).
    #[error("the label {0:?} is longer than 63 octets")]
    LongLabel(String),
    /// A name of more than 253 octets in text (RFC 1035 §2.3.4).
    #[error("the name is longer than 253 octets")]
    LongName,
    /// A label that IDNA does not allow, or bad Punycode (RFC 5891 §5).
    #[error("the label {0:?} is not allowed in an internationalised name")]
    DisallowedLabel(String),
    /// A character that is neither letter, digit, hyphen nor underscore.
    #[error("the character {0:?} cannot stand in a host name")]
    BadCharacter(char),
    /// A hyphen at the beginning or end of a label (RFC 5321 §4.1.2).
    #[error("the label {0:?} begins or ends with a hyphen")]
    Hyphen(String),
}

impl DomainName {
    /// Reads a name as a user types it: U-labels or A-labels, any case, with or without the final dot.
    ///
    /// # Errors
    /// Where it is no name that DNS could hold for a mail host. Underscores are let through: hosts are named so, against RFC 5321 §4.1.2.
    pub fn parse(given: &str) -> Result<Self, NameError> {
        let name = given.strip_suffix('.').unwrap_or(given);
        if name
            .split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'])
            .any(str::is_empty)
        {
            return Err(NameError::EmptyLabel);
        }
        let ascii = if name.is_ascii() && !name.to_ascii_lowercase().contains("xn--") {
            name.to_ascii_lowercase()
        } else {
            to_ascii(name)?
        };
        for label in ascii.split('.') {
            // Some characters are dropped on the way to an A-label, and nothing may be left.
            if label.is_empty() {
                return Err(NameError::EmptyLabel);
            }
            if label.len() > 63 {
                return Err(NameError::LongLabel(label.to_owned()));
            }
            if let Some(bad) = label
                .chars()
                .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
            {
                return Err(NameError::BadCharacter(bad));
            }
            if label.starts_with('-') || label.ends_with('-') {
                return Err(NameError::Hyphen(label.to_owned()));
            }
        }
        if ascii.len() > 253 {
            return Err(NameError::LongName);
        }
        Ok(Self { ascii })
    }

    /// The name in A-labels: what goes to DNS, into the server name and against certificates.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// The name in U-labels, where that differs; nothing where they are not this name's own (RFC 5891 §4.2.3.1 forbids some
    /// that an A-label can spell).
    pub fn unicode(&self) -> Option<String> {
        if !self.ascii.contains("xn--") {
            return None;
        }
        let (unicode, result) = idna::domain_to_unicode(&self.ascii);
        result
            .ok()
            .map(|()| unicode)
            .filter(|unicode| *unicode != self.ascii && Self::parse(unicode).as_ref() == Ok(self))
    }

    /// Only one label, as `localhost` or a top-level domain.
    pub fn is_single_label(&self) -> bool {
        !self.ascii.contains('.')
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.ascii)
    }
}

fn to_ascii(name: &str) -> Result<String, NameError> {
    let whole = idna::domain_to_ascii_cow(name.as_bytes(), idna::AsciiDenyList::EMPTY);
    whole.map(|ascii| ascii.into_owned()).map_err(|_| {
        // The library says only that something is wrong; the user wants to know which label.
        let guilty = name.split('.').find(|label| {
            idna::domain_to_ascii_cow(label.as_bytes(), idna::AsciiDenyList::EMPTY).is_err()
        });
        NameError::DisallowedLabel(guilty.unwrap_or(name).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_brought_to_one_form() {
        for (name, given, ascii, unicode) in [
            ("plain", "mx.example.com", "mx.example.com", None),
            (
                "M28 case and final dot",
                "EXAMPLE.COM.",
                "example.com",
                None,
            ),
            (
                "M25 U-labels",
                "bücher.example",
                "xn--bcher-kva.example",
                Some("bücher.example"),
            ),
            (
                "M25 composed and upper case",
                "BÜCHER.example",
                "xn--bcher-kva.example",
                Some("bücher.example"),
            ),
            (
                "M27 A-labels",
                "XN--bcher-kva.example",
                "xn--bcher-kva.example",
                Some("bücher.example"),
            ),
            (
                "an A-label of what is no U-label",
                "xn--xn--bkxaxn--bpxa",
                "xn--xn--bkxaxn--bpxa",
                None,
            ),
            (
                "M19 underscore",
                "mx_1.example.com",
                "mx_1.example.com",
                None,
            ),
            (
                "ideographic full stop",
                "bücher。example",
                "xn--bcher-kva.example",
                Some("bücher.example"),
            ),
        ] {
            let parsed = DomainName::parse(given).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(parsed.ascii(), ascii, "{name}");
            assert_eq!(parsed.unicode().as_deref(), unicode, "{name}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_with_the_reason() {
        let long = "a".repeat(64);
        let longer = vec!["abcdefg"; 40].join(".");
        for (given, error) in [
            ("", NameError::EmptyLabel),
            (".", NameError::EmptyLabel),
            ("a..b", NameError::EmptyLabel),
            (".example.com", NameError::EmptyLabel),
            ("\u{200b}", NameError::EmptyLabel),
            ("a.\u{206e}.example", NameError::EmptyLabel),
            ("exa mple.com", NameError::BadCharacter(' ')),
            ("example.com\u{1b}", NameError::BadCharacter('\u{1b}')),
            ("-a.example", NameError::Hyphen("-a".to_owned())),
            (
                "xn--\u{0}.example",
                NameError::DisallowedLabel("xn--\u{0}".to_owned()),
            ),
            (
                "xn--zzzzzz99.example",
                NameError::DisallowedLabel("xn--zzzzzz99".to_owned()),
            ),
            (long.as_str(), NameError::LongLabel(long.clone())),
            (longer.as_str(), NameError::LongName),
        ] {
            assert_eq!(DomainName::parse(given), Err(error), "{given:?}");
        }
    }
}

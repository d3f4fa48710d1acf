//! Finding a registered name by what a user typed.

/// What the registry lists under one or more names.
pub(super) trait Listed: Sized + 'static {
    /// What such an entry is called in a message.
    const KIND: &'static str;

    /// All that there are, in the order of their code points.
    fn all() -> &'static [Self];

    /// The number on the wire.
    fn code_point(&self) -> u16;

    /// Every accepted name, the registered one first.
    fn names(&self) -> Vec<&'static str>;

    /// Finds an entry by any of its names, whatever their case and punctuation, or by its code point
    /// (`0x11ec`).
    fn find(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find_among(typed, Self::all())
    }

    /// Finds one of these entries in the same way; none but these is named as what was probably meant.
    fn find_among(
        typed: &str,
        entries: impl IntoIterator<Item = &'static Self, IntoIter: Clone>,
    ) -> Result<&'static Self, UnknownName> {
        let entries = entries.into_iter();
        let code_point = hexadecimal(typed);
        let found = entries.clone().find(|entry| {
            let mut names = entry.names().into_iter();
            code_point == Some(entry.code_point())
                || names.any(|name| letters(name).eq(letters(typed)))
        });
        found.ok_or_else(|| UnknownName {
            kind: Self::KIND,
            typed: typed.to_owned(),
            nearest: nearest(entries.flat_map(Listed::names), &plain(typed)),
        })
    }
}

/// The entry with this number on the wire.
pub(super) fn by_code_point<T: Listed>(code_point: u16) -> Option<&'static T> {
    let all = T::all();
    let at = all
        .binary_search_by_key(&code_point, Listed::code_point)
        .ok()?;
    all.get(at)
}

/// A name that the registry does **not know**.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{typed:?} is not a {kind} that smtls knows")]
pub struct UnknownName {
    kind: &'static str,
    typed: String,
    nearest: Option<&'static str>,
}

impl UnknownName {
    /// The known name that was probably meant.
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

/// Case and punctuation do not tell names apart.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

fn plain(name: &str) -> String {
    letters(name).collect()
}

fn hexadecimal(typed: &str) -> Option<u16> {
    let digits = typed
        .strip_prefix("0x")
        .or_else(|| typed.strip_prefix("0X"))?;
    u16::from_str_radix(digits, 16).ok()
}

/// The name with the fewest letters to change, if those are less than half of what was typed.
fn nearest(names: impl Iterator<Item = &'static str>, typed: &str) -> Option<&'static str> {
    let distances = names.map(|name| (distance(&plain(name), typed), name));
    let (distance, name) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance * 2 < typed.chars().count()).then_some(name)
}

/// How many letters are to be changed. What differs much in length is never meant, and is not worth the counting.
fn distance(known: &str, typed: &str) -> usize {
    match known.len().abs_diff(typed.len()) {
        apart if apart > known.len() => apart,
        _ => strsim::damerau_levenshtein(known, typed),
    }
}

#[cfg(test)]
mod tests {
    use crate::tls::names::{CipherSuiteName, GroupName, ProtocolVersionName};

    #[test]
    fn case_and_punctuation_do_not_matter() {
        for typed in [
            "X25519MLKEM768",
            "x25519mlkem768",
            "X25519-MLKEM768",
            "0x11ec",
            "0X11EC",
        ] {
            assert_eq!(
                GroupName::parse(typed).map(|group| group.name),
                Ok("X25519MLKEM768"),
                "{typed}"
            );
        }
        for typed in ["P-256", "p256", "prime256v1", "secp256r1", "0x17"] {
            assert_eq!(
                GroupName::parse(typed).map(|group| group.name),
                Ok("secp256r1"),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_nearest_name_is_offered() {
        for (typed, nearest) in [
            ("P-265", Some("P-256")),
            ("x25591", Some("x25519")),
            ("X25519Kyber768", Some("X25519MLKEM768")),
            ("secp256k2", Some("secp256k1")),
            ("nonsense", None),
            ("", None),
            ("0x9999", None),
        ] {
            let unknown = GroupName::parse(typed).expect_err("no such group");
            assert_eq!(unknown.nearest(), nearest, "{typed}");
        }
        let unknown =
            CipherSuiteName::parse("ECDHE-RSA-AES256-GCM-SHA348").expect_err("a typing error");
        assert_eq!(unknown.nearest(), Some("ECDHE-RSA-AES256-GCM-SHA384"));
        let unknown = ProtocolVersionName::parse("1.4").expect_err("no such version");
        assert_eq!(
            unknown.to_string(),
            r#""1.4" is not a TLS version that smtls knows"#
        );
    }

    #[test]
    fn of_what_can_be_negotiated_nothing_else_is_found_or_advised() {
        for (typed, nearest) in [
            ("secp521r1", Some("secp256r1")),
            ("P-521", None),
            ("ffdhe2048", None),
        ] {
            assert!(GroupName::parse(typed).is_ok(), "{typed}");
            let unknown = GroupName::parse_negotiable(typed).expect_err("cannot be negotiated");
            assert_eq!(unknown.nearest(), nearest, "{typed}");
        }
        let suite = CipherSuiteName::parse_negotiable("ECDHE-RSA-AES256-GCM-SHA384");
        assert_eq!(suite.map(|suite| suite.code_point), Ok(0xc030));
    }

    #[test]
    fn whatever_is_typed_does_not_panic() {
        for typed in ["0x", "0xfffff", "ſ", "\0", &"é".repeat(10_000)] {
            assert!(GroupName::parse(typed).is_err());
        }
    }
}

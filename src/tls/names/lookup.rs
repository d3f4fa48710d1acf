//! Finding a registered name by what a user typed.

/// What the registry lists under one or more names.
pub(super) trait Listed: Sized + 'static {
    /// What such an entry is called in a message.
    const KIND: &'static str;

    /// All that there are.
    fn all() -> &'static [Self];

    /// The number on the wire.
    fn code_point(&self) -> u16;

    /// Every accepted name, the registered one first.
    fn names(&self) -> Vec<&'static str>;

    /// Finds an entry by any of its names, whatever their case and punctuation, or by its code point
    /// (`0x11ec`).
    fn find(typed: &str) -> Result<&'static Self, UnknownName> {
        let code_point = hexadecimal(typed);
        let plain = plain(typed);
        let found = Self::all().iter().find(|entry| {
            let named = entry
                .names()
                .into_iter()
                .any(|name| self::plain(name) == plain);
            named || code_point == Some(entry.code_point())
        });
        found.ok_or_else(|| UnknownName {
            kind: Self::KIND,
            typed: typed.to_owned(),
            nearest: nearest::<Self>(&plain),
        })
    }
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
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn hexadecimal(typed: &str) -> Option<u16> {
    let digits = typed
        .strip_prefix("0x")
        .or_else(|| typed.strip_prefix("0X"))?;
    u16::from_str_radix(digits, 16).ok()
}

/// The name with the fewest letters to change, if those are less than half of what was typed.
fn nearest<T: Listed>(plain: &str) -> Option<&'static str> {
    let names = T::all().iter().flat_map(Listed::names);
    let distances =
        names.map(|name| (strsim::damerau_levenshtein(&self::plain(name), plain), name));
    let (distance, name) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance * 2 < plain.chars().count()).then_some(name)
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
            ("secp256k1", Some("secp256r1")),
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
    fn whatever_is_typed_does_not_panic() {
        for typed in ["0x", "0xfffff", "ſ", "\0", &"é".repeat(10_000)] {
            assert!(GroupName::parse(typed).is_err());
        }
    }
}

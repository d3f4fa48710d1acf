//! Octets as they are typed after `/raw`.

use crate::quote;

/// The octets that a text with escapes stands for; nothing where an escape is not known.
pub fn octets(text: &[u8]) -> Option<Vec<u8>> {
    understood(text).ok()
}

/// The same; the error says which escape is not known.
pub fn understood(text: &[u8]) -> Result<Vec<u8>, String> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(octet) = rest.next() {
        if octet != b'\\' {
            octets.push(octet);
            continue;
        }
        let escape = rest.next().ok_or("a backslash stands at the end")?;
        octets.push(match escape {
            b'r' => b'\r',
            b'n' => b'\n',
            b't' => b'\t',
            b'0' => 0,
            b'\\' => b'\\',
            b'x' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let is_hex = digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit);
                let text = std::str::from_utf8(&digits).ok().filter(|_| is_hex);
                let octet = text.and_then(|text| u8::from_str_radix(text, 16).ok());
                octet.ok_or_else(|| {
                    format!(
                        "behind \\x two digits are due, and not {}",
                        quote::octets(&digits)
                    )
                })?
            }
            other => return Err(format!("\\{} is no escape", quote::octets(&[other]))),
        });
    }
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_octets_and_others_are_refused() {
        for (text, meant) in [
            ("NOOP\\r\\n", Some(&b"NOOP\r\n"[..])),
            ("\\0\\xFf\\t\\\\", Some(b"\0\xff\t\\")),
            ("a b", Some(b"a b")),
            ("\\", None),
            ("\\x1", None),
            ("\\x+1", None),
            ("\\xg0", None),
            ("\\q", None),
        ] {
            assert_eq!(octets(text.as_bytes()).as_deref(), meant, "{text}");
        }
        for (text, why) in [
            ("a\\", "a backslash stands at the end"),
            ("\\q", "\\q is no escape"),
            ("\\xg0", "behind \\x two digits are due, and not g0"),
        ] {
            assert_eq!(understood(text.as_bytes()), Err(why.to_owned()));
        }
        let all: Vec<u8> = (0..=255).collect();
        let written: String = all.iter().map(|octet| format!("\\x{octet:02x}")).collect();
        assert_eq!(octets(written.as_bytes()), Some(all));
    }
}

//! Octets as they are typed after `/raw`.

/// The octets that a text with escapes stands for; nothing where an escape is not known.
pub fn octets(text: &[u8]) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(octet) = rest.next() {
        if octet != b'\\' {
            octets.push(octet);
            continue;
        }
        octets.push(match rest.next()? {
            b'r' => b'\r',
            b'n' => b'\n',
            b't' => b'\t',
            b'0' => 0,
            b'\\' => b'\\',
            b'x' => {
                let digits = [rest.next()?, rest.next()?];
                let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
                let digits = std::str::from_utf8(&digits).ok().filter(|_| is_hex)?;
                u8::from_str_radix(digits, 16).ok()?
            }
            _ => return None,
        });
    }
    Some(octets)
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
        let all: Vec<u8> = (0..=255).collect();
        let written: String = all.iter().map(|octet| format!("\\x{octet:02x}")).collect();
        assert_eq!(octets(written.as_bytes()), Some(all));
    }
}

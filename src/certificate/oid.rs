//! Object identifiers in dotted form, for every octet string that claims to be one.

/// The dotted form of an object identifier's contents octets (X.690 §8.19); octets that are no object
/// identifier are shown as `#` and hexadecimal.
pub(super) fn dotted(octets: &[u8]) -> String {
    arcs(octets).map_or_else(
        || hexadecimal(octets),
        |arcs| {
            let arcs: Vec<String> = arcs.iter().map(u128::to_string).collect();
            arcs.join(".")
        },
    )
}

/// `#` and the octets in hexadecimal: the form in which RFC 4514 §2.4 shows what has no other.
pub(super) fn hexadecimal(octets: &[u8]) -> String {
    let mut text = String::with_capacity(1 + 2 * octets.len());
    text.push('#');
    for octet in octets {
        text.push_str(&format!("{octet:02x}"));
    }
    text
}

/// The arcs, or nothing if the octets end in mid-arc or an arc is beyond all use.
fn arcs(octets: &[u8]) -> Option<Vec<u128>> {
    let mut arcs = Vec::new();
    let mut arc: u128 = 0;
    let mut complete = false;
    for octet in octets {
        arc = arc.checked_mul(128)? + u128::from(octet & 0x7f);
        complete = octet & 0x80 == 0;
        if complete {
            if arcs.is_empty() {
                // The first number carries two arcs, of which the first is 0, 1 or 2.
                let first = (arc / 40).min(2);
                arcs.push(first);
                arc -= 40 * first;
            }
            arcs.push(arc);
            arc = 0;
        }
    }
    complete.then_some(arcs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_identifiers_are_dotted() {
        for (octets, text) in [
            (&[0x55, 0x04, 0x03][..], "2.5.4.3"),
            (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d], "1.2.840.113549"),
            (&[0x88, 0x37], "2.999"),
            (&[], "#"),               // nothing at all
            (&[0x55, 0x84], "#5584"), // ends in mid-arc
            (&[0x80; 3], "#808080"),  // never ends
        ] {
            assert_eq!(dotted(octets), text);
        }
        let beyond = [[0xff; 30].as_slice(), &[0x7f]].concat();
        assert!(
            dotted(&beyond).starts_with("#ffff"),
            "an arc beyond 128 bits"
        );
    }
}

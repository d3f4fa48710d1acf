//! The little of DER that names and keys need beyond what x509-parser does.

use x509_parser::asn1_rs::{Any, FromDer};

/// One element of a constructed value: its whole encoding and what was read from it.
pub(super) struct Element<'a> {
    /// Tag, length and contents.
    pub encoding: &'a [u8],
    /// The same, taken apart.
    pub any: Any<'a>,
}

/// The elements that follow each other in `contents`, or nothing if any of it cannot be read.
pub(super) fn elements(contents: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    let mut rest = contents;
    while !rest.is_empty() {
        let (after, any) = Any::from_der(rest).ok()?;
        let encoding = rest.get(..rest.len().checked_sub(after.len())?)?;
        if encoding.is_empty() {
            return None;
        }
        elements.push(Element { encoding, any });
        rest = after;
    }
    Some(elements)
}

/// What one element holds, without its outer tag and length; nothing if it cannot be read or more follows.
pub fn contents(der: &[u8]) -> Option<&[u8]> {
    let (rest, any) = Any::from_der(der).ok()?;
    rest.is_empty().then_some(any.data)
}

/// `contents` as a SEQUENCE: trust anchors keep their name and key without the outer tag and length.
pub fn in_sequence(contents: &[u8]) -> Vec<u8> {
    tagged(0x30, contents)
}

/// `contents` behind an identifier octet and their length.
pub(crate) fn tagged(identifier: u8, contents: &[u8]) -> Vec<u8> {
    let mut der = vec![identifier];
    match contents.len() {
        short @ 0..0x80 => der.push(u8::try_from(short).unwrap_or(u8::MAX)),
        long => {
            let length = long.to_be_bytes();
            let leading = length.iter().take_while(|octet| **octet == 0).count();
            let significant = length.len() - leading;
            der.push(0x80 | u8::try_from(significant).unwrap_or(0x7f));
            der.extend(length.iter().skip(leading));
        }
    }
    der.extend_from_slice(contents);
    der
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_of_any_length_reads_back() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let der = in_sequence(&vec![7; length]);
            let (rest, any) = Any::from_der(&der).expect("what was written is DER");
            assert_eq!((rest.len(), any.data.len()), (0, length));
            assert_eq!(contents(&der).map(<[u8]>::len), Some(length));
            assert_eq!(contents(&[der, vec![0]].concat()), None);
        }
    }

    #[test]
    fn elements_are_all_or_nothing() {
        let two = elements(&[0x02, 1, 5, 0x04, 0]).expect("two elements");
        assert_eq!(two.len(), 2);
        assert_eq!(two[0].encoding, [0x02, 1, 5]);
        assert!(elements(&[0x02, 1, 5, 0x04, 3, 0]).is_none(), "cut short");
    }
}

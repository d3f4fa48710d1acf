//! Distinguished names as text (RFC 4514), for whatever a name may hold.

use std::fmt;

use x509_parser::asn1_rs::{Any, Class, Tag};

use super::der::{Element, elements, in_sequence};
use super::oid::{dotted, hexadecimal};

/// A **distinguished name**: the subject or the issuer of a certificate. Shown as RFC 4514 says, the
/// most specific part first (`CN=mx.example.com,O=Example`); equal only if the encodings are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DistinguishedName {
    der: Vec<u8>,
    text: String,
    common_name: Option<String>,
}

impl DistinguishedName {
    /// Reads a DER-encoded name. What is none is shown whole, as `#` and hexadecimal.
    pub fn from_der(der: &[u8]) -> Self {
        let (text, common_name) = read(der).unwrap_or_else(|| (hexadecimal(der), None));
        Self {
            der: der.to_vec(),
            text,
            common_name,
        }
    }

    /// Reads a name without its outer tag and length, as trust anchors keep theirs.
    pub fn from_rdn_sequence(contents: &[u8]) -> Self {
        Self::from_der(&in_sequence(contents))
    }

    /// The value of the most specific common name, unescaped.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// The DER encoding.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The name on one line as OpenSSL and swaks print it, the least specific part first: `/O=Example/CN=mx.example.com`. So that
    /// it can be read back, a slash, a plus sign and a backslash within a value have a backslash before them, and what is not
    /// printable ASCII is shown octet by octet as `\xNN` of its UTF-8. What is no name is shown as `#` and hexadecimal.
    pub fn to_one_line(&self) -> String {
        let parts = rdns(&self.der).map(|rdns| {
            let part = |attributes: &Vec<Attribute>| {
                let attributes = attributes.iter().map(Attribute::on_one_line);
                format!("/{}", attributes.collect::<Vec<_>>().join("+"))
            };
            rdns.iter().map(part).collect()
        });
        parts.unwrap_or_else(|| hexadecimal(&self.der))
    }

    /// Whether there is no attribute at all, as where only subjectAltName names the subject.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The text of a name and its common name, or nothing if this is no name.
fn read(der: &[u8]) -> Option<(String, Option<String>)> {
    let rdns = rdns(der)?;
    let attributes = rdns.iter().flatten();
    let common_names = attributes.filter(|attribute| attribute.kind == COMMON_NAME);
    let common_name = common_names.filter_map(|it| it.text.clone()).next_back();
    // RFC 4514 §2.2: the parts of a multi-valued RDN are joined by a plus sign.
    let part = |attributes: &Vec<Attribute>| {
        let attributes = attributes.iter().map(Attribute::in_rfc_4514);
        attributes.collect::<Vec<_>>().join("+")
    };
    // RFC 4514 §2.1: from the last RDN to the first, with commas between.
    let parts: Vec<String> = rdns.iter().rev().map(part).collect();
    Some((parts.join(","), common_name))
}

/// One attribute of a name.
struct Attribute {
    /// Its type as a dotted identifier.
    kind: String,
    /// Its value, if it is a string.
    text: Option<String>,
    /// The encoding of its value, as `#` and hexadecimal.
    encoding: String,
}

/// The attributes of a name, RDN by RDN, or nothing if this is no name.
fn rdns(der: &[u8]) -> Option<Vec<Vec<Attribute>>> {
    let name = only(elements(der)?)?;
    let mut rdns = Vec::new();
    for rdn in elements(name.any.data)? {
        let mut attributes = Vec::new();
        for attribute in elements(rdn.any.data)? {
            let [kind, value] = <[Element; 2]>::try_from(elements(attribute.any.data)?).ok()?;
            attributes.push(Attribute {
                kind: dotted(kind.any.data),
                text: string(&value.any),
                encoding: hexadecimal(value.encoding),
            });
        }
        rdns.push(attributes);
    }
    Some(rdns)
}

impl Attribute {
    /// RFC 4514 §2.3 and §2.4: a registered short name with a string, or the dotted identifier (or a
    /// value that is no string) with the encoding in hexadecimal.
    fn in_rfc_4514(&self) -> String {
        match (short_name(&self.kind), &self.text) {
            (Some(name), Some(text)) => format!("{name}={}", escape(text)),
            (Some(name), None) => format!("{name}={}", self.encoding),
            (None, _) => format!("{}={}", self.kind, self.encoding),
        }
    }

    /// The same with OpenSSL's short names and escaped for one line.
    fn on_one_line(&self) -> String {
        let name = match self.kind.as_str() {
            "2.5.4.9" => Some("street"),
            "2.5.4.42" => Some("GN"),
            kind => short_name(kind),
        };
        match (name, &self.text) {
            (Some(name), Some(text)) => format!("{name}={}", escape_for_one_line(text)),
            (Some(name), None) => format!("{name}={}", self.encoding),
            (None, _) => format!("{}={}", self.kind, self.encoding),
        }
    }
}

fn only(elements: Vec<Element<'_>>) -> Option<Element<'_>> {
    let [element] = <[Element; 1]>::try_from(elements).ok()?;
    Some(element)
}

const COMMON_NAME: &str = "2.5.4.3";

/// The short names of RFC 4514 §3 and the other registered ones that certificates carry.
fn short_name(kind: &str) -> Option<&'static str> {
    Some(match kind {
        COMMON_NAME => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.13" => "description",
        "2.5.4.15" => "businessCategory",
        "2.5.4.17" => "postalCode",
        "2.5.4.42" => "givenName",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => return None,
    })
}

/// The text of a value of one of ASN.1's string types, or nothing if it is not that or breaks its rules.
fn string(value: &Any<'_>) -> Option<String> {
    if value.class() != Class::Universal || value.header.is_constructed() {
        return None;
    }
    match value.tag() {
        Tag::Utf8String
        | Tag::PrintableString
        | Tag::Ia5String
        | Tag::NumericString
        | Tag::VisibleString => String::from_utf8(value.data.to_vec()).ok(),
        // T.61 is read as Latin-1, as everyone has always written it.
        Tag::T61String => Some(value.data.iter().map(|octet| char::from(*octet)).collect()),
        Tag::BmpString => {
            let (pairs, rest) = value.data.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16(&units).ok().filter(|_| rest.is_empty())
        }
        Tag::UniversalString => {
            let (units, rest) = value.data.as_chunks::<4>();
            let text = units
                .iter()
                .map(|unit| char::from_u32(u32::from_be_bytes(*unit)));
            text.collect::<Option<String>>().filter(|_| rest.is_empty())
        }
        _ => None,
    }
}

/// RFC 4514 §2.4: what must be escaped so that the text can be read back.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (position, character) in text.chars().enumerate() {
        match character {
            '\0' => escaped.push_str("\\00"),
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => escaped.extend(['\\', character]),
            ' ' if position == 0 || position == last => escaped.push_str("\\ "),
            '#' if position == 0 => escaped.push_str("\\#"),
            _ => escaped.push(character),
        }
    }
    escaped
}

fn escape_for_one_line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (position, octet) in text.bytes().enumerate() {
        match octet {
            b'/' | b'+' | b'\\' => escaped.extend(['\\', char::from(octet)]),
            b'#' if position == 0 => escaped.push_str("\\#"),
            b' '..=b'~' => escaped.push(char::from(octet)),
            _ => escaped.push_str(&format!("\\x{octet:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const CN: &[u8] = &[0x55, 4, 3];
    const O: &[u8] = &[0x55, 4, 10];

    fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
        [
            &[tag, u8::try_from(contents.len()).expect("short")],
            contents,
        ]
        .concat()
    }

    fn attribute(kind: &[u8], tag: u8, value: &[u8]) -> Vec<u8> {
        tlv(0x30, &[tlv(6, kind), tlv(tag, value)].concat())
    }

    /// One attribute per RDN, in the order of the encoding.
    fn name(attributes: &[Vec<u8>]) -> DistinguishedName {
        let rdns: Vec<u8> = attributes
            .iter()
            .flat_map(|attribute| tlv(0x31, attribute))
            .collect();
        DistinguishedName::from_rdn_sequence(&rdns)
    }

    #[test]
    fn most_specific_first_and_escaped() {
        let utf8 = |text: &str| name(&[attribute(CN, 12, text.as_bytes())]).to_string();
        assert_eq!(
            name(&[attribute(O, 12, b"Lab"), attribute(CN, 19, b"mx")]).to_string(),
            "CN=mx,O=Lab"
        );
        assert_eq!(
            utf8("Smith, J \"x\" <a;b>+c\\"),
            r#"CN=Smith\, J \"x\" \<a\;b\>\+c\\"#
        );
        assert_eq!(utf8(" a b "), r"CN=\ a b\ ");
        assert_eq!(utf8(" "), r"CN=\ ");
        assert_eq!(utf8("#1 # 2"), r"CN=\#1 # 2");
        assert_eq!(utf8("a\0b"), r"CN=a\00b");
        assert_eq!(utf8("Bücher"), "CN=Bücher");
        assert_eq!(utf8(""), "CN=");
        assert!(name(&[]).is_empty());
    }

    #[test]
    fn multi_valued_rdn_is_joined_by_plus() {
        let rdn = [attribute(CN, 12, b"a"), attribute(O, 12, b"b")].concat();
        assert_eq!(name(&[rdn]).to_string(), "CN=a+O=b");
    }

    #[test]
    fn every_string_type_is_read_or_shown_in_hexadecimal() {
        for (tag, value, text) in [
            (30, &[0, b'm', 0x20, 0xac][..], "CN=m€"),     // BMPString
            (30, &[0xd8, 0, 0, b'm'], "CN=#1e04d800006d"), // a lone surrogate
            (30, &[0, b'm', 0], "CN=#1e03006d00"),         // half a character
            (28, &[0, 0, 0, b'm'], "CN=m"),                // UniversalString
            (28, &[0, 0x11, 0, 0], "CN=#1c0400110000"),    // beyond Unicode
            (20, &[b'B', 0xfc], "CN=Bü"),                  // T61String
            (12, &[0xff], "CN=#0c01ff"),                   // no UTF-8
            (2, &[5], "CN=#020105"),                       // an INTEGER
        ] {
            assert_eq!(name(&[attribute(CN, tag, value)]).to_string(), text);
        }
        let unknown = name(&[attribute(&[0x2a, 3], 12, b"x")]);
        assert_eq!(unknown.to_string(), "1.2.3=#0c0178");
    }

    #[test]
    fn one_line_has_the_least_specific_part_first_and_can_be_read_back() {
        let c = &[0x55, 4, 6];
        let good = name(&[
            attribute(c, 19, b"DE"),
            attribute(O, 12, b"Lab"),
            attribute(CN, 12, b"mx.example.com"),
        ]);
        assert_eq!(good.to_one_line(), "/C=DE/O=Lab/CN=mx.example.com");
        // A name that wants to look like another one.
        let hostile = name(&[attribute(O, 12, b"Evil/CN=mx.example.com+O=x\\")]);
        assert_eq!(hostile.to_one_line(), r"/O=Evil\/CN=mx.example.com\+O=x\\");
        let control = name(&[attribute(CN, 12, "#a\0\u{1b}[2J\u{fc}".as_bytes())]);
        assert_eq!(control.to_one_line(), r"/CN=\#a\x00\x1B[2J\xC3\xBC");
        let two = [attribute(CN, 12, b"a"), attribute(O, 12, b"b")].concat();
        assert_eq!(name(&[two]).to_one_line(), "/CN=a+O=b");
        let given = name(&[attribute(&[0x55, 4, 42], 12, b"Jo"), attribute(CN, 2, &[5])]);
        assert_eq!(given.to_one_line(), "/GN=Jo/CN=#020105");
        assert_eq!(name(&[]).to_one_line(), "");
        assert_eq!(DistinguishedName::from_der(&[0x30]).to_one_line(), "#30");
    }

    #[test]
    fn common_name_is_the_most_specific_one() {
        let two = name(&[attribute(CN, 12, b"outer"), attribute(CN, 12, b"in,ner")]);
        assert_eq!(two.common_name(), Some("in,ner"));
        assert_eq!(name(&[attribute(O, 12, b"Lab")]).common_name(), None);
    }

    #[test]
    fn what_is_no_name_is_shown_whole() {
        for garbage in [&[][..], &[0x30], &[0x30, 2, 0x31, 1], &[0x30, 0, 0]] {
            let name = DistinguishedName::from_der(garbage);
            assert_eq!(name.to_string(), hexadecimal(garbage));
            assert_eq!(name.as_der(), garbage);
        }
    }
}

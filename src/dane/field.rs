//! The numbers of a TLSA record's fields, and their names (RFC 7218 §2).

/// The certificate is trusted as a CA's, beside the public CAs (RFC 6698 §2.1.1).
pub(super) const PKIX_TA: u8 = 0;
/// The server's certificate, beside the public CAs.
pub(super) const PKIX_EE: u8 = 1;
/// The server's certificate by itself.
pub(super) const DANE_EE: u8 = 3;
/// The whole certificate.
pub(super) const CERT: u8 = 0;
/// The certificate's SubjectPublicKeyInfo.
pub(super) const SPKI: u8 = 1;
/// The octets themselves.
pub(super) const FULL: u8 = 0;
/// Their SHA-256 digest.
pub(super) const SHA2_256: u8 = 1;
/// Their SHA-512 digest.
pub(super) const SHA2_512: u8 = 2;
/// Left to private use, in each of the fields.
pub(super) const PRIVATE: u8 = 255;

/// A field: its numbers with their names.
pub(super) type Field = [(u8, &'static str)];

/// RFC 7218 §2.1.
pub(super) static USAGES: [(u8, &str); 5] = [
    (PKIX_TA, "PKIX-TA"),
    (PKIX_EE, "PKIX-EE"),
    (2, "DANE-TA"),
    (DANE_EE, "DANE-EE"),
    (PRIVATE, "PrivCert"),
];

/// RFC 7218 §2.2.
pub(super) static SELECTORS: [(u8, &str); 3] =
    [(CERT, "Cert"), (SPKI, "SPKI"), (PRIVATE, "PrivSel")];

/// RFC 7218 §2.3.
pub(super) static MATCHING_TYPES: [(u8, &str); 4] = [
    (FULL, "Full"),
    (SHA2_256, "SHA2-256"),
    (SHA2_512, "SHA2-512"),
    (PRIVATE, "PrivMatch"),
];

/// The name of a number, if it has one.
pub(super) fn name(field: &Field, number: u8) -> Option<&'static str> {
    let mut names = field.iter();
    names
        .find(|(known, _)| *known == number)
        .map(|(_, name)| *name)
}

/// `DANE-EE(3)`, or the number alone.
pub(super) fn named(field: &Field, number: u8) -> String {
    match name(field, number) {
        Some(name) => format!("{name}({number})"),
        None => number.to_string(),
    }
}

/// The number that is meant by `3`, `DANE-EE` or `DANE-EE(3)`.
pub(super) fn number(field: &Field, text: &str) -> Option<u8> {
    if text.bytes().all(|octet| octet.is_ascii_digit()) {
        return text.parse().ok();
    }
    let mut known = field.iter();
    known
        .find(|(number, name)| {
            text.eq_ignore_ascii_case(name)
                || text.eq_ignore_ascii_case(&format!("{name}({number})"))
        })
        .map(|(number, _)| *number)
}

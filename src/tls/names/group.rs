//! Every key exchange group from TLS 1.0 to TLS 1.3.

mod table;
#[cfg(test)]
mod tests;

pub use table::GROUPS;

use super::UnknownName;
use super::lookup::{Listed, by_code_point};

/// The groups that smtls can negotiate, in the order in which it offers them.
const NEGOTIABLE: [u16; 7] = [0x11ec, 0x11eb, 0x001d, 0x0017, 0x0018, 0x0201, 0x0202];

/// A **group** and its names.
#[derive(Debug, PartialEq, Eq)]
pub struct GroupName {
    /// The number on the wire.
    pub code_point: u16,
    /// The name that IANA registered.
    pub name: &'static str,
    /// The other names that users know it by, NIST's and OpenSSL's.
    pub aliases: &'static [&'static str],
    /// OpenSSL's name of the curve, which is not always that of the group.
    pub openssl: &'static str,
    /// What it reckons in, and whether it withstands quantum computers.
    pub kind: GroupKind,
    /// The work of the best known attack without a quantum computer, in bits, as NIST reckons it (SP 800-57, 800-56A); nothing
    /// where the group does not say which curve. RFC 7919 reckons a little less: 103 for ffdhe2048.
    pub security_bits: Option<u16>,
    /// The oldest version that it may be used with, by its number on the wire.
    pub min_version: u16,
    /// The newest version that it may be used with, by its number on the wire.
    pub max_version: u16,
}

/// What a group **reckons in**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// A finite field, which a quantum computer would break.
    FiniteField,
    /// An elliptic curve alone, which a quantum computer would break.
    EllipticCurve,
    /// A curve and ML-KEM together: it holds as long as either does.
    PostQuantumHybrid,
    /// ML-KEM alone.
    PostQuantum,
}

impl GroupKind {
    /// The kind in a few words, as a report puts it behind the name.
    pub fn words(self) -> &'static str {
        match self {
            Self::FiniteField | Self::EllipticCurve => "not post-quantum",
            Self::PostQuantumHybrid => "post-quantum hybrid",
            Self::PostQuantum => "post-quantum",
        }
    }

    /// It is meant to withstand quantum computers.
    pub fn is_post_quantum(self) -> bool {
        matches!(self, Self::PostQuantumHybrid | Self::PostQuantum)
    }
}

impl GroupName {
    /// Finds a group by any of its names or by its code point.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find(typed)
    }

    /// Finds one of the groups that smtls can negotiate.
    pub fn parse_negotiable(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find_among(typed, negotiable_groups())
    }

    /// smtls can negotiate it, and not only read what a server answers to it.
    pub fn is_negotiable(&self) -> bool {
        NEGOTIABLE.contains(&self.code_point)
    }

    /// A hello of this version, by its number on the wire, asks for it sensibly. In SSL 3.0 there is no way to ask.
    pub fn usable_at(&self, version: u16) -> bool {
        (self.min_version..=self.max_version).contains(&version)
    }

    /// How Postfix logs it behind `key-exchange`.
    pub fn postfix(&self) -> String {
        match (self.kind, self.openssl) {
            (GroupKind::EllipticCurve, "X25519" | "X448") => self.openssl.to_owned(),
            (GroupKind::EllipticCurve, curve) => format!("ECDHE ({curve})"),
            (GroupKind::FiniteField, field) => {
                format!("DHE ({} bits)", field.trim_start_matches("ffdhe"))
            }
            _ => self.name.to_owned(),
        }
    }
}

/// The group with this code point.
pub fn group(code_point: u16) -> Option<&'static GroupName> {
    by_code_point(code_point)
}

/// The groups that smtls can negotiate, in the order in which it offers them.
pub fn negotiable_groups() -> impl Iterator<Item = &'static GroupName> + Clone {
    NEGOTIABLE.into_iter().filter_map(group)
}

impl Listed for GroupName {
    const KIND: &'static str = "group";

    fn all() -> &'static [Self] {
        GROUPS
    }

    fn code_point(&self) -> u16 {
        self.code_point
    }

    fn names(&self) -> Vec<&'static str> {
        [&[self.name], self.aliases].concat()
    }
}

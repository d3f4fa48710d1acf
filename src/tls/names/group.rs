//! The key exchange groups that smtls can negotiate.

use super::UnknownName;
use super::lookup::Listed;

/// A **group** and its names.
#[derive(Debug, PartialEq, Eq)]
pub struct GroupName {
    /// The number on the wire.
    pub code_point: u16,
    /// The name that IANA registered.
    pub name: &'static str,
    /// The other names that users know it by, NIST's and OpenSSL's.
    pub aliases: &'static [&'static str],
    /// Whether it withstands quantum computers.
    pub kind: GroupKind,
    /// How Postfix logs it behind `key-exchange`.
    pub postfix: &'static str,
}

/// Against whom a group's key exchange **stands**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// An elliptic curve alone, which a quantum computer would break.
    Classical,
    /// A curve and ML-KEM together: it holds as long as either does.
    PostQuantumHybrid,
    /// ML-KEM alone.
    PostQuantum,
}

impl GroupKind {
    /// The kind in a few words, as a report puts it behind the name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Classical => "not post-quantum",
            Self::PostQuantumHybrid => "post-quantum hybrid",
            Self::PostQuantum => "post-quantum",
        }
    }
}

impl GroupName {
    /// Finds a group by any of its names or by its code point.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find(typed)
    }
}

/// The group with this code point.
pub fn group(code_point: u16) -> Option<&'static GroupName> {
    GROUPS.iter().find(|group| group.code_point == code_point)
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

/// Every group that smtls can negotiate.
pub static GROUPS: &[GroupName] = &[
    GroupName {
        code_point: 0x11ec,
        name: "X25519MLKEM768",
        aliases: &[],
        kind: GroupKind::PostQuantumHybrid,
        postfix: "X25519MLKEM768",
    },
    GroupName {
        code_point: 0x11eb,
        name: "SecP256r1MLKEM768",
        aliases: &["P256MLKEM768"],
        kind: GroupKind::PostQuantumHybrid,
        postfix: "SecP256r1MLKEM768",
    },
    GroupName {
        code_point: 0x001d,
        name: "x25519",
        aliases: &["Curve25519"],
        kind: GroupKind::Classical,
        postfix: "X25519",
    },
    GroupName {
        code_point: 0x0017,
        name: "secp256r1",
        aliases: &["P-256", "prime256v1"],
        kind: GroupKind::Classical,
        postfix: "ECDHE (prime256v1)",
    },
    GroupName {
        code_point: 0x0018,
        name: "secp384r1",
        aliases: &["P-384"],
        kind: GroupKind::Classical,
        postfix: "ECDHE (secp384r1)",
    },
    GroupName {
        code_point: 0x0201,
        name: "MLKEM768",
        aliases: &["ML-KEM-768"],
        kind: GroupKind::PostQuantum,
        postfix: "MLKEM768",
    },
    GroupName {
        code_point: 0x0202,
        name: "MLKEM1024",
        aliases: &["ML-KEM-1024"],
        kind: GroupKind::PostQuantum,
        postfix: "MLKEM1024",
    },
];

#[cfg(test)]
mod tests {
    use rustls::crypto::aws_lc_rs::ALL_KX_GROUPS;

    use super::*;

    #[test]
    fn the_table_is_the_providers_in_its_order() {
        let provided = ALL_KX_GROUPS.iter().map(|group| group.name());
        let listed: Vec<u16> = GROUPS.iter().map(|group| group.code_point).collect();
        assert_eq!(listed, provided.clone().map(u16::from).collect::<Vec<_>>());
        for (group, provided) in GROUPS.iter().zip(provided) {
            let provided = provided.as_str().expect("has a name");
            assert!(group.name.eq_ignore_ascii_case(provided), "{provided}");
        }
    }

    #[test]
    fn every_name_and_the_code_point_are_found() {
        for group in GROUPS {
            for typed in group.names() {
                assert_eq!(GroupName::parse(typed), Ok(group));
            }
            assert_eq!(
                GroupName::parse(&format!("{:#x}", group.code_point)),
                Ok(group)
            );
            assert_eq!(super::group(group.code_point), Some(group));
            assert_eq!(
                group.name.contains("MLKEM"),
                group.kind != GroupKind::Classical
            );
        }
    }
}

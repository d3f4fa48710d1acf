//! The weaknesses that are looked for: one table of what each is called, what it is, and who says so.

/// One weakness that a server may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// SSL 2.0.
    Drown,
}

impl Weakness {
    /// Every weakness, in the order in which they are told.
    pub const ALL: [Self; 1] = [Self::Drown];

    /// The name that machines and manuals know it by.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// What it is, in a few words.
    pub fn title(self) -> &'static str {
        self.row().1
    }

    /// Who says so: standards, and the numbers under which it is known.
    pub fn reference(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Drown => (
                "drown",
                "SSL 2.0 is spoken (DROWN)",
                "RFC 6176, CVE-2016-0800",
            ),
        }
    }
}

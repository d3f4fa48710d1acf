//! Why a certificate was revoked (RFC 5280 §5.3.1).

use std::fmt;

/// The **reason** for a revocation; shown by RFC 5280's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevocationReason(pub u8);

impl RevocationReason {
    /// Whether the certificate is only held back, and may be good again.
    pub fn is_hold(self) -> bool {
        self.0 == 6
    }

    /// Whether this is the word of a list of changes that a certificate is good again.
    pub fn is_removal(self) -> bool {
        self.0 == 8
    }
}

impl fmt::Display for RevocationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            0 => "unspecified",
            1 => "keyCompromise",
            2 => "cACompromise",
            3 => "affiliationChanged",
            4 => "superseded",
            5 => "cessationOfOperation",
            6 => "certificateHold",
            8 => "removeFromCRL",
            9 => "privilegeWithdrawn",
            10 => "aACompromise",
            other => return write!(f, "reason {other}"),
        })
    }
}

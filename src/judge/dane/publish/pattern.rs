//! Which of the patterns of RFC 7671 §8 a published RRset follows.

use super::super::finding::How;
use super::check::{Checked, CheckedRecord};
use super::credential::{Credential, Role};
use crate::dane::Combination;

/// How a published RRset is kept through changes of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Nothing that is shown now matches.
    Unmatched,
    /// Records of the current key or certificate alone.
    Current,
    /// The same with those of the next, or of another that is not shown (RFC 7671 §8.1).
    CurrentAndNext,
    /// Records of the current key and of the CA: either may change by itself.
    CurrentAndIssuer,
    /// Records of the CA alone (RFC 7671 §5.2).
    Issuer,
}

impl Pattern {
    /// The pattern of records that were held against these credentials.
    pub fn of(checked: &Checked, credentials: &[Credential]) -> Self {
        let current = |record: &CheckedRecord, own: bool| {
            record.findings.iter().zip(credentials).any(|(found, of)| {
                let is_own = |how: &How| matches!(how, How::EndEntity) == own;
                of.role == Role::Current && found.matched().is_some_and(is_own)
            })
        };
        let any = |own: bool| checked.records.iter().any(|record| current(record, own));
        let is_other = |record: &CheckedRecord| {
            let same = |other: &CheckedRecord| {
                Combination::of(&other.record) == Combination::of(&record.record)
                    && current(other, true)
            };
            let is_free = !current(record, true) && !current(record, false);
            is_free && !record.record.is_of_nothing() && checked.records.iter().any(same)
        };
        match (any(true), any(false)) {
            (true, true) => Self::CurrentAndIssuer,
            (true, false) if checked.records.iter().any(is_other) => Self::CurrentAndNext,
            (true, false) => Self::Current,
            (false, true) => Self::Issuer,
            (false, false) => Self::Unmatched,
        }
    }

    /// A word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unmatched => "unmatched",
            Self::Current => "current",
            Self::CurrentAndNext => "current-and-next",
            Self::CurrentAndIssuer => "current-and-issuer",
            Self::Issuer => "issuer",
        }
    }

    /// The pattern in words, as a sentence fragment.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unmatched => "nothing that the server shows matches",
            Self::Current => "the current key alone: the next must be published before it is used",
            Self::CurrentAndNext => {
                "the current key and another, as before or after a change of keys (RFC 7671, section 8.1)"
            }
            Self::CurrentAndIssuer => {
                "the current key and its CA: either of the two may change by itself, never both at once"
            }
            Self::Issuer => {
                "the CA alone: keys may change as long as that CA issues the certificates (RFC 7671, section 5.2)"
            }
        }
    }
}

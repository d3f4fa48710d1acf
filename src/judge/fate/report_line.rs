//! One line of the report on TLS that a sending server would send to the domain (RFC 8460 §4).

use crate::judge::ResultType;
use schemars::JsonSchema;
use std::fmt;

/// The kind of policy that a sender applied (RFC 8460 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum PolicyType {
    /// TLSA records.
    Tlsa,
    /// An MTA-STS policy.
    Sts,
    /// Neither.
    NoPolicyFound,
}

impl PolicyType {
    /// The word of RFC 8460 §4.2.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tlsa => "tlsa",
            Self::Sts => "sts",
            Self::NoPolicyFound => "no-policy-found",
        }
    }
}

/// What a sending server would report of one failure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReportLine {
    /// The policy that it applied.
    pub policy_type: PolicyType,
    /// What failed (RFC 8460 §4.3).
    pub result_type: ResultType,
    /// In more detail, in a word of smtls' own (RFC 8460 §4.3.3 leaves it free).
    pub reason_code: Option<&'static str>,
}

/// `tlsa: certificate-not-trusted (dane-no-match)`.
impl fmt::Display for ReportLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            self.policy_type.word(),
            self.result_type.word()
        )?;
        match self.reason_code {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

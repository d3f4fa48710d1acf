//! What kinds of words there are.

use schemars::JsonSchema;
use serde::Serialize;

/// A kind of words, by where they are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Room {
    /// A check of a probe.
    Check,
    /// How a check came out.
    Verdict,
    /// How far the peer is trusted.
    Trust,
    /// What a sending server does.
    Sender,
    /// How strict a run is.
    Level,
    /// A stage of a session.
    Stage,
    /// A number that smtls ends with.
    ExitCode,
    /// An expectation of a file or of `--require`, beside the checks.
    Expectation,
    /// A finding of an audit.
    Finding,
    /// A profile of an audit.
    Profile,
    /// A grade that a profile gives.
    Grade,
    /// A failure in the words of a TLS report (RFC 8460 §4.3).
    ResultType,
    /// The same more exactly.
    ReasonCode,
    /// How far DNSSEC vouches for an answer (RFC 4035 §4.3).
    Dnssec,
    /// A field of a TLSA record (RFC 7218).
    Tlsa,
    /// A mode of an MTA-STS policy (RFC 8461 §5).
    MtaStsMode,
    /// An EHLO keyword.
    Keyword,
    /// A reply code, or an enhanced status code.
    Reply,
    /// An alert of TLS.
    Alert,
    /// A number by which OpenSSL says what is wrong with a certificate.
    VerifyNumber,
    /// Any other word.
    Term,
}

impl Room {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 21] = [
        Self::Check,
        Self::Verdict,
        Self::Trust,
        Self::Sender,
        Self::Level,
        Self::Stage,
        Self::ExitCode,
        Self::Expectation,
        Self::Finding,
        Self::Profile,
        Self::Grade,
        Self::ResultType,
        Self::ReasonCode,
        Self::Dnssec,
        Self::Tlsa,
        Self::MtaStsMode,
        Self::Keyword,
        Self::Reply,
        Self::Alert,
        Self::VerifyNumber,
        Self::Term,
    ];

    /// What one word of this kind is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Verdict => "verdict",
            Self::Trust => "trust",
            Self::Sender => "what a sender does",
            Self::Level => "level",
            Self::Stage => "stage",
            Self::ExitCode => "exit code",
            Self::Expectation => "expectation",
            Self::Finding => "finding of an audit",
            Self::Profile => "profile of an audit",
            Self::Grade => "grade",
            Self::ResultType => "result type of a TLS report",
            Self::ReasonCode => "reason code of a TLS report",
            Self::Dnssec => "DNSSEC status",
            Self::Tlsa => "TLSA parameter",
            Self::MtaStsMode => "MTA-STS mode",
            Self::Keyword => "EHLO keyword",
            Self::Reply => "reply of a server",
            Self::Alert => "TLS alert",
            Self::VerifyNumber => "OpenSSL verify number",
            Self::Term => "term",
        }
    }
}

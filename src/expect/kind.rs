//! The kinds of values that expectations have: what each is called where somebody is to write one.

use crate::certificate::KeyAlgorithm;
use crate::exit::ExitCode;
use crate::judge::Trust;
use crate::judge::audit::Severity;
use crate::judge::fate::Action;
use crate::smtp::Stage;

/// The **kind of value** of an expectation. Whatever the kind, `false` undoes a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// true, note or warn.
    Verdict,
    /// The same, or a list of extensions.
    VerdictOrExtensions,
    /// true.
    Yes,
    /// A stage.
    Stage,
    /// A table of stages and spans of time.
    Times,
    /// An exit code or several.
    ExitCodes,
    /// trusted or verified.
    Trust,
    /// A version that smtls negotiates.
    Version,
    /// Versions.
    Versions,
    /// Groups.
    Groups,
    /// Suites.
    Suites,
    /// Signature schemes.
    Schemes,
    /// A number of days.
    Days,
    /// A number of octets.
    Size,
    /// Names and addresses of a certificate.
    Subjects,
    /// Digests.
    Pins,
    /// Kinds of keys.
    KeyTypes,
    /// Names of hosts.
    Hosts,
    /// EHLO keywords.
    Extensions,
    /// URIs for reports.
    Uris,
    /// A text.
    Text,
    /// enforce, testing or none.
    Mode,
    /// What a sender does.
    Sender,
    /// A profile.
    Profile,
    /// Names of weaknesses.
    Weaknesses,
    /// none, note or warn.
    Severity,
}

/// The kinds of keys, as reports name them.
pub(super) const KEY_TYPES: [&str; 9] = KeyAlgorithm::NAMES;

/// The modes of an MTA-STS policy (RFC 8461 §3.2).
pub(super) const MODES: [&str; 3] = ["enforce", "testing", "none"];

/// What a sender may be expected to do.
pub(super) const SENDERS: [Action; 5] = [
    Action::DeliverAuthenticated,
    Action::DeliverUnauthenticated,
    Action::DeliverInTheClear,
    Action::Defer,
    Action::Bounce,
];

/// How far a peer may be expected to be trusted, least first.
pub(super) const TRUSTS: [Trust; 2] = [Trust::Trusted, Trust::Verified];

/// How bad a weakness may be expected to be at most, beside none at all.
pub(super) const SEVERITIES: [Severity; 2] = [Severity::Note, Severity::Warn];

impl Kind {
    /// What is to be written, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Verdict => "true, \"note\" or \"warn\"",
            Self::VerdictOrExtensions => "true, \"note\", \"warn\" or a list of EHLO keywords",
            Self::Yes => "true",
            Self::Stage => "a stage",
            Self::Times => "stages or total, each with a span of time",
            Self::ExitCodes => "an exit code, or a list of them",
            Self::Trust => "\"trusted\" or \"verified\"",
            Self::Version => "\"TLSv1.2\" or \"TLSv1.3\"",
            Self::Versions => "a list of TLS versions",
            Self::Groups => "a list of groups",
            Self::Suites => "a list of cipher suites",
            Self::Schemes => "a list of signature schemes",
            Self::Days => "a number of days",
            Self::Size => "a number of octets, or a text such as \"10 MiB\"",
            Self::Subjects => "a list of names or addresses",
            Self::Pins => "a list of digests",
            Self::KeyTypes => "a list of kinds of keys",
            Self::Hosts => "a list of host names",
            Self::Extensions => "a list of EHLO keywords",
            Self::Uris => "a list of mailto: or https: URIs",
            Self::Text => "a text",
            Self::Mode => "\"enforce\", \"testing\" or \"none\"",
            Self::Sender => "what a sender does",
            Self::Profile => "the name of a profile, or a file",
            Self::Weaknesses => "a list of weaknesses",
            Self::Severity => "\"none\", \"note\" or \"warn\"",
        }
    }

    /// It is a list: `--require` takes its parts separated by commas, and a file also one part without brackets.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::ExitCodes
                | Self::Versions
                | Self::Groups
                | Self::Suites
                | Self::Schemes
                | Self::Subjects
                | Self::Pins
                | Self::KeyTypes
                | Self::Hosts
                | Self::Extensions
                | Self::Uris
                | Self::Weaknesses
        )
    }

    /// The words that it may be, or that its parts may be, where these are few: for completion and for editors.
    pub fn choices(self) -> Vec<String> {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::Verdict | Self::VerdictOrExtensions => own(&["pass", "note", "warn"]),
            Self::Stage => own(&Stage::ALL.map(Stage::name)),
            Self::Trust => TRUSTS.map(|it| it.word().to_ascii_lowercase()).to_vec(),
            Self::Version => own(&["TLSv1.2", "TLSv1.3"]),
            Self::KeyTypes => own(&KEY_TYPES),
            Self::Mode => own(&MODES),
            Self::Sender => own(&SENDERS.map(Action::id)),
            Self::Severity => own(&["none", "note", "warn"]),
            Self::Weaknesses => own(&crate::judge::audit::Weakness::ALL.map(|it| it.id())),
            Self::ExitCodes => exit_codes().map(|code| code.to_string()).collect(),
            _ => Vec::new(),
        }
    }
}

/// The codes that a probe of one target may end with.
pub(super) fn exit_codes() -> impl Iterator<Item = u8> {
    let of_a_run = |code: &ExitCode| {
        !matches!(
            code,
            ExitCode::Usage | ExitCode::Internal | ExitCode::Interrupted | ExitCode::Terminated
        )
    };
    ExitCode::ALL
        .into_iter()
        .filter(of_a_run)
        .map(ExitCode::number)
}

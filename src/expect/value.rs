//! What an expectation may want: one type of value for each kind.

use super::size;
use crate::certificate::Pin;
use crate::dns::DomainName;
use crate::judge::Trust;
use crate::judge::audit::{Severity, Weakness};
use crate::judge::fate::Action;
use crate::mta_sts::Mode;
use crate::smtp::Stage;
use crate::span::span_in_words;
use crate::tls::names::{CipherSuiteName, GroupName, ProtocolVersionName, SignatureSchemeName};
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

/// How something is **wanted**.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// It is not asked for; this undoes a default.
    Off,
    /// It is.
    Yes,
    /// A check comes out so, or better.
    Verdict(Leniency),
    /// A stage.
    Stage(Stage),
    /// How long each may take, in the order of the file.
    Times(Vec<(Timed, Duration)>),
    /// Exit codes.
    ExitCodes(Vec<u8>),
    /// Trust: Trusted or Verified.
    Trust(Trust),
    /// One version.
    Version(&'static ProtocolVersionName),
    /// Versions.
    Versions(Vec<&'static ProtocolVersionName>),
    /// Groups.
    Groups(Vec<&'static GroupName>),
    /// Cipher suites.
    Suites(Vec<&'static CipherSuiteName>),
    /// Signature schemes.
    Schemes(Vec<&'static SignatureSchemeName>),
    /// Whole days.
    Days(u32),
    /// Octets.
    Octets(u64),
    /// Whom a certificate is for.
    Subjects(Vec<Subject>),
    /// Digests.
    Pins(Vec<Pin>),
    /// Kinds of keys, as reports name them.
    KeyTypes(Vec<&'static str>),
    /// Hosts.
    Hosts(Vec<DomainName>),
    /// Extensions.
    Extensions(Vec<Keywords>),
    /// Addresses for reports.
    Uris(Vec<String>),
    /// A text to be found.
    Text(String),
    /// A mode of MTA-STS.
    Mode(Mode),
    /// What a sender does.
    Sender(Action),
    /// A profile: a built-in name, or the path of a file.
    Profile(String),
    /// Weaknesses.
    Weaknesses(Vec<Weakness>),
    /// The worst that may be found; nothing where there may be no weakness at all.
    Severity(Option<Severity>),
}

/// How much of a verdict is **let pass**. Each is as strict about what could not be tested: it is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leniency {
    /// One verdict passes at least; notes may stand beside it.
    Pass,
    /// The same, or nothing but notes.
    Note,
    /// The same with warnings.
    Warn,
}

/// What may take **time**.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timed {
    /// A stage, from the end of the one before it.
    Stage(Stage),
    /// The whole session, its end included.
    Total,
}

/// Whom a certificate may be **for**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A name.
    Name(DomainName),
    /// An address.
    Address(IpAddr),
}

/// An EHLO **keyword**, and parameters of its line that are looked for; in upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keywords {
    /// The keyword.
    pub keyword: String,
    /// The parameters, all of which are meant.
    pub parameters: Vec<String>,
}

impl Leniency {
    /// The word that is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Note => "note",
            Self::Warn => "warn",
        }
    }
}

impl Timed {
    /// The name that is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stage(stage) => stage.name(),
            Self::Total => "total",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name.ascii()),
            Self::Address(address) => address.fmt(f),
        }
    }
}

impl fmt::Display for Keywords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.keyword)?;
        let mut parameters = self.parameters.iter();
        parameters.try_for_each(|parameter| write!(f, " {parameter}"))
    }
}

/// As `--require NAME=VALUE` takes it, in the registered names.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("false"),
            Self::Yes => f.write_str("true"),
            Self::Verdict(leniency) => f.write_str(leniency.word()),
            Self::Stage(stage) => f.write_str(stage.name()),
            Self::Times(times) => list(f, times.iter(), |(timed, most)| {
                format!("{}:{}", timed.name(), span_in_words(*most))
            }),
            Self::ExitCodes(codes) => list(f, codes.iter(), u8::to_string),
            Self::Trust(trust) => f.write_str(&trust.word().to_ascii_lowercase()),
            Self::Version(version) => f.write_str(version.name),
            Self::Versions(all) => list(f, all.iter(), |it| it.name.to_owned()),
            Self::Groups(all) => list(f, all.iter(), |it| it.name.to_owned()),
            Self::Suites(all) => list(f, all.iter(), |it| it.name.to_owned()),
            Self::Schemes(all) => list(f, all.iter(), |it| it.name.to_owned()),
            Self::Days(days) => days.fmt(f),
            Self::Octets(octets) => f.write_str(&size::in_words(*octets)),
            Self::Subjects(all) => list(f, all.iter(), Subject::to_string),
            Self::Pins(all) => list(f, all.iter(), Pin::to_string),
            Self::KeyTypes(all) => f.write_str(&all.join(",")),
            Self::Hosts(all) => list(f, all.iter(), |it| it.ascii().to_owned()),
            Self::Extensions(all) => list(f, all.iter(), Keywords::to_string),
            Self::Uris(all) => f.write_str(&all.join(",")),
            Self::Text(text) | Self::Profile(text) => f.write_str(text),
            Self::Mode(mode) => f.write_str(mode.word()),
            Self::Sender(action) => f.write_str(action.id()),
            Self::Weaknesses(all) => list(f, all.iter(), |it| it.id().to_owned()),
            Self::Severity(worst) => f.write_str(worst.map_or("none", Severity::id)),
        }
    }
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    all: impl Iterator<Item = T>,
    word: impl Fn(T) -> String,
) -> fmt::Result {
    let words: Vec<String> = all.map(word).collect();
    f.write_str(&words.join(","))
}

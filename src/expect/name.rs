//! The names of the expectations: every check by its id, and beside them single facts.

use super::table::Row;
use crate::judge::Check;
use crate::toml_source::nearest;

/// What an expectation **looks at**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// How a check came out. `extensions` may name what is to be offered instead.
    Check(Check),
    /// A fact of its own.
    Fact(Fact),
}

/// A **fact** that no check asks for, because what is right is the user's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// How far the session comes.
    Stage,
    /// How long its stages take.
    MaxTime,
    /// How the probe ends.
    ExitCode,
    /// How far the peer is trusted.
    Trust,
    /// The TLS version of the session.
    Protocol,
    /// The group that the session is to have.
    Groups,
    /// The groups that it is not to have.
    ForbidGroups,
    /// The cipher suite that the session is to have.
    Suites,
    /// The suites that it is not to have.
    ForbidSuites,
    /// Whether the group withstands quantum computers.
    PostQuantum,
    /// The scheme by which the server is to sign.
    SignatureSchemes,
    /// The schemes by which it is not to sign.
    ForbidSignatureSchemes,
    /// How long the server's certificate holds.
    DaysLeft,
    /// How long all certificates hold that were sent.
    ChainDaysLeft,
    /// What the certificate is for.
    CertificateNames,
    /// Which certificate or key it is.
    Pins,
    /// Who issued it.
    Issuer,
    /// What kind of key it has.
    KeyTypes,
    /// What is not to be offered by EHLO inside TLS.
    ForbidExtensions,
    /// What is to be offered in the clear.
    ExtensionsInTheClear,
    /// What is not to be offered in the clear.
    ForbidExtensionsInTheClear,
    /// Whether AUTH is offered in the clear.
    NoAuthInTheClear,
    /// How large messages may be.
    MinSize,
    /// The mode of the domain's MTA-STS policy.
    MtaStsMode,
    /// Where reports on TLS go.
    TlsReportTo,
    /// Which hosts take the domain's mail.
    MxHosts,
    /// What a sending server does.
    Sender,
    /// The versions that the server takes.
    AcceptsVersions,
    /// The versions that it refuses.
    RefusesVersions,
    /// The suites that it takes.
    AcceptsSuites,
    /// The suites that it refuses.
    RefusesSuites,
    /// The groups that it takes.
    AcceptsGroups,
    /// The groups that it refuses.
    RefusesGroups,
    /// The profile whose MUSTs it keeps.
    Profile,
    /// The weaknesses that it has not.
    Without,
    /// How bad a weakness may be.
    WorstFinding,
}

impl Fact {
    /// Every fact, in the order of the table.
    pub const ALL: [Self; 36] = [
        Self::Stage,
        Self::MaxTime,
        Self::ExitCode,
        Self::Trust,
        Self::Protocol,
        Self::Groups,
        Self::ForbidGroups,
        Self::Suites,
        Self::ForbidSuites,
        Self::PostQuantum,
        Self::SignatureSchemes,
        Self::ForbidSignatureSchemes,
        Self::DaysLeft,
        Self::ChainDaysLeft,
        Self::CertificateNames,
        Self::Pins,
        Self::Issuer,
        Self::KeyTypes,
        Self::ForbidExtensions,
        Self::ExtensionsInTheClear,
        Self::ForbidExtensionsInTheClear,
        Self::NoAuthInTheClear,
        Self::MinSize,
        Self::MtaStsMode,
        Self::TlsReportTo,
        Self::MxHosts,
        Self::Sender,
        Self::AcceptsVersions,
        Self::RefusesVersions,
        Self::AcceptsSuites,
        Self::RefusesSuites,
        Self::AcceptsGroups,
        Self::RefusesGroups,
        Self::Profile,
        Self::Without,
        Self::WorstFinding,
    ];
}

impl Name {
    /// Every name: the checks in the order in which a session meets them, then the facts.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        let facts = Fact::ALL.into_iter().map(Self::Fact);
        Check::ALL.into_iter().map(Self::Check).chain(facts)
    }

    /// The name as it is typed: kebab-case.
    pub fn id(self) -> &'static str {
        self.row().name
    }

    /// What is to be known of it.
    pub fn row(self) -> Row {
        match self {
            Self::Check(check) => Row::of_check(check),
            Self::Fact(fact) => Row::of_fact(fact),
        }
    }

    /// The expectation of that name, or the name that was probably meant, where there is one like it.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn find(typed: &str) -> Result<Self, Option<&'static str>> {
        let found = Self::all().find(|name| name.id() == typed);
        found.ok_or_else(|| nearest(&typed.to_ascii_lowercase(), Self::all().map(Self::id)))
    }
}

//! The exit codes: swaks' numbers where swaks has one, free numbers where it has none. One table for `--help`, the manual and the code.

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExitCode {
    /// Every stage asked for was reached, and no check failed.
    Success,
    /// The command line cannot be understood, or a file that it names cannot be used.
    Usage,
    /// No TCP connection.
    Connect,
    /// The greeting.
    Greeting,
    /// EHLO and HELO.
    Ehlo,
    /// AUTH.
    Auth,
    /// STARTTLS not offered or refused, or the handshake failed.
    StartTls,
    /// EHLO inside TLS.
    EhloInsideTls,
    /// The target could not be resolved.
    Resolve,
    /// Certificate path, validity or names.
    Pkix,
    /// DANE.
    Dane,
    /// MTA-STS.
    MtaSts,
    /// Another check that was required.
    Check,
    /// Not testable now.
    NotNow,
    /// A fault of smtls itself.
    Internal,
}

impl ExitCode {
    /// Every code, in the order of the numbers.
    pub const ALL: [Self; 15] = [
        Self::Success,
        Self::Usage,
        Self::Connect,
        Self::Greeting,
        Self::Ehlo,
        Self::Auth,
        Self::StartTls,
        Self::EhloInsideTls,
        Self::Resolve,
        Self::Pkix,
        Self::Dane,
        Self::MtaSts,
        Self::Check,
        Self::NotNow,
        Self::Internal,
    ];

    /// The number that the process ends with.
    pub fn number(self) -> u8 {
        self.row().0
    }

    /// What it means, as a fragment of a sentence.
    pub fn meaning(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (u8, &'static str) {
        match self {
            Self::Success => (0, "every stage asked for was reached, and no check failed"),
            Self::Usage => (1, "usage: the command line, or a file that it names"),
            Self::Connect => (2, "could not connect"),
            Self::Greeting => (21, "greeting"),
            Self::Ehlo => (22, "EHLO and HELO"),
            Self::Auth => (28, "AUTH: not accepted, or nothing secret could be sent"),
            Self::StartTls => (
                29,
                "STARTTLS not offered or refused, or the handshake failed",
            ),
            Self::EhloInsideTls => (32, "EHLO inside TLS"),
            Self::Resolve => (40, "the target could not be resolved (DNS)"),
            Self::Pkix => (41, "certificate path, validity or names (PKIX)"),
            Self::Dane => (42, "DANE: the TLSA records in the zone"),
            Self::MtaSts => (43, "MTA-STS: the domain's policy"),
            Self::Check => (44, "another required check failed"),
            Self::NotNow => (45, "not testable now: 421, rate limit, deadline"),
            Self::Internal => (70, "a fault of smtls itself"),
        }
    }

    /// Of the codes of several endpoints or targets the one that the whole run ends with: trust first, then the earliest
    /// stage of any, then what could not be tested.
    pub fn worst(codes: impl IntoIterator<Item = Self>) -> Self {
        let rank = |code: &Self| match code {
            Self::Internal => 0,
            Self::Usage => 1,
            Self::Dane => 2,
            Self::MtaSts => 3,
            Self::Pkix => 4,
            Self::Check => 5,
            Self::Resolve => 6,
            Self::Connect => 7,
            Self::Greeting => 8,
            Self::Ehlo => 9,
            Self::StartTls => 10,
            Self::EhloInsideTls => 11,
            Self::Auth => 12,
            Self::NotNow => 13,
            Self::Success => 14,
        };
        codes.into_iter().min_by_key(rank).unwrap_or(Self::Success)
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t02_numbers_are_unique_and_in_order() {
        let numbers: Vec<u8> = ExitCode::ALL.iter().map(|code| code.number()).collect();
        assert!(
            numbers.windows(2).all(|pair| pair[0] < pair[1]),
            "{numbers:?}"
        );
    }

    #[test]
    fn trust_outranks_stages_and_the_earliest_stage_outranks_later_ones() {
        use ExitCode::{Check, Connect, Dane, MtaSts, NotNow, Pkix, StartTls, Success};
        for (codes, worst) in [
            (vec![], Success),
            (vec![Success, StartTls], StartTls),
            (vec![StartTls, Connect], Connect),
            (vec![Connect, Pkix], Pkix),
            (vec![StartTls, Check], Check),
            (vec![Check, Pkix], Pkix),
            (vec![Pkix, MtaSts, Dane], Dane),
            (vec![Pkix, MtaSts], MtaSts),
            (vec![Connect, Check], Check),
            (vec![NotNow, Success], NotNow),
            (vec![NotNow, StartTls], StartTls),
        ] {
            assert_eq!(ExitCode::worst(codes.iter().copied()), worst, "{codes:?}");
        }
    }
}

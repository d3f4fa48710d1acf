//! The exit codes: swaks' numbers where swaks has one, free numbers where it has none. One table for `--help`, the manual and the code.

use crate::interrupt::Signal;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExitCode {
    /// Every stage asked for was reached, and no check failed.
    Success,
    /// The command line cannot be understood, or a file that it names cannot be used.
    Usage,
    /// No TCP connection.
    Connect,
    /// The connection ended unexpectedly, where nothing more exact is known.
    Closed,
    /// The greeting.
    Greeting,
    /// EHLO and HELO.
    Ehlo,
    /// MAIL.
    Mail,
    /// RCPT.
    Rcpt,
    /// DATA.
    Data,
    /// What comes after the message.
    Message,
    /// AUTH.
    Auth,
    /// STARTTLS not offered or refused, or the handshake failed.
    StartTls,
    /// EHLO inside TLS.
    EhloInsideTls,
    /// XCLIENT.
    Xclient,
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
    /// SIGINT came before the end.
    Interrupted,
    /// SIGTERM came before the end.
    Terminated,
}

impl ExitCode {
    /// Every code, in the order of the numbers.
    pub const ALL: [Self; 23] = [
        Self::Success,
        Self::Usage,
        Self::Connect,
        Self::Closed,
        Self::Greeting,
        Self::Ehlo,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
        Self::Message,
        Self::Auth,
        Self::StartTls,
        Self::EhloInsideTls,
        Self::Xclient,
        Self::Resolve,
        Self::Pkix,
        Self::Dane,
        Self::MtaSts,
        Self::Check,
        Self::NotNow,
        Self::Internal,
        Self::Interrupted,
        Self::Terminated,
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
            Self::Usage => (
                1,
                "usage: the command line, a file that it names, or a script",
            ),
            Self::Connect => (2, "could not connect"),
            Self::Closed => (
                6,
                "connection closed unexpectedly, where nothing more exact is known; in a shell also: no reply in time",
            ),
            Self::Greeting => (21, "greeting"),
            Self::Ehlo => (22, "EHLO and HELO"),
            Self::Mail => (23, "MAIL: the sender, or what the message needs"),
            Self::Rcpt => (24, "RCPT: a recipient"),
            Self::Data => (25, "DATA"),
            Self::Message => (26, "the message itself, after DATA or BDAT"),
            Self::Auth => (28, "AUTH: not accepted, or nothing secret could be sent"),
            Self::StartTls => (
                29,
                "STARTTLS not offered or refused, or the handshake failed",
            ),
            Self::EhloInsideTls => (32, "EHLO inside TLS"),
            Self::Xclient => (33, "XCLIENT: not offered, or not accepted"),
            Self::Resolve => (40, "the target could not be resolved (DNS)"),
            Self::Pkix => (41, "certificate path, validity or names (PKIX)"),
            Self::Dane => (42, "DANE: the TLSA records in the zone"),
            Self::MtaSts => (43, "MTA-STS: the domain's policy"),
            Self::Check => (
                44,
                "another required check or profile failed, or an expectation without a code of its own; in a shell an /expect",
            ),
            Self::NotNow => (
                45,
                "not testable now: 421, rate limit, deadline; of an audit also: a MUST left open",
            ),
            Self::Internal => (70, "a fault of smtls itself"),
            Self::Interrupted => (
                130,
                "interrupted (SIGINT, Ctrl-C): what is known by then is reported; once more ends it at once",
            ),
            Self::Terminated => (143, "the same by SIGTERM"),
        }
    }

    /// Of the codes of several endpoints or targets the one that the whole run ends with: trust first, then the earliest
    /// stage of any, then what could not be tested. Where a signal ended the run, all of it says less than there was to say.
    pub fn worst(codes: impl IntoIterator<Item = Self>) -> Self {
        let rank = |code: &Self| match code {
            Self::Internal => 0,
            Self::Terminated => 1,
            Self::Interrupted => 2,
            Self::Usage => 3,
            Self::Dane => 4,
            Self::MtaSts => 5,
            Self::Pkix => 6,
            Self::Check => 7,
            Self::Resolve => 8,
            Self::Connect => 9,
            Self::Greeting => 10,
            Self::Ehlo => 11,
            Self::StartTls => 12,
            Self::EhloInsideTls => 13,
            Self::Xclient => 14,
            Self::Auth => 15,
            Self::Mail => 16,
            Self::Rcpt => 17,
            Self::Data => 18,
            Self::Message => 19,
            Self::Closed => 20,
            Self::NotNow => 21,
            Self::Success => 22,
        };
        codes.into_iter().min_by_key(rank).unwrap_or(Self::Success)
    }
}

impl From<Signal> for ExitCode {
    /// As shells number the end of a process by a signal.
    fn from(signal: Signal) -> Self {
        match signal {
            Signal::Interrupt => Self::Interrupted,
            Signal::Terminate => Self::Terminated,
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.number())
    }
}

/// The **state** of a service as monitoring knows it, the less bad before the worse. What could not be found out may be worse than a
/// warning, and is not as bad as what is known to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Ok,
    /// Worth repairing, though mail flows.
    Warning,
    /// Not found out.
    Unknown,
    /// Wrong.
    Critical,
}

impl State {
    /// Every state, in the order of the numbers.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Warning, Self::Critical, Self::Unknown];

    /// The number that a plugin ends with.
    pub fn number(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    /// The word that a plugin says.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// What the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// An exit code of smtls.
    Code(ExitCode),
    /// The state that a plugin of Nagios ends with, whose numbers mean other things.
    Plugin(State),
}

impl From<ExitCode> for End {
    fn from(code: ExitCode) -> Self {
        Self::Code(code)
    }
}

impl From<End> for std::process::ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Code(code) => code.into(),
            End::Plugin(state) => Self::from(state.number()),
        }
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
    fn a_plugin_ends_with_the_numbers_of_nagios() {
        let numbers = State::ALL.map(|state| (state.number(), state.word()));
        let expected = [(0, "OK"), (1, "WARNING"), (2, "CRITICAL"), (3, "UNKNOWN")];
        assert_eq!(numbers, expected);
        assert!(State::Warning < State::Unknown && State::Unknown < State::Critical);
    }

    #[test]
    fn trust_outranks_stages_and_the_earliest_stage_outranks_later_ones() {
        use ExitCode::{
            Check, Connect, Dane, Interrupted, MtaSts, NotNow, Pkix, StartTls, Success,
        };
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
            (vec![Dane, Interrupted, Success], Interrupted),
        ] {
            assert_eq!(ExitCode::worst(codes.iter().copied()), worst, "{codes:?}");
        }
    }
}

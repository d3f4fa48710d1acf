//! How a run with expectations ends.

use super::Expectation;
use super::name::{Fact, Name};
use crate::exit::ExitCode;
use crate::report::ExpectationReport;

/// The exit code for one target: of what the probe alone ends with, and of what the expectations ask for, the worst. An `exit-code` that
/// is expected takes the probe's own end out of it, because that is what it speaks of, and so does a target of which only an audit is
/// asked (`own` is then nothing).
pub fn exit(expectations: &[Expectation], rows: &[ExpectationReport], own: Option<u8>) -> ExitCode {
    let is_expected = |it: &Expectation| it.name == Name::Fact(Fact::ExitCode) && !it.is_off();
    let own = own.filter(|_| !expectations.iter().any(is_expected));
    let codes = rows.iter().map(|row| row.exit_code).chain(own);
    ExitCode::worst(codes.map(of_number))
}

fn of_number(number: u8) -> ExitCode {
    let mut all = ExitCode::ALL.into_iter();
    let found = all.find(|code| code.number() == number);
    found.unwrap_or(ExitCode::Internal)
}

//! The smtls binary: everything it does is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    smtls::guard::against_panics();
    smtls::run::run(std::env::args_os()).into()
}

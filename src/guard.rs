//! What happens when smtls itself is at fault: a sentence and exit code 70 instead of a stack trace and a signal.

use crate::cli::asks_for_a_plugin;
use crate::exit::{ExitCode, State};
use crate::report::monitoring;
use crate::terminal;
use std::ffi::OsString;
use std::io::Write;
use std::panic;

/// Makes a panic, on any thread, end the process with the code for a fault of smtls itself.
pub fn against_panics() {
    panic::set_hook(Box::new(|fault| {
        let place = fault
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        terminal::give_back();
        let arguments: Vec<OsString> = std::env::args_os().collect();
        if asks_for_a_plugin(&arguments) {
            let sentence = format!("this is a fault of smtls itself, at {place}");
            // Whoever does not listen sees by the number.
            let _ = writeln!(
                std::io::stdout(),
                "{}",
                monitoring::unknown(&sentence, None)
            );
            std::process::exit(State::Unknown.number().into());
        }
        eprintln!("smtls: this is a fault of smtls itself, at {place}");
        eprintln!("hint: please report it, with the command line and what was printed");
        std::process::exit(ExitCode::Internal.number().into());
    }));
}

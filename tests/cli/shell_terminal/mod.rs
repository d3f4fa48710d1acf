//! The shell on a terminal, as a person uses it: typing, history, completion, messages, secrets, and connections that die.

mod ends;
mod history;
mod puppet;
mod secrets;
mod typing;

use crate::support::Seat;
use puppet::Puppet;
use tempfile::TempDir;

/// What stands before a command to the puppet.
const PROMPT: &str = "[127.0.0.1] in the clear>";

/// Somebody before a shell that speaks with the puppet, at a home of his own.
fn seated(puppet: &Puppet, options: &[&str], home: &TempDir) -> Seat {
    with(puppet, options, home, &[])
}

/// The same with more variables.
fn with(puppet: &Puppet, options: &[&str], home: &TempDir, variables: &[(&str, &str)]) -> Seat {
    let home = home.path().display().to_string();
    let mut all = vec![("HOME", home.as_str())];
    all.extend(variables);
    let seat = Seat::new(&puppet.shell(options), &all);
    seat.last_line(PROMPT);
    seat
}

/// What stands before a line, and the line.
fn prompted(line: &str) -> String {
    format!("{PROMPT} {line}")
}

//! Somebody before a shell.

pub use super::puppet::Puppet;
use crate::support::Seat;
pub use tempfile::TempDir;

/// What stands before a command to the puppet.
pub const PROMPT: &str = "[127.0.0.1] in the clear>";

/// Somebody before a shell that speaks with the puppet, at a home of his own.
pub fn seated(puppet: &Puppet, options: &[&str], home: &TempDir) -> Seat {
    with(puppet, options, home, &[])
}

/// The same with more variables.
pub fn with(puppet: &Puppet, options: &[&str], home: &TempDir, variables: &[(&str, &str)]) -> Seat {
    let home = home.path().display().to_string();
    let mut all = vec![("HOME", home.as_str())];
    all.extend(variables);
    let seat = Seat::new(&puppet.shell(options), &all);
    seat.last_line(PROMPT);
    seat
}

/// What stands before a line, and the line.
pub fn prompted(line: &str) -> String {
    format!("{PROMPT} {line}")
}

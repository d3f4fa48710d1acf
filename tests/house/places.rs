//! No file names a folder of one machine, or the host of a package registry.

use crate::code::words;
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

/// Folders that only some machine has.
const FOLDERS: &[&str] = &["/root", "/tmp/w", "/work"];

/// Registry hosts, in halves, so that this file names none either.
const HOSTS: &[(&str, &str)] = &[
    ("crates", ".io"),
    ("debian", ".org"),
    ("npmjs", ".org"),
    ("pypi", ".org"),
    ("rust-lang", ".org/dist"),
];

fn rule(file: &File) -> Vec<Violation> {
    // Cargo writes the registry into its lock file itself.
    if file.path.split('/').next_back() == Some("Cargo.lock") {
        return Vec::new();
    }
    let folders = FOLDERS
        .iter()
        .flat_map(|folder| words(&file.text, folder))
        .filter(|&at| begins_a_path(&file.text[..at]))
        .map(|at| Violation::at(file, at, "a folder of one machine"));
    let hosts = HOSTS
        .iter()
        .map(|(first, second)| format!("{first}{second}"))
        .flat_map(|host| words(&file.text, &host).collect::<Vec<_>>())
        .map(|at| Violation::at(file, at, "the host of a package registry"));
    folders.chain(hosts).collect()
}

fn begins_a_path(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || "._-+/$}".contains(c))
}

#[test]
fn files_name_no_machine() {
    demand(rule);
}

#[test]
fn machines_and_registries_are_found() {
    let host = ["crates", "io"].join(".");
    let text = format!(
        "cd /work/main\n--root=/root/.cargo\nsrc/work and $HOME/root\nsee {host}\nat /workshop\n"
    );
    assert_eq!(lines_at_fault(rule, "README.md", &text), [2, 1, 4]);
    assert_eq!(lines_at_fault(rule, "Cargo.lock", &text), []);
}

//! Names of files, as a command takes them.

use crate::shell::complete::Candidate;
use std::path::Path;

/// More are not looked at.
const MOST: usize = 1000;

/// The files and folders whose names begin as typed; folders are left open. Names that a terminal cannot show are left out.
pub(super) fn files(start: usize, typed: &str) -> Vec<Candidate> {
    let (folder, name) = match typed.rfind('/') {
        Some(slash) => typed.split_at(slash + 1),
        None => ("", typed),
    };
    let place = match folder {
        "" => Path::new("."),
        folder => Path::new(folder),
    };
    let Ok(entries) = std::fs::read_dir(place) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.flatten().take(MOST) {
        let Ok(other) = entry.file_name().into_string() else {
            continue;
        };
        let is_hidden = other.starts_with('.') && !name.starts_with('.');
        if !other.starts_with(name) || is_hidden || other.contains(char::is_control) {
            continue;
        }
        let is_folder = entry.path().is_dir();
        let slash = if is_folder { "/" } else { "" };
        found.push(Candidate {
            start,
            text: format!("{folder}{other}{slash}"),
            shown: Some(format!("{other}{slash}")),
            space: false,
        });
    }
    found.sort_by(|one, other| one.text.cmp(&other.text));
    found
}

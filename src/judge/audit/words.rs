//! Versions and lists in words.

use crate::tls::names;

/// The name of a version.
pub(super) fn version_name(version: u16) -> String {
    match names::protocol_version(version) {
        Some(known) => known.name.to_owned(),
        None => format!("version 0x{version:04x}"),
    }
}

/// Several versions in words.
pub(super) fn versions(versions: impl Iterator<Item = u16>) -> String {
    list(versions.map(version_name))
}

/// Several things in words: "a, b and c".
pub(super) fn list(things: impl Iterator<Item = String>) -> String {
    let things: Vec<String> = things.collect();
    match things.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

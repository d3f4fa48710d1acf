//! What a server accepts, as `smtls audit` or a scanner lists it.

use std::collections::{BTreeMap, BTreeSet};

use smtls::tls::names::{CipherSuiteName, cipher_suite, group};

/// The name of a version as smtls writes it, and a suite's code point.
pub type Pair = (String, u16);

/// The version with which it was met, and a group's code point.
pub type Group = (String, u16);

#[derive(Default)]
pub struct Listing {
    pub pairs: BTreeSet<Pair>,
    pub groups: BTreeSet<Group>,
    /// The bits of the primes of DHE, with the pair that showed them.
    pub primes: BTreeSet<(String, u16, u32)>,
    /// By whose preference suites are chosen, for each version.
    pub orders: BTreeMap<String, String>,
    /// All that the program printed.
    pub text: String,
}

/// `TLS 1.2` of sslscan's and nmap's `TLSv1.2`.
pub fn version(theirs: &str) -> String {
    let (name, number) = theirs
        .split_once('v')
        .unwrap_or_else(|| panic!("no version: {theirs:?}"));
    let point = if number.contains('.') { "" } else { ".0" };
    format!("{name} {number}{point}")
}

/// The code point of a suite by its registered name.
pub fn suite(name: &str) -> u16 {
    CipherSuiteName::parse(name)
        .unwrap_or_else(|error| panic!("{error}"))
        .code_point
}

pub fn pair_words((version, suite): &Pair) -> String {
    let name = cipher_suite(*suite).map_or("an unregistered suite", |suite| suite.name);
    format!("{version} {name} (0x{suite:04x})")
}

pub fn group_words((version, number): &Group) -> String {
    let name = group(*number).map_or("an unregistered group", |group| group.name);
    format!("{version} {name} (0x{number:04x})")
}

//! What a server accepts, as `smtls audit` or a scanner lists it.

use std::collections::BTreeSet;

use smtls::tls::names::{CipherSuiteName, cipher_suite};

/// The name of a version as smtls writes it, and a suite's code point.
pub type Pair = (String, u16);

#[derive(Default)]
pub struct Listing {
    /// The versions that the server speaks, also those without a suite in `pairs`.
    pub versions: BTreeSet<String>,
    pub pairs: BTreeSet<Pair>,
    /// With TLS 1.3, or with one that is lower, and the group's code point.
    pub groups: BTreeSet<(String, u16)>,
    /// The bits of the primes of DHE, with the pair that showed them.
    pub primes: BTreeSet<(String, u16, u32)>,
    /// All that the program printed.
    pub text: String,
}

/// `TLS 1.2` of sslscan's and nmap's `TLSv1.2`.
pub fn version(theirs: &str) -> String {
    let (name, number) = theirs
        .split_once('v')
        .unwrap_or_else(|| panic!("no version: {theirs:?}"));
    let number = if number.contains('.') {
        number.to_owned()
    } else {
        format!("{number}.0")
    };
    format!("{name} {number}")
}

/// The code point of a suite by its registered name.
pub fn suite(name: &str) -> u16 {
    CipherSuiteName::parse(name)
        .unwrap_or_else(|error| panic!("{error}"))
        .code_point
}

/// A pair for people.
pub fn words((version, suite): &Pair) -> String {
    let name = cipher_suite(*suite).map_or("an unregistered suite", |suite| suite.name);
    format!("{version} {name} (0x{suite:04x})")
}

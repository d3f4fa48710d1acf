//! Servers to speak with, and scripts as standard input.

pub use crate::support::{
    EHLO, GREETING, Outcome, Smtls, Theatre, inside, one_host, script, without_starttls,
};
pub use smtls::lab::{Account, Act, Behaviour, Host, Manners, Scenario, TlsProfile};
use std::fs::File;
use std::io::{Seek, Write};
use std::os::fd::OwnedFd;

/// The words of a shell at the scenario's target.
pub fn words(theatre: &Theatre, options: &[&str]) -> Vec<String> {
    let mut words = vec!["shell".to_owned()];
    words.extend(options.iter().map(|option| (*option).to_owned()));
    words.extend(theatre.lab.probe_arguments());
    words
}

/// A script in a file, run against the scenario's target.
pub fn run(theatre: &Theatre, options: &[&str], script: &[u8]) -> Outcome {
    Smtls::new(words(theatre, options))
        .reading(file(script))
        .run()
}

/// The same by a pipe that is closed behind the script.
pub fn piped(theatre: &Theatre, options: &[&str], script: &[u8]) -> Outcome {
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(script).unwrap();
    drop(writer);
    let reader = File::from(OwnedFd::from(reader));
    Smtls::new(words(theatre, options)).reading(reader).run()
}

pub fn file(octets: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(octets).unwrap();
    file.rewind().unwrap();
    file
}

/// A good server without TLS that is asked no more after EHLO than this, in the clear.
pub fn clear(exchanges: &[(&'static str, &str)], end: impl IntoIterator<Item = Act>) -> Theatre {
    let ehlo = [("EHLO", EHLO)];
    let mut acts = script(GREETING, &[&ehlo[..], exchanges].concat());
    acts.extend(end);
    Theatre::with_host(acts)
}

/// A good server inside TLS that is asked no more after EHLO than this.
pub fn secured(exchanges: &[(&'static str, &str)], end: impl IntoIterator<Item = Act>) -> Theatre {
    let ehlo = [(
        "EHLO",
        "250-mx.lab.test\r\n250-CHUNKING\r\n250 8BITMIME\r\n",
    )];
    Theatre::with_host(inside(&[&ehlo[..], exchanges].concat(), end))
}

/// What the last client said, line by line.
pub fn said(theatre: &Theatre) -> Vec<String> {
    let connections = theatre.connections();
    let last = connections.last().expect("a connection");
    last.lines().iter().map(|line| (*line).to_owned()).collect()
}

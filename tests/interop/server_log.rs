//! What OpenSMTPD and Sendmail log of a session: the witness at the other end of the wire.

use std::path::Path;
use std::time::Duration;

use crate::services::services;
use crate::smtls::Probe;

/// The lines with these words that `action` made the server log, which it may do a little later than it answers. Nobody
/// else may speak to the server meanwhile.
pub fn logged_by<T>(log: &str, words: &str, action: impl FnOnce() -> T) -> (T, Vec<String>) {
    let file = services().folder.join(log);
    let before = lines(&file, words).len();
    let result = action();
    for _ in 0..50 {
        let found = lines(&file, words).split_off(before);
        if !found.is_empty() {
            return (result, found);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no line with {words:?} was added to {}", file.display());
}

/// What smtls says was negotiated, with these characters between version, cipher suite and bits.
pub fn negotiated(ours: &Probe, between: [&str; 2]) -> String {
    let fact = |pointer| ours.tls(pointer).expect("a handshake");
    format!(
        "{}{}{}{}{}",
        fact("/version"),
        between[0],
        fact("/cipher_suite/openssl"),
        between[1],
        fact("/cipher_suite/bits")
    )
}

fn lines(file: &Path, words: &str) -> Vec<String> {
    let log = std::fs::read(file).expect("the server's log can be read");
    let log = String::from_utf8_lossy(&log);
    let found = log.lines().filter(|line| line.contains(words));
    found.map(str::to_owned).collect()
}

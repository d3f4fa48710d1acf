//! What the server itself logged of its TLS sessions: the witness at the other end of the wire.

use std::time::Duration;

use crate::services::{Service, services};

/// The service's lines "… TLS connection established from …", the trust word first.
pub fn established(service: &Service) -> Vec<String> {
    let log = std::fs::read_to_string(&services().maillog).expect("the mail log can be read");
    let process = format!(" postfix/{}/smtpd[", service.name);
    log.lines()
        .filter(|line| line.contains(&process))
        .filter_map(|line| line.split_once("]: "))
        .map(|(_, message)| message.to_owned())
        .filter(|message| message.contains(" TLS connection established from "))
        .collect()
}

/// The line that `action` made the server log; Postfix logs a little later than it answers.
pub fn logged_by<T>(service: &Service, action: impl FnOnce() -> T) -> (T, String) {
    let before = established(service).len();
    let result = action();
    for _ in 0..50 {
        if let Some(line) = established(service).into_iter().nth(before) {
            return (result, line);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("Postfix logged no TLS session of {}", service.name);
}

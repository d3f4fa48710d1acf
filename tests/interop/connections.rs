//! How many connections a server got: counted by the server itself.

use std::fs;
use std::time::Duration;

use crate::services::{Service, services};

/// The connections that `action` made. Nobody else may speak to the service meanwhile.
pub fn counted<T>(service: &Service, action: impl FnOnce() -> T) -> (T, usize) {
    let before = settled(service);
    let result = action();
    (result, settled(service) - before)
}

/// The log is written a little later than a client goes on.
fn settled(service: &Service) -> usize {
    let mut count = connections(service);
    loop {
        std::thread::sleep(Duration::from_millis(300));
        let now = connections(service);
        if now == count {
            return count;
        }
        count = now;
    }
}

fn connections(service: &Service) -> usize {
    let front = format!("fronts/{}.connections", service.name);
    if let Ok(log) = fs::read_to_string(services().folder.join(front)) {
        return log.lines().count();
    }
    let log = fs::read(&services().maillog).expect("the mail log can be read");
    let process = format!(" postfix/{}/smtpd[", service.name);
    String::from_utf8_lossy(&log)
        .lines()
        .filter(|line| line.contains(&process) && line.contains("]: connect from "))
        .count()
}

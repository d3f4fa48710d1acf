//! The keys of sessions, written to a file in the form that Wireshark reads, where the user asks for it.

use rustls::KeyLog;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

/// A file for keys: one line each, `LABEL CLIENT_RANDOM SECRET` in hexadecimal (NSS key log format).
#[derive(Debug)]
pub struct KeyLogFile(Mutex<File>);

impl KeyLogFile {
    /// Opens the file to append to it; a new one is for its owner's eyes only.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn append_to(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map(|file| Self(Mutex::new(file)))
    }
}

impl KeyLog for KeyLogFile {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let mut line = format!("{label} ");
        for octet in client_random {
            line.push_str(&format!("{octet:02x}"));
        }
        line.push(' ');
        for octet in secret {
            line.push_str(&format!("{octet:02x}"));
        }
        line.push('\n');
        if let Ok(mut file) = self.0.lock() {
            // A full disk costs the log, not the session.
            let _ = file.write_all(line.as_bytes());
        }
    }
}

//! What the records are made from: targets and files are told apart by their form.

use super::TlsaArgs;
use super::request::TlsaSource;
use crate::cli::usage::UsageError;
use crate::target::{Destination, Target};
use std::path::PathBuf;

/// The port of mail between servers.
const SMTP: u16 = 25;

/// What ends the names of files with certificates and keys.
const FILE_ENDINGS: [&str; 6] = [".pem", ".crt", ".cer", ".der", ".key", ".csr"];

impl TlsaArgs {
    /// What was named.
    pub(super) fn source(&self) -> Result<TlsaSource, UsageError> {
        let (files, targets): (Vec<&String>, Vec<&String>) =
            self.named.iter().partition(|given| is_file(given));
        match (files.is_empty(), targets.is_empty()) {
            (false, false) => Err(UsageError::new(
                "files and servers cannot be mixed: the records are those of one or the other",
                "run smtls tlsa once for the files, and once for the servers; --next FILE compares a server with its next certificate",
            )),
            (false, true) => self.files(files),
            _ => self.targets(targets),
        }
    }

    fn files(&self, files: Vec<&String>) -> Result<TlsaSource, UsageError> {
        let Some(host) = self.records.host.clone() else {
            return Err(UsageError::new(
                "files do not say which host their records are for",
                "name it with --host mx.example.com: the name in the MX record, or what it is an alias for",
            ));
        };
        let port = self.records.port.unwrap_or(SMTP);
        let given = format!("{host}:{port}");
        Ok(TlsaSource::Files {
            files: files.into_iter().map(PathBuf::from).collect(),
            host: Target {
                destination: Destination::Host(host),
                ..Target::parse(&given, false)?
            },
        })
    }

    fn targets(&self, given: Vec<&String>) -> Result<TlsaSource, UsageError> {
        if self.records.port.is_some() {
            return Err(UsageError::new(
                "--port is for files; a target has its own",
                "write it behind the target: mx.example.com:587",
            ));
        }
        let targets = self.reach.targets(given)?;
        for target in &targets {
            let is_address = matches!(target.destination, Destination::Address(_));
            if is_address && self.records.host.is_none() {
                return Err(UsageError::new(
                    format!(
                        "{} is an address, below which there are no TLSA records",
                        target.given
                    ),
                    "name the host that it belongs to with --host mx.example.com",
                ));
            }
            if !is_address && self.records.host.is_some() {
                return Err(UsageError::new(
                    "--host is for files and addresses; other targets have a name",
                    "leave --host out, or name the server by its address: '[192.0.2.1]'; a file by a path with a slash: ./FILE",
                ));
            }
        }
        Ok(TlsaSource::Targets(targets))
    }
}

/// A path with a slash, or the ending of a file with certificates; no target has either.
fn is_file(given: &str) -> bool {
    let has_slash = given.contains(['/', '\\']) && !given.contains("://");
    let lower = given.to_ascii_lowercase();
    has_slash || FILE_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_targets_by_their_form() {
        for given in [
            "./mx",
            "/etc/ssl/mx.pem",
            "mx.crt",
            "MX.PEM",
            "key.csr",
            "..\\mx",
        ] {
            assert!(is_file(given), "{given}");
        }
        for given in [
            "example.com",
            "[192.0.2.1]:25",
            "smtp://mx.example.com",
            "mx.pub",
            "user@example.org",
        ] {
            assert!(!is_file(given), "{given}");
        }
    }
}

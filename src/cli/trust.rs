//! What to trust, and how strict to be.

use super::moment::{Moment, moment};
use super::usage::UsageError;
use crate::certificate::{Pin, RevocationList};
use crate::dns::DomainName;
use crate::judge::Level;
use crate::tls::{RootSource, revocation_lists};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use rustls::pki_types::ServerName;
use std::net::IpAddr;
use std::path::PathBuf;

/// Options on trust.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Trust")]
pub struct TrustArgs {
    /// Which trust anchors to use [default: system, or with --ca-file or --ca-dir none but those]
    #[arg(long, value_enum)]
    pub roots: Option<Roots>,
    /// Trust the certificates in this PEM file (repeatable)
    #[arg(long, value_name = "FILE")]
    ca_file: Vec<PathBuf>,
    /// Trust the certificates in the PEM files of this folder (repeatable)
    #[arg(long, value_name = "DIR")]
    ca_dir: Vec<PathBuf>,
    /// Hold certificates against this revocation list, PEM or DER (repeatable)
    #[arg(long, value_name = "FILE")]
    crl: Vec<PathBuf>,
    /// Demand this certificate or key, whatever the level: sha256:HEX, sha512:HEX or pin-sha256=BASE64 (repeatable)
    #[arg(long, value_name = "PIN", long_help = PINS)]
    pin: Vec<Pin>,
    /// The name that the certificate must be for, instead of the host's
    #[arg(long, value_name = "NAME", value_parser = verify_name)]
    pub verify_name: Option<ServerName<'static>>,
    /// Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now
    #[arg(long, value_name = "TIME", value_parser = moment, allow_hyphen_values = true)]
    at: Option<Moment>,
    /// How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid, by the public CAs or by DANE), dane (by DANE), secure (as the domain promises by DANE or by an MTA-STS policy in force)
    #[arg(long, value_name = "LEVEL", default_value = "verify", ignore_case = true, value_parser = levels(), hide_possible_values = true)]
    level: Level,
    /// The same as --level may
    #[arg(long, conflicts_with = "level")]
    opportunistic: bool,
}

/// What `--pin` takes.
const PINS: &str = "\
Demand that the server's certificate or its key (SubjectPublicKeyInfo) has this digest, whatever the level; one of several is enough

sha256:HEX or sha512:HEX, with colons between the octets or without, also without the word in front, as Postfix logs \
fingerprints; or pin-sha256=BASE64 (also pin-sha256:BASE64, as gnutls-cli prints it), which fits keys only.

Where the pin alone is to count and not the certification path, use --level encrypt.";

/// The stores of trust anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Roots {
    /// The operating system's store
    System,
    /// Mozilla's list, as it was when this smtls was built
    Mozilla,
    /// No store
    None,
}

impl TrustArgs {
    /// The files that are read.
    pub fn files(&self) -> Vec<PathBuf> {
        [&self.ca_file[..], &self.crl].concat()
    }

    /// Where trust anchors come from.
    pub fn sources(&self) -> Vec<RootSource> {
        let store = match (self.roots, self.names_no_files()) {
            (Some(Roots::System), _) | (None, true) => Some(RootSource::System),
            (Some(Roots::Mozilla), _) => Some(RootSource::Mozilla),
            (Some(Roots::None), _) | (None, false) => None,
        };
        let files = self.ca_file.iter().cloned().map(RootSource::File);
        let folders = self.ca_dir.iter().cloned().map(RootSource::Folder);
        store.into_iter().chain(files).chain(folders).collect()
    }

    /// Whether the user asked for no trust anchors at all.
    pub fn wants_no_roots(&self) -> bool {
        self.roots == Some(Roots::None) && self.names_no_files()
    }

    /// The revocation lists that were named.
    ///
    /// # Errors
    /// Where a file cannot be used.
    pub fn revocation_lists(&self) -> Result<Vec<RevocationList>, UsageError> {
        let mut all = Vec::new();
        for file in &self.crl {
            all.extend(revocation_lists(file).map_err(|error| {
                let hint =
                    "--crl takes a file with certificate revocation lists in PEM or DER form";
                UsageError::new(error.to_string(), hint)
            })?);
        }
        Ok(all)
    }

    /// The pins that were given.
    pub fn pins(&self) -> &[Pin] {
        &self.pin
    }

    fn names_no_files(&self) -> bool {
        self.ca_file.is_empty() && self.ca_dir.is_empty()
    }

    /// The moment of judgement, in seconds since 1970, given what is now.
    pub fn moment(&self, now: i64) -> i64 {
        self.at.map_or(now, |moment| moment.resolve(now))
    }

    /// How strict to be.
    pub fn level(&self) -> Level {
        if self.opportunistic {
            Level::May
        } else {
            self.level
        }
    }
}

/// The levels by name; the shells complete them.
fn levels() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(Level::ALL.map(Level::word)).try_map(|word| word.parse::<Level>())
}

fn verify_name(given: &str) -> Result<ServerName<'static>, String> {
    if let Ok(address) = given.parse::<IpAddr>() {
        return Ok(ServerName::from(address));
    }
    let name = DomainName::parse(given).map_err(|error| error.to_string())?;
    ServerName::try_from(name.to_string())
        .map_err(|_| "it is no name that a certificate can be for".to_owned())
}

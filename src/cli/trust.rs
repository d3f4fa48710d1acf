//! What to trust, and how strict to be.

use super::moment::{Moment, moment};
use crate::dns::DomainName;
use crate::judge::Level;
use crate::tls::RootSource;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use rustls::pki_types::ServerName;
use std::net::IpAddr;
use std::path::PathBuf;

/// Options on trust.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Trust")]
pub struct TrustArgs {
    /// Which trust anchors to use [default: system, or with --ca-file none but those]
    #[arg(long, value_enum)]
    pub roots: Option<Roots>,
    /// Trust the certificates in this PEM file (repeatable)
    #[arg(long, value_name = "FILE")]
    pub ca_file: Vec<PathBuf>,
    /// The name that the certificate must be for, instead of the host's
    #[arg(long, value_name = "NAME", value_parser = verify_name)]
    pub verify_name: Option<ServerName<'static>>,
    /// Judge certificates as at this time: 2026-12-24, 2026-12-24T18:00:00Z, or +14d from now
    #[arg(long, value_name = "TIME", value_parser = moment, allow_hyphen_values = true)]
    at: Option<Moment>,
    /// How strict to be: may (TLS is optional), encrypt (TLS must be), verify (its certificate must be valid)
    #[arg(long, value_name = "LEVEL", default_value = "verify", ignore_case = true, value_parser = levels(), hide_possible_values = true)]
    level: Level,
    /// The same as --level may
    #[arg(long, conflicts_with = "level")]
    opportunistic: bool,
}

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
    /// Where trust anchors come from.
    pub fn sources(&self) -> Vec<RootSource> {
        let store = match (self.roots, self.ca_file.is_empty()) {
            (Some(Roots::System), _) | (None, true) => Some(RootSource::System),
            (Some(Roots::Mozilla), _) => Some(RootSource::Mozilla),
            (Some(Roots::None), _) | (None, false) => None,
        };
        let files = self.ca_file.iter().cloned().map(RootSource::File);
        store.into_iter().chain(files).collect()
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

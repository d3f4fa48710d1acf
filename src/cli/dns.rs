//! Whom to ask in DNS, and who finds out how far its answers can be trusted.

use super::usage::UsageError;
use crate::dns::{DnssecAnchors, DnssecMode, ResolverChoice};
use clap::{Args, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Options on DNS.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "DNS")]
pub struct DnsArgs {
    /// Ask this resolver instead of the system's
    #[arg(long, value_name = "ADDR[:PORT]", value_parser = resolver)]
    dns: Option<SocketAddr>,
    /// Who says how far DNSSEC vouches for an answer
    #[arg(
        long,
        value_enum,
        value_name = "WHO",
        default_value = "auto",
        ignore_case = true
    )]
    dnssec: Dnssec,
    /// Validate from the DNSKEY and DS records in this file on, instead of IANA's keys of the root (repeatable)
    #[arg(long, value_name = "FILE")]
    trust_anchor: Vec<PathBuf>,
}

/// Who validates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dnssec {
    /// smtls, and beside that the resolver is asked what it makes of it
    Auto,
    /// smtls alone
    Validate,
    /// The resolver, by its AD bit; the path to it must be trusted
    Resolver,
    /// Nobody
    Off,
}

impl DnsArgs {
    /// Which resolver to ask.
    pub fn resolver(&self) -> ResolverChoice {
        self.dns.map_or(ResolverChoice::System, ResolverChoice::At)
    }

    /// Who validates.
    pub fn mode(&self) -> DnssecMode {
        match self.dnssec {
            Dnssec::Auto => DnssecMode::Auto,
            Dnssec::Validate => DnssecMode::Validate,
            Dnssec::Resolver => DnssecMode::Resolver,
            Dnssec::Off => DnssecMode::Off,
        }
    }

    /// The files that are read.
    pub fn files(&self) -> Vec<PathBuf> {
        self.trust_anchor.clone()
    }

    /// What is validated from.
    ///
    /// # Errors
    /// Where a file cannot be read, or holds anything but anchors.
    pub fn anchors(&self) -> Result<DnssecAnchors, UsageError> {
        let mut all: Option<DnssecAnchors> = None;
        for file in &self.trust_anchor {
            let cannot = |why: &dyn std::fmt::Display| {
                UsageError::new(
                    format!(
                        "the trust anchors in {} cannot be used: {why}",
                        file.display()
                    ),
                    "--trust-anchor takes a file with DNSKEY and DS records as zone files have them, such as the root.key of unbound",
                )
            };
            let text = std::fs::read_to_string(file).map_err(|error| cannot(&error))?;
            let anchors = DnssecAnchors::read(&text).map_err(|error| cannot(&error))?;
            all = Some(match all {
                Some(others) => others.with(anchors),
                None => anchors,
            });
        }
        Ok(all.unwrap_or_else(DnssecAnchors::iana))
    }
}

fn resolver(given: &str) -> Result<SocketAddr, String> {
    let bare = given.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Ok(SocketAddr::new(address, 53));
    }
    let socket = given.parse::<SocketAddr>().ok();
    socket.filter(|socket| socket.port() > 0).ok_or_else(|| {
        "write an address, perhaps with a port: 192.0.2.53, 127.0.0.1:5353, [2001:db8::53]:53"
            .to_owned()
    })
}

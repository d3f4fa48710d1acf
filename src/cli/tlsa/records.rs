//! Which records `smtls tlsa` makes, and where they stand.

use crate::dane::Combination;
use crate::dns::DomainName;
use crate::judge::dane::publish::all_combinations;
use clap::Args;

/// The longest TTL (RFC 2181 §8).
const LONGEST_TTL: u32 = 0x7fff_ffff;

/// Which records are made.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Which records")]
pub(super) struct RecordArgs {
    /// The records of the issuing CA, 2 1 1, instead of those of the key; --usage 3 adds those
    #[arg(long)]
    issuer: bool,
    /// The certificate usage: 3 or DANE-EE, 2 or DANE-TA (repeatable) [default: 3]
    #[arg(long, value_name = "USAGE", value_parser = usage)]
    usage: Vec<u8>,
    /// The selector: 1 or SPKI for the key, 0 or Cert for the whole certificate (repeatable) [default: 1]
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    selector: Vec<u8>,
    /// The matching type: 1 or SHA2-256, 2 or SHA2-512, 0 or Full (repeatable) [default: 1]
    #[arg(long, value_name = "TYPE", value_parser = matching_type)]
    matching: Vec<u8>,
    /// Every combination there is; what should not be published stands behind a semicolon, with the reason
    #[arg(long, conflicts_with_all = ["issuer", "usage", "selector", "matching"])]
    pub(super) all_combinations: bool,
    /// The TTL of the lines, in seconds [default: that of the records in DNS, or none]
    #[arg(long, value_name = "SECONDS", value_parser = ttl)]
    pub(super) ttl: Option<u32>,
    /// The name of the host, for files and addresses, which have none
    #[arg(long, value_name = "NAME", value_parser = host_name)]
    pub(super) host: Option<DomainName>,
    /// The port of the service, for files
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) port: Option<u16>,
}

impl RecordArgs {
    /// The combinations that were asked for, each once.
    pub(super) fn combinations(&self) -> Vec<Combination> {
        if self.all_combinations {
            return all_combinations();
        }
        let default = Combination::RECOMMENDED;
        let mut usages = self.usage.clone();
        if self.issuer {
            usages.push(Combination::ISSUER.usage);
        }
        if [&usages, &self.selector, &self.matching]
            .iter()
            .all(|it| it.is_empty())
        {
            return Vec::new();
        }
        let or = |given: &[u8], default: u8| match given {
            [] => vec![default],
            given => given.to_vec(),
        };
        let mut all = Vec::new();
        for usage in or(&usages, default.usage) {
            for selector in or(&self.selector, default.selector) {
                for matching in or(&self.matching, default.matching_type) {
                    let one = Combination::new(usage, selector, matching);
                    if !all.contains(&one) {
                        all.push(one);
                    }
                }
            }
        }
        all
    }
}

fn usage(given: &str) -> Result<u8, String> {
    let known = Combination::usage(given);
    known.ok_or_else(|| {
        "write 3 or DANE-EE, 2 or DANE-TA; mail knows neither 1 (PKIX-EE) nor 0 (PKIX-TA)"
            .to_owned()
    })
}

fn selector(given: &str) -> Result<u8, String> {
    let known = Combination::selector(given);
    known.ok_or_else(|| "write 1 or SPKI, 0 or Cert".to_owned())
}

fn matching_type(given: &str) -> Result<u8, String> {
    let known = Combination::matching_type(given);
    known.ok_or_else(|| "write 1 or SHA2-256, 2 or SHA2-512, 0 or Full".to_owned())
}

fn host_name(given: &str) -> Result<DomainName, String> {
    DomainName::parse(given.trim_end_matches('.')).map_err(|error| error.to_string())
}

fn ttl(given: &str) -> Result<u32, String> {
    let seconds = given.parse().ok();
    seconds
        .filter(|seconds| *seconds <= LONGEST_TTL)
        .ok_or_else(|| {
            format!("write the TTL in whole seconds, such as 3600, at most {LONGEST_TTL}")
        })
}

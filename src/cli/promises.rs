//! What the domain promises of its servers, where the user says otherwise than DNS does.

use super::usage::UsageError;
use crate::dane::Tlsa;
use crate::dns::DomainName;
use crate::mta_sts::{GivenPolicy, LONGEST};
use clap::Args;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Options on DANE and MTA-STS.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "DANE and MTA-STS")]
pub struct PromisesArgs {
    /// Hold the server against this TLSA record, as "3 1 1 HEX", instead of those in DNS (repeatable)
    #[arg(long, value_name = "RECORD", value_parser = record)]
    pub tlsa: Vec<Tlsa>,
    /// Ask for TLSA records also where the host's addresses are not signed, which senders do not
    #[arg(long)]
    pub force_tlsa: bool,
    /// Judge this MTA-STS policy, before it is published, instead of the policy host's
    #[arg(long, value_name = "FILE")]
    mta_sts_policy: Option<PathBuf>,
    /// The domain whose mail it is: MTA-STS, TLS reports and names go by it [default: the target, where that is a domain]
    #[arg(long, value_name = "NAME", value_parser = domain)]
    pub domain: Option<DomainName>,
}

impl PromisesArgs {
    /// The files that are read.
    pub fn files(&self) -> Vec<PathBuf> {
        self.mta_sts_policy.iter().cloned().collect()
    }

    /// The policy to be judged, where a file was named.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn policy(&self) -> Result<Option<GivenPolicy>, UsageError> {
        let Some(path) = &self.mta_sts_policy else {
            return Ok(None);
        };
        let body = start_of(path).map_err(|error| {
            UsageError::new(
                format!("the MTA-STS policy in {} cannot be read: {error}", path.display()),
                "--mta-sts-policy takes a file with the text of the policy, as the policy host is to serve it",
            )
        })?;
        Ok(Some(GivenPolicy {
            name: path.display().to_string(),
            body,
        }))
    }
}

/// As much of a file as tells whether it is too long for a policy.
fn start_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(most).read_to_end(&mut body)?;
    Ok(body)
}

fn record(given: &str) -> Result<Tlsa, String> {
    given.parse::<Tlsa>().map_err(|error| error.to_string())
}

fn domain(given: &str) -> Result<DomainName, String> {
    DomainName::parse(given).map_err(|error| error.to_string())
}

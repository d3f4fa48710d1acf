//! `smtls tlsa`.

mod records;
mod request;
mod source;

use super::dns::DnsArgs;
use super::format::{Format, Output, OutputParser, one_document, outputs};
use super::output::FORMAT;
use super::probe::TARGETS;
use super::reach::ReachArgs;
use super::usage::UsageError;
use super::ways::ProxyArgs;
use clap::Args;
use records::RecordArgs;
use std::path::PathBuf;

pub use request::{TlsaRequest, TlsaSource};

/// What was typed after `smtls tlsa`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("all", |all| all.hide(true)))]
pub struct TlsaArgs {
    /// The targets or files, as typed.
    #[arg(required = true, value_name = "TARGET|FILE", help = NAMED, long_help = named())]
    named: Vec<String>,
    #[command(flatten)]
    records: RecordArgs,
    #[command(flatten)]
    rollover: RolloverArgs,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[command(flatten)]
    dns: DnsArgs,
    #[command(flatten)]
    output: TlsaOutputArgs,
}

/// What is compared.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Compare")]
struct RolloverArgs {
    /// Compare with what is published: exit code 42 where that does not cover what is shown, or the next key
    #[arg(long)]
    check: bool,
    /// The next certificate (with those of its CA behind it), request for it, or key, as PEM or DER; says what to do in which order (repeatable)
    #[arg(long, value_name = "FILE")]
    next: Vec<PathBuf>,
}

/// What comes out.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
struct TlsaOutputArgs {
    /// The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times
    #[arg(long, value_name = FORMAT, value_parser = OutputParser(OF_CHECKS))]
    format: Vec<Output>,
}

/// What there is not: text is lines for the zone, with everything else in comments, and the others are about checks.
const OF_CHECKS: &[Format] = &[
    Format::Brief,
    Format::Junit,
    Format::Tap,
    Format::Github,
    Format::Nagios,
    Format::Prometheus,
    Format::Markdown,
    Format::Html,
];

impl TlsaArgs {
    /// What was meant, at a given now (seconds since 1970).
    ///
    /// # Errors
    /// Where a target or a combination of options cannot be understood, or a file of options cannot be used.
    pub fn meant(&self, now: i64) -> Result<TlsaRequest, UsageError> {
        let source = self.source()?;
        let outputs = outputs(&self.output.format)?;
        let several = matches!(&source, TlsaSource::Targets(targets) if targets.len() > 1);
        one_document(&outputs, if several { 2 } else { 1 })?;
        if several && !self.rollover.next.is_empty() {
            return Err(UsageError::new(
                "--next is for one target, and there are several",
                "run smtls tlsa once for each of them",
            ));
        }
        Ok(TlsaRequest {
            source,
            host: self.records.host.clone(),
            combinations: self.records.combinations(),
            every: self.records.all_combinations,
            ttl: self.records.ttl,
            check: self.rollover.check,
            next: self.rollover.next.clone(),
            resolver: self.dns.resolver(),
            dnssec: self.dns.mode(),
            anchors: self.dns.anchors()?,
            route: self.reach.route(),
            ways: self.proxy.ways()?,
            client_name: self.reach.client_name(),
            timeouts: self.reach.timeouts(),
            deadline: self.reach.deadline(false),
            started: now,
            outputs,
        })
    }
}

/// What is named.
const NAMED: &str = "A domain, host or address, or files with certificates or keys (PEM or DER)";

/// The same at length.
fn named() -> String {
    format!(
        "{TARGETS}\n\nOr files with certificates, requests for them or public keys, in PEM or DER: what has a slash, or ends with .pem, \
         .crt, .cer, .der, .key or .csr. Together they are what one host shows, and --host names it. Of a private key nothing is \
         used here; --next takes its public part where there is no certificate."
    )
}

//! `smtls tlsa`.

use super::dns::DnsArgs;
use super::format::{Format, Output, OutputParser, one_document, outputs};
use super::output::FORMAT;
use super::probe::TARGETS;
use super::reach::ReachArgs;
use super::usage::UsageError;
use super::ways::ProxyArgs;
use crate::dane::Combination;
use crate::dns::{DnssecAnchors, DnssecMode, DomainName, Resolver, ResolverChoice};
use crate::judge::dane::publish::all_combinations;
use crate::probe::{ClientName, Timeouts, Ways};
use crate::route::RouteSettings;
use crate::target::{Destination, Target};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// The port of mail between servers.
const SMTP: u16 = 25;

/// The longest TTL (RFC 2181 §8).
const LONGEST_TTL: i64 = 0x7fff_ffff;

/// What ends the names of files with certificates and keys.
const FILE_ENDINGS: [&str; 7] = [".pem", ".crt", ".cer", ".der", ".key", ".csr", ".p7c"];

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

/// Which records are made.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Which records")]
struct RecordArgs {
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
    all_combinations: bool,
    /// The TTL of the lines, in seconds [default: that of the records in DNS, or none]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(0..=LONGEST_TTL))]
    ttl: Option<u32>,
    /// The name of the host, for files and addresses, which have none
    #[arg(long, value_name = "NAME", value_parser = host_name)]
    host: Option<DomainName>,
    /// The port of the service, for files
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
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

/// What the records are made from.
#[derive(Clone, Debug)]
pub enum TlsaSource {
    /// Servers.
    Targets(Vec<Target>),
    /// Files, which together are what one host shows.
    Files {
        /// The files, in order.
        files: Vec<PathBuf>,
        /// The host as a target.
        host: Target,
    },
}

/// What was meant.
#[derive(Debug)]
pub struct TlsaRequest {
    /// Where from.
    pub source: TlsaSource,
    /// The name of an address.
    pub host: Option<DomainName>,
    /// The combinations that were asked for; none where nothing was said.
    pub combinations: Vec<Combination>,
    /// Leave out as a comment what should not be published.
    pub every: bool,
    /// The TTL of the lines, in seconds.
    pub ttl: Option<u32>,
    /// Compare with DNS.
    pub check: bool,
    /// The files with what comes next.
    pub next: Vec<PathBuf>,
    /// Which resolver to ask.
    pub resolver: ResolverChoice,
    /// Who finds out how far DNSSEC vouches for an answer.
    pub dnssec: DnssecMode,
    /// What DNSSEC is validated from.
    pub anchors: DnssecAnchors,
    /// What decides the route.
    pub route: RouteSettings,
    /// By what way the servers are met.
    pub ways: Ways,
    /// What is said with EHLO.
    pub client_name: ClientName,
    /// How long each step may take.
    pub timeouts: Timeouts,
    /// How long everything may take.
    pub deadline: Duration,
    /// When the run begins, in seconds since 1970.
    pub started: i64,
    /// The forms of the output, and where each of them goes.
    pub outputs: Vec<Output>,
}

impl TlsaRequest {
    /// The resolver that is to be asked.
    pub fn new_resolver(&self) -> Resolver {
        Resolver::new(self.resolver.clone(), self.dnssec, self.anchors.clone())
    }
}

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
            ways: Ways {
                proxy: self.proxy.proxy()?,
                header: self.proxy.header()?,
                xclient: None,
            },
            client_name: self.reach.client_name(),
            timeouts: self.reach.timeouts(),
            deadline: self.reach.deadline(false),
            started: now,
            outputs,
        })
    }

    fn source(&self) -> Result<TlsaSource, UsageError> {
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
        let parse = |given: &&String| match self.reach.srv {
            true => Target::parse_service(given),
            false => Target::parse(given, self.reach.mx),
        };
        let targets: Vec<Target> = given.iter().map(parse).collect::<Result<_, _>>()?;
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
                    "leave --host out, or name the server by its address: '[192.0.2.1]'",
                ));
            }
        }
        Ok(TlsaSource::Targets(targets))
    }
}

impl RecordArgs {
    /// The combinations that were asked for, each once.
    fn combinations(&self) -> Vec<Combination> {
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

/// A path with a slash, or the ending of a file with certificates; no target has either.
fn is_file(given: &str) -> bool {
    let has_slash = given.contains(['/', '\\']) && !given.contains("://");
    let lower = given.to_ascii_lowercase();
    has_slash || FILE_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// What is named.
const NAMED: &str = "A domain, host or address, or files with certificates or keys (PEM or DER)";

/// The same at length.
fn named() -> String {
    format!(
        "{TARGETS}\n\nOr files with certificates, requests for them or public keys, in PEM or DER: what has a slash, or ends with .pem, \
         .crt, .cer, .der, .key or .csr. Together they are what one host shows, and --host names it. Of a private key nothing but its \
         public part is looked at, and where there is a certificate, nothing at all."
    )
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

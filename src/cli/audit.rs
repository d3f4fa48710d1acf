//! `smtls audit`.

use super::budget::BudgetArgs;
use super::dns::DnsArgs;
use super::expect::{AskedOf, ExpectArgs};
use super::format::{OF_A_PROBE, Output, OutputParser, one_document, outputs};
use super::output::{Color, FORMAT};
use super::probe::{TARGET, TARGETS};
use super::reach::ReachArgs;
use super::thresholds::ThresholdArgs;
use super::tls_names::server_name;
use super::usage::UsageError;
use super::ways::ProxyArgs;
use crate::dns::{DnssecAnchors, DnssecMode, Resolver, ResolverChoice};
use crate::expect::{self, Expectation};
use crate::judge::audit::profile::Profile;
use crate::probe::{ClientName, Timeouts, Ways};
use crate::report::Thresholds;
use crate::report::audit::AuditDetail;
use crate::report::style::ColorChoice;
use crate::route::RouteSettings;
use crate::target::Target;
use clap::Args;
use std::fs::File;
use std::io::{self, Read as _};
use std::time::Duration;

/// How long an audit may take; one that has to wait for a server needs more than a probe.
const DEADLINE: &str = "1h";

/// What was typed after `smtls audit`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("deadline", |deadline| deadline.help("How long everything may take together").default_value(DEADLINE)))]
#[command(mut_arg("all", |all| all.help("Audit every address of every host, one after the other, not only the first that answers")))]
pub struct AuditArgs {
    /// The targets, as typed.
    #[arg(required = true, value_name = "TARGET", help = TARGET, long_help = TARGETS)]
    targets: Vec<String>,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    budget: BudgetArgs,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[command(flatten)]
    dns: DnsArgs,
    #[command(flatten)]
    expect: ExpectArgs,
    #[command(flatten)]
    output: AuditOutputArgs,
}

/// What is asked, and what it is held against.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "What to ask")]
struct ScopeArgs {
    /// Hold the server against this profile: a name, or a file of your own
    #[arg(long, value_name = "NAME|FILE", default_value = Profile::DEFAULT, long_help = profiles())]
    profile: String,
    /// Send this server name instead of the host's, and where the target is an address, which has none
    #[arg(long, value_name = "NAME", value_parser = server_name)]
    sni: Option<String>,
    /// Ask only what the profile needs for its verdict
    #[arg(long)]
    quick: bool,
    /// Leave out the test for injected commands, in which a harmless NOOP is said out of turn, behind STARTTLS; and STARTTLS inside TLS
    #[arg(long)]
    passive: bool,
}

/// What comes out.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
struct AuditOutputArgs {
    /// The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times
    #[arg(long, value_name = FORMAT, value_parser = OutputParser(OF_A_PROBE))]
    format: Vec<Output>,
    /// Whether to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
    #[command(flatten)]
    thresholds: ThresholdArgs,
    /// Show the hellos and answers that prove the findings, in hexadecimal, in a list to which they refer by number
    #[arg(long)]
    evidence: bool,
    /// Name in text also all that is good, and show the cipher suites in a table with their names, bits and key exchange
    #[arg(short, long)]
    verbose: bool,
}

/// What was meant.
#[derive(Debug)]
pub struct Audit {
    /// The targets, in order.
    pub targets: Vec<Target>,
    /// Audit every endpoint.
    pub all: bool,
    /// What the servers are held against.
    pub profile: Profile,
    /// The server name to send instead of the host's.
    pub server_name: Option<String>,
    /// Only what the profile needs.
    pub quick: bool,
    /// Nothing out of turn.
    pub passive: bool,
    /// How many connections to a server may be open at a time.
    pub side_by_side: usize,
    /// How long is waited before each connection after the first.
    pub delay: Duration,
    /// How many connections to a server may be made.
    pub most_connections: Option<usize>,
    /// How long is waited, once, where a server sends the client away.
    pub pause: Duration,
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
    /// The forms of the output.
    pub outputs: Vec<Output>,
    /// What is expected of the targets.
    pub expectations: Vec<Expectation>,
    /// By what days of validity monitoring warns.
    pub thresholds: Thresholds,
    /// When to use colour.
    pub color: ColorChoice,
    /// How much is shown.
    pub detail: AuditDetail,
}

impl Audit {
    /// The resolver that is to be asked.
    pub fn new_resolver(&self) -> Resolver {
        Resolver::new(self.resolver.clone(), self.dnssec, self.anchors.clone())
    }
}

impl AuditArgs {
    /// What can be expected is to be listed, and nothing else is to be done.
    pub fn lists(&self) -> bool {
        self.expect.list_checks
    }

    /// What was meant, at a given now (seconds since 1970).
    ///
    /// # Errors
    /// Where a target or a combination of options cannot be understood, or a file cannot be used.
    pub fn meant(&self, now: i64) -> Result<Audit, UsageError> {
        let targets = self.reach.targets(&self.targets)?;
        let expectations = self.expect.of(AskedOf::Audit)?;
        let needs = expect::needs(&expectations);
        let outputs = outputs(&self.output.format)?;
        one_document(&outputs, targets.len())?;
        Ok(Audit {
            targets,
            all: self.reach.all,
            profile: profile(needs.profile.as_ref().unwrap_or(&self.scope.profile))?,
            server_name: self.scope.sni.clone(),
            quick: self.scope.quick,
            passive: self.scope.passive,
            side_by_side: self.budget.side_by_side(),
            delay: self.budget.delay,
            most_connections: self.budget.most(),
            pause: self.budget.pause,
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
            thresholds: self.output.thresholds.meant()?,
            expectations,
            color: self.output.color.choice(),
            detail: AuditDetail {
                evidence: self.output.evidence,
                verbose: self.output.verbose,
            },
        })
    }
}

/// The profile of this name; what has a slash or ends with .toml is a file.
fn profile(given: &str) -> Result<Profile, UsageError> {
    if !Profile::is_file(given) {
        return Ok(Profile::built_in(given)?);
    }
    let text = read(given).map_err(|error| {
        UsageError::new(
            format!("the profile in {given} cannot be read: {error}"),
            "--profile takes the name of a profile, or a file of your own",
        )
    })?;
    Profile::load(&text).map_err(|error| {
        let sentence = format!("the profile in {given}: {}", error.sentence);
        UsageError::new(sentence, error.hint)
    })
}

/// The text of a regular file, or as much of it as shows that it is too long. Other files may have no end, or never begin.
fn read(path: &str) -> io::Result<String> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut text = String::new();
    let most = u64::try_from(Profile::LARGEST).unwrap_or(u64::MAX);
    let file = File::open(path)?;
    file.take(most.saturating_add(1))
        .read_to_string(&mut text)?;
    Ok(text)
}

/// The built-in profiles in words.
fn profiles() -> String {
    let names = Profile::names()
        .into_iter()
        .map(|(name, what)| format!("{name}: {what}"));
    let names: Vec<String> = names.collect();
    format!(
        "Hold the server against this profile: a name, or a file of your own (a path with a slash, or one that ends with \
         .toml)\n\n{}",
        names.join("\n\n")
    )
}

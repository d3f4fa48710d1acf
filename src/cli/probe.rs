//! `smtls probe`.

use super::auth::{Auth, AuthArgs};
use super::by_hand::{ByHand, ByHandArgs};
use super::dns::DnsArgs;
use super::expect::{AskedOf, ExpectArgs, answerable};
use super::format::{Output, one_document};
use super::mail::{Circumstances, Mail, MailArgs};
use super::output::OutputArgs;
use super::promises::PromisesArgs;
use super::reach::ReachArgs;
use super::session::SessionArgs;
use super::stop::StopArgs;
use super::tls::TlsArgs;
use super::trust::TrustArgs;
use super::usage::UsageError;
use super::ways::{ProxyArgs, XclientArgs};
use crate::certificate::{Pin, RevocationList};
use crate::dane::Tlsa;
use crate::dns::{DnssecAnchors, DnssecMode, DomainName, Resolver, ResolverChoice};
use crate::expect::{self, Expectation};
use crate::judge::Level;
use crate::mta_sts::GivenPolicy;
use crate::probe::{ClientName, Timeouts, Ways};
use crate::report::Thresholds;
use crate::report::style::ColorChoice;
use crate::report::text::Detail;
use crate::route::RouteSettings;
use crate::smtp::{DropPoint, Stage, Stop, Trials};
use crate::target::{Destination, Target};
use crate::tls::{Offer, RootSource};
use clap::Args;
use rustls::pki_types::ServerName;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a target is, in short.
pub(super) const TARGET: &str = "A domain (example.com), a host ([mx.example.com], mx.example.com:587) or an address ([192.0.2.1]:25)";

/// What a target is, form by form.
pub(super) const TARGETS: &str = "\
A domain (example.com), a host ([mx.example.com], mx.example.com:587) or an address ([192.0.2.1]:25)

example.com or user@example.com: the domain's MX hosts, or without any itself, on port 25.

mx.example.com:587, [mx.example.com] or [mx.example.com]:587: that host, without an MX lookup (--mx asks for one).

192.0.2.1, [192.0.2.1]:25, [2001:db8::1]:25 or [IPv6:2001:db8::1]: that address, without any lookup.

smtp://, submission://, submissions:// (also smtps://) or lmtp:// before a host: port and kind of TLS by the scheme. \
Port 465 means TLS from the first octet. Names may be written in U-labels.";

/// What was typed after `smtls probe`.
#[derive(Clone, Debug, Args)]
pub struct ProbeArgs {
    /// The targets, as typed.
    #[arg(required = true, value_name = "TARGET", help = TARGET, long_help = TARGETS)]
    targets: Vec<String>,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[command(flatten)]
    xclient: XclientArgs,
    #[command(flatten)]
    stop: StopArgs,
    #[command(flatten)]
    dns: DnsArgs,
    #[command(flatten)]
    session: SessionArgs,
    #[command(flatten)]
    by_hand: ByHandArgs,
    #[command(flatten)]
    auth: AuthArgs,
    #[command(flatten)]
    mail: MailArgs,
    #[command(flatten)]
    tls: TlsArgs,
    #[command(flatten)]
    trust: TrustArgs,
    #[command(flatten)]
    promises: PromisesArgs,
    #[command(flatten)]
    expect: ExpectArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// What was meant.
#[derive(Debug)]
pub struct Probe {
    /// The targets, in order.
    pub targets: Vec<Target>,
    /// Probe every endpoint.
    pub all: bool,
    /// Which resolver to ask.
    pub resolver: ResolverChoice,
    /// Who finds out how far DNSSEC vouches for an answer.
    pub dnssec: DnssecMode,
    /// What DNSSEC is validated from.
    pub anchors: DnssecAnchors,
    /// What decides the route.
    pub route: RouteSettings,
    /// Where sessions end.
    pub stop: Stop,
    /// What is tried on the way.
    pub trials: Trials,
    /// Who is to authenticate, and how, if anybody.
    pub auth: Option<Auth>,
    /// How to authenticate where that is asked for by hand, and nobody was named.
    pub later_auth: Auth,
    /// How somebody speaks himself after the last EHLO, if anybody does.
    pub by_hand: Option<ByHand>,
    /// The mail transaction, if any.
    pub mail: Option<Mail>,
    /// By what way, and as whom, the servers are met.
    pub ways: Ways,
    /// What is said with EHLO.
    pub client_name: ClientName,
    /// How long each step may take.
    pub timeouts: Timeouts,
    /// How long everything may take.
    pub deadline: Duration,
    /// What is offered in the handshake.
    pub offer: Offer,
    /// Connect a second time, to resume the TLS session.
    pub resume: bool,
    /// Where the handshake fails, ask the server why, on a few connections more.
    pub explain: bool,
    /// What the user should know before anything is done.
    pub warnings: Vec<String>,
    /// The option that decides about the server name, where one was given.
    pub server_name_option: Option<&'static str>,
    /// Less is offered than smtls would of itself.
    pub limited_offer: bool,
    /// Where trust anchors come from.
    pub roots: Vec<RootSource>,
    /// The user asked for no trust anchors.
    pub wants_no_roots: bool,
    /// The revocation lists that certificates are held against.
    pub revocation_lists: Vec<RevocationList>,
    /// The pins of which the server's certificate must fit one.
    pub pins: Vec<Pin>,
    /// TLSA records that count instead of those in DNS.
    pub tlsa: Vec<Tlsa>,
    /// The policy domain, where the user names one.
    pub domain: Option<DomainName>,
    /// An MTA-STS policy that is judged instead of the policy host's.
    pub policy: Option<GivenPolicy>,
    /// The name that certificates must be for.
    pub verify_name: Option<ServerName<'static>>,
    /// When the run begins, in seconds since 1970.
    pub started: i64,
    /// The moment of judgement, in seconds since 1970.
    pub judged: i64,
    /// How strict to be.
    pub level: Level,
    /// The forms of the output.
    pub outputs: Vec<Output>,
    /// What is expected of the targets.
    pub expectations: Vec<Expectation>,
    /// By what days of validity monitoring warns.
    pub thresholds: Thresholds,
    /// When to use colour.
    pub color: ColorChoice,
    /// The report holds the certificates as PEM.
    pub show_certs: bool,
    /// Where to save the certificates as sent.
    pub save_chain: Option<PathBuf>,
    /// How much is said of each extension.
    pub detail: Detail,
}

impl Probe {
    /// The resolver that is to be asked.
    pub fn new_resolver(&self) -> Resolver {
        Resolver::new(self.resolver.clone(), self.dnssec, self.anchors.clone())
    }

    /// The policy domain of a target: what the user says, else the domain whose MX records lead to the hosts (RFC 8461 §3.4). A
    /// submission server has none of its own: its clients know its name (RFC 8314 §5.3).
    pub fn policy_domain(&self, target: &Target) -> Option<DomainName> {
        match (&self.domain, &target.destination) {
            (Some(domain), _) => Some(domain.clone()),
            (None, Destination::Domain(name)) if !target.submission && !target.implicit_tls => {
                Some(name.clone())
            }
            _ => None,
        }
    }
}

impl ProbeArgs {
    /// What can be expected is to be listed, and nothing else is to be done.
    pub fn lists(&self) -> bool {
        self.expect.list_checks
    }

    /// Refuses to write where something is read from.
    fn spare(&self, option: &str, file: &Path) -> Result<(), UsageError> {
        let same = |other: &PathBuf| match (file.canonicalize(), other.canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => file == other,
        };
        let read = [
            self.tls.files(),
            self.trust.files(),
            self.dns.files(),
            self.promises.files(),
            self.auth.files(),
            self.mail.files(),
            self.proxy.files(),
        ];
        let mut read = read.concat().into_iter();
        match read.find(same) {
            Some(other) => Err(UsageError::new(
                format!("{option} would overwrite {}", other.display()),
                "name a file that no other option names",
            )),
            None => Ok(()),
        }
    }

    /// What was meant, at a given now (seconds since 1970).
    ///
    /// # Errors
    /// Where a target or a combination of options cannot be understood, or a file cannot be used.
    pub fn meant(&self, now: i64) -> Result<Probe, UsageError> {
        let by_hand = self.by_hand.meant(false)?;
        self.meant_so(now, by_hand)
    }

    /// The same for a session by hand.
    ///
    /// # Errors
    /// The same.
    pub fn meant_by_hand(&self, now: i64) -> Result<Probe, UsageError> {
        let by_hand = self.by_hand.meant(true)?;
        self.meant_so(now, by_hand)
    }

    /// Refuses what there is no place for where somebody speaks himself.
    fn fits_by_hand(&self, targets: &[Target]) -> Result<(), UsageError> {
        if let Some(option) = self.mail.given() {
            return Err(UsageError::new(
                format!(
                    "{option} has no place in a shell: what is sent there is typed, or given with /send"
                ),
                "type MAIL, RCPT and DATA there; /send FILE sends a message",
            ));
        }
        let ends = self.stop.stop() != Stop::WhenReady;
        let expects = !self.expect.all().is_empty();
        let strays = [
            (
                targets.len() > 1,
                "there are several targets",
                "name the one that you want to speak with",
            ),
            (
                self.reach.all,
                "--all has no place in a shell",
                "name the host that you want to speak with",
            ),
            (
                expects,
                "--require has no place in a shell",
                "use smtls probe --require; in a shell /expect makes a script a test",
            ),
            (
                ends,
                "--quit-after and --drop-after have no place in a shell",
                "end it with /quit or /drop; --start-after says where it begins",
            ),
            (
                self.auth.reads_stdin() || self.proxy.reads_stdin(),
                "standard input is what is typed, and cannot give a secret",
                "take the secret from a file, an environment variable or another descriptor",
            ),
        ];
        match strays.into_iter().find(|(is_so, ..)| *is_so) {
            Some((_, sentence, hint)) => Err(UsageError::new(sentence, hint)),
            None => Ok(()),
        }
    }

    fn meant_so(&self, now: i64, by_hand: Option<ByHand>) -> Result<Probe, UsageError> {
        let targets = self.reach.targets(&self.targets)?;
        let outputs = self.output.outputs()?;
        let expectations = self.expect.of(AskedOf::Probe)?;
        let needs = expect::needs(&expectations);
        one_document(&outputs, targets.len())?;
        let is_implicit = targets.iter().any(|target| target.implicit_tls);
        let stop = match &by_hand {
            Some(_) => {
                self.fits_by_hand(&targets)?;
                self.by_hand.stop(is_implicit, self.trust.level())?
            }
            None => self.stop.stop(),
        };
        if stop == Stop::DropAfter(DropPoint::StartTlsReply)
            && targets.iter().any(|target| target.implicit_tls)
        {
            return Err(UsageError::new(
                "there is no reply to STARTTLS where TLS stands from the first octet",
                "use --drop-after starttls, or a target on a port that begins in the clear",
            ));
        }
        if targets.iter().any(|target| target.implicit_tls) {
            self.session.fits_implicit_tls()?;
        }
        if let Some(file) = &self.output.save_chain {
            self.spare("--save-chain", file)?;
        }
        for file in outputs.iter().filter_map(|output| output.file.as_ref()) {
            self.spare("--format", file)?;
            if self.output.save_chain.as_ref() == Some(file) {
                return Err(UsageError::new(
                    format!("--save-chain and --format both name {}", file.display()),
                    "name a file of its own for each",
                ));
            }
        }
        if self.mail.reads_stdin() && self.auth.reads_stdin() {
            return Err(UsageError::new(
                "standard input cannot be both the message and the password",
                "take the message from a file, or the password from another descriptor",
            ));
        }
        let ways = Ways {
            xclient: self.xclient.xclient()?,
            ..self.proxy.ways()?
        };
        if ways.xclient.is_none() && stop.is_at(Stage::Xclient) {
            return Err(UsageError::new(
                "there is no stage xclient in a session that does not speak for another client",
                "add --xclient, such as --xclient ADDR=192.0.2.1",
            ));
        }
        let auth = match &by_hand {
            Some(_) => self
                .auth
                .meant_by_hand(&targets, self.tls.has_certificate())?,
            None => self.auth.meant(&targets, self.tls.has_certificate())?,
        };
        if auth.is_none() && stop.is_at(Stage::Auth) {
            return Err(UsageError::new(
                "there is no stage auth in a session that does not authenticate",
                "add --auth, and --auth-user with the user to authenticate",
            ));
        }
        let client_name = self.reach.client_name();
        let mail = self.mail.meant(&Circumstances {
            targets: &targets,
            stop,
            user: self.auth.user(),
            client_name: &client_name,
            all: self.reach.all,
            now,
        })?;
        self.session.fits_transaction(mail.is_some())?;
        let probe = Probe {
            targets,
            all: self.reach.all,
            resolver: self.dns.resolver(),
            dnssec: self.dns.mode(),
            anchors: self.dns.anchors()?,
            route: RouteSettings {
                even_if_insecure: self.promises.force_tlsa,
                ..self.reach.route()
            },
            stop,
            trials: self.session.trials(),
            auth,
            later_auth: self.auth.later(),
            mail,
            ways,
            client_name,
            timeouts: self.reach.timeouts(),
            deadline: self.reach.deadline(by_hand.is_some()),
            by_hand,
            offer: self.tls.offer()?,
            resume: self.tls.resume || needs.resume,
            explain: !self.tls.no_explain,
            warnings: self.tls.warnings(),
            server_name_option: self.tls.server_name_option(),
            limited_offer: self.tls.is_limited(),
            roots: self.trust.sources(),
            wants_no_roots: self.trust.wants_no_roots(),
            revocation_lists: self.trust.revocation_lists()?,
            pins: self.trust.pins().to_vec(),
            tlsa: self.promises.tlsa.clone(),
            domain: self.promises.domain.clone(),
            policy: self.promises.policy()?,
            verify_name: self.trust.verify_name.clone(),
            started: now,
            judged: self.trust.moment(now),
            level: self.trust.level(),
            outputs,
            thresholds: self.output.thresholds()?,
            expectations,
            color: self.output.color(),
            show_certs: self.output.show_certs,
            save_chain: self.output.save_chain.clone(),
            detail: self.output.detail(),
        };
        answerable(&probe.expectations, &probe).map_err(|(_, error)| error)?;
        Ok(probe)
    }
}

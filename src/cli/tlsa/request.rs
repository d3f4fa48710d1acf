//! What `smtls tlsa` is to do, once it was understood.

use crate::cli::format::Output;
use crate::dane::Combination;
use crate::dns::{DnssecAnchors, DnssecMode, DomainName, Resolver, ResolverChoice};
use crate::probe::{ClientName, Timeouts, Ways};
use crate::route::RouteSettings;
use crate::target::Target;
use std::path::PathBuf;
use std::time::Duration;

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

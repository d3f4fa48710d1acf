//! The servers that `tests/dnssec/run` started, and what smtls finds through them.

use smtls::dns::{DnssecAnchors, DnssecMode, DnssecStatus, DomainName, NoAnswer, Resolver};
use smtls::dns::{DnssecReach, ResolverChoice, Trail};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What a question came to, without its records.
#[derive(Debug)]
pub struct Found {
    pub outcome: Result<usize, NoAnswer>,
    pub trail: Trail,
    pub reach: DnssecReach,
}

impl Found {
    pub fn verdict(&self) -> DnssecStatus {
        self.trail.security()
    }
}

/// The folder with the servers' ports and the root's keys.
pub fn folder() -> PathBuf {
    std::env::var_os("SMTLS_DNSSEC")
        .expect("tests/dnssec/run sets SMTLS_DNSSEC")
        .into()
}

/// The ports by the names of the services.
pub fn services() -> HashMap<String, u16> {
    let text = std::fs::read_to_string(folder().join("services")).unwrap();
    let pairs = text.lines().map(|line| line.split_once(' ').unwrap());
    pairs
        .map(|(name, port)| (name.to_owned(), port.parse().unwrap()))
        .collect()
}

/// The root's trust anchor out of one of the files.
pub fn anchors(file: &str) -> DnssecAnchors {
    let text = std::fs::read_to_string(folder().join(file)).unwrap();
    DnssecAnchors::read(&text).unwrap()
}

/// Where a service is.
pub fn address(service: &str) -> SocketAddr {
    ([127, 0, 0, 1], services()[service]).into()
}

/// A resolver at a service.
pub fn resolver(service: &str, mode: DnssecMode) -> Resolver {
    let choice = ResolverChoice::At(address(service));
    Resolver::new(choice, mode, anchors("root.key"))
}

/// Runs to the end in a runtime as the program has it.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// Asks one question.
pub async fn ask(resolver: &Resolver, name: &str, record_type: &str) -> Found {
    let host = || DomainName::parse(name).unwrap();
    let bare = name.trim_end_matches('.');
    macro_rules! found {
        ($lookup:expr) => {{
            let lookup = $lookup.await;
            Found {
                outcome: lookup.outcome.map(|records| records.len()),
                trail: lookup.trail,
                reach: resolver.reach(),
            }
        }};
    }
    match record_type {
        "MX" => found!(resolver.mx(&host())),
        "A" => found!(resolver.ipv4(&host())),
        "AAAA" => found!(resolver.ipv6(&host())),
        "TLSA" => found!(resolver.tlsa(bare)),
        "TXT" => found!(resolver.txt(bare)),
        other => panic!("{other}?"),
    }
}

/// Asks one question of a service as if nothing was asked before.
pub fn fresh(service: &str, mode: DnssecMode, name: &str, record_type: &str) -> Found {
    wait(ask(&resolver(service, mode), name, record_type))
}

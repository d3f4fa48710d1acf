//! The protocol versions, one by one.

use super::catalogue;
use super::inquiry::Inquiry;
use super::said::Said;
use super::suites::Suites;
use super::words;
use crate::audit::{AcceptedSuite, Ask, Known, Support, VersionFacts};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2};

/// TLS 1.2.
pub(super) async fn tls_1_2<A: Ask>(inquiry: &Inquiry<'_, A>) -> Vec<VersionFacts> {
    vec![Suites::new(inquiry, TLS_1_2).list().await]
}

/// TLS 1.1 down to SSL 3.0.
pub(super) async fn older<A: Ask>(inquiry: &Inquiry<'_, A>) -> Vec<VersionFacts> {
    let mut found: Vec<VersionFacts> = Vec::new();
    for version in [TLS_1_1, TLS_1_0, SSL_3_0] {
        let facts = match found.last().and_then(|above| refused_below(inquiry, above)) {
            Some(support) => without_suites(version, Known::Known(support)),
            None => Suites::new(inquiry, version).list().await,
        };
        found.push(facts);
    }
    found
}

/// SSL 2.0, whose answer lists all kinds at once.
pub(super) async fn ssl_2_0<A: Ask>(inquiry: &Inquiry<'_, A>) -> Vec<VersionFacts> {
    let kinds = catalogue::kinds();
    let heard = match inquiry.ask_ssl2(kinds.clone()).await {
        Ok(heard) => heard,
        Err(why) => return vec![without_suites(SSL_2_0, Known::NotTested(why))],
    };
    let evidence = heard.evidence;
    let (support, accepted) = match heard.said {
        Said::Ssl2(hello) if hello.version == SSL_2_0 => {
            (Known::Known(Support::Yes(evidence)), hello.kinds)
        }
        Said::Refused(how, _) => (Known::Known(Support::No { how, evidence }), Vec::new()),
        said => (Known::NotTested(said.unclear()), Vec::new()),
    };
    let mut facts = without_suites(SSL_2_0, support);
    if facts.support.known().is_some() {
        let is_refused = |kind: &u32| !accepted.contains(kind);
        facts.refused = kinds.into_iter().filter(is_refused).collect();
    }
    let accepted = accepted.into_iter().map(|suite| AcceptedSuite {
        suite,
        group: None,
        evidence,
    });
    facts.suites = accepted.collect();
    vec![facts]
}

/// A version in which no suite is known.
pub(super) fn without_suites(version: u16, support: Known<Support>) -> VersionFacts {
    VersionFacts {
        version,
        incomplete: support.not_tested().cloned(),
        support,
        suites: Vec::new(),
        refused: Vec::new(),
        order: Known::default(),
    }
}

/// Up to TLS 1.2 a hello offers everything below its version too. A server that speaks a newer version, and answers that this one is
/// too old (RFC 5246 appendix E.1), has said no to all below.
fn refused_below<A: Ask>(inquiry: &Inquiry<'_, A>, above: &VersionFacts) -> Option<Support> {
    let Some(Support::No { how, evidence }) = above.support.known() else {
        return None;
    };
    let is_too_old =
        how.starts_with(&words::alert(super::suites::PROTOCOL_VERSION)) || how.contains(BELOW);
    let exchanges = inquiry.exchanges();
    let speaks_newer = exchanges.iter().any(|exchange| {
        let choice = exchange.choice();
        choice.is_some_and(|(_, flight)| flight.version > above.version)
    });
    (is_too_old && speaks_newer).then(|| Support::No {
        how: match how.contains(BELOW) {
            true => how.clone(),
            false => format!("{how}, to {}{BELOW}", words::version(above.version)),
        },
        evidence: *evidence,
    })
}

/// How a refusal says that it holds for older versions as well.
const BELOW: &str = " and everything below";

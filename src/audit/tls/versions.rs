//! The protocol versions, one by one.

use super::catalogue;
use super::inquiry::Inquiry;
use super::said::{Heard, Said};
use super::suites::Suites;
use super::words;
use crate::audit::{AcceptedSuite, Ask, Known, Support, VersionFacts};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2};

/// TLS 1.2.
pub(super) async fn tls_1_2<A: Ask>(inquiry: &Inquiry<'_, A>) -> Vec<VersionFacts> {
    let facts = Suites::new(inquiry, TLS_1_2).list().await;
    inquiry.repeat_what_is_due().await;
    vec![facts]
}

/// TLS 1.1 down to SSL 3.0, each by itself: that one of them is refused as such says nothing of those below, which a server may have.
pub(super) async fn older<A: Ask>(inquiry: &Inquiry<'_, A>) -> Vec<VersionFacts> {
    let mut found: Vec<VersionFacts> = Vec::new();
    for version in [TLS_1_1, TLS_1_0, SSL_3_0] {
        let suites = Suites::new(inquiry, version);
        let suites = match found.last() {
            Some(above) => suites.below(above),
            None => suites,
        };
        found.push(suites.list().await);
        inquiry.repeat_what_is_due().await;
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

/// Whether a version is spoken, by the answer to a hello of it.
pub(super) fn supported(version: u16, heard: Heard) -> Known<Support> {
    let evidence = heard.evidence;
    match heard.said {
        Said::Chose(flight) if flight.version == version => Known::Known(Support::Yes(evidence)),
        Said::Chose(flight) => {
            let how = format!("chose {} instead", words::version(flight.version));
            Known::Known(Support::No { how, evidence })
        }
        Said::Refused(how, _) => Known::Known(Support::No { how, evidence }),
        said => Known::NotTested(said.unclear()),
    }
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

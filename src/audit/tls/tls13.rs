//! TLS 1.3: without a key share the server answers with a HelloRetryRequest that names a suite and a group, and no key is ever made.

use super::exchange::{Meant, first_of_each};
use super::inquiry::Inquiry;
use super::lockstep::{self, List};
use super::said::Said;
use super::versions::without_suites;
use crate::audit::{
    AcceptedSuite, Ask, EvidenceId, GroupsFor, Known, NotTested, Support, VersionFacts,
};
use crate::tls::names::TLS_1_3;

/// The suites that nearly every server has.
const USUAL_SUITES: [u16; 3] = [0x1301, 0x1302, 0x1303];

/// The suites and groups of TLS 1.3.
pub(super) async fn list<A: Ask>(inquiry: &Inquiry<'_, A>) -> (VersionFacts, Option<GroupsFor>) {
    let evidence = match support(inquiry).await {
        Ok(Support::Yes(evidence)) => evidence,
        other => return (without_suites(TLS_1_3, other.into()), None),
    };
    let asked: Vec<u16> = inquiry.portions(TLS_1_3).concat();
    let mut suites = List::new(asked, suites_met(inquiry)).usual(&USUAL_SUITES);
    let groups = inquiry.groups_met(TLS_1_3);
    let mut groups = List::new(inquiry.groups_asked(TLS_1_3), groups).removing();
    let hello = |suites, groups, _| {
        let mut hello = inquiry.hello(TLS_1_3, suites);
        hello.groups = groups;
        hello
    };
    let lists = [&mut suites, &mut groups];
    lockstep::exhaust(inquiry, Meant::ForSuites, lists, hello, |flight| {
        [Some(flight.suite), flight.group]
    })
    .await;
    let met = inquiry.first_at(TLS_1_3);
    let accepted = suites.known.iter().map(|(suite, evidence)| AcceptedSuite {
        suite: u32::from(*suite),
        group: met.as_ref().and_then(|(flight, _)| flight.group),
        evidence: *evidence,
    });
    let version = VersionFacts {
        version: TLS_1_3,
        support: Known::Known(Support::Yes(evidence)),
        suites: accepted.collect(),
        refused: suites.refused.into_iter().map(u32::from).collect(),
        incomplete: suites.incomplete,
        order: Known::default(),
    };
    let groups = GroupsFor {
        version: TLS_1_3,
        accepted: groups.known,
        refused: groups.refused,
        incomplete: groups.incomplete.or(inquiry.cramped_by()),
        order: Known::default(),
    };
    (version, Some(groups))
}

async fn support<A: Ask>(inquiry: &Inquiry<'_, A>) -> Result<Support, NotTested> {
    if let Some((_, evidence)) = inquiry.first_at(TLS_1_3) {
        return Ok(Support::Yes(evidence));
    }
    let hello = inquiry.hello(TLS_1_3, inquiry.portions(TLS_1_3).concat());
    let heard = inquiry.ask_version(hello).await?;
    let evidence = heard.evidence;
    match heard.said {
        Said::Chose(flight) if flight.version == TLS_1_3 => Ok(Support::Yes(evidence)),
        Said::Refused(how, _) => Ok(Support::No { how, evidence }),
        said => Err(said.unclear()),
    }
}

fn suites_met<A: Ask>(inquiry: &Inquiry<'_, A>) -> Vec<(u16, EvidenceId)> {
    let flights = inquiry.all_at(TLS_1_3).into_iter();
    first_of_each(flights.map(|(flight, evidence)| (flight.suite, evidence)))
}

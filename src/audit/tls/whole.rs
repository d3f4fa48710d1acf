//! What any answer showed belongs into its list: also what came when the list was thought to be complete.

use super::confirm::GREASE;
use super::exchange::Exchange;
use super::inquiry::Inquiry;
use crate::audit::{
    AcceptedSuite, Ask, Contradiction, EvidenceId, GroupsFor, Known, NotTested, SchemesFor,
    Support, VersionFacts,
};
use crate::tls::names::{TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

const LATE: &str = "the server took what it had refused before";

impl<A: Ask> Inquiry<'_, A> {
    /// Adds what was chosen and stands in no list yet. Where it was refused before, the list is not complete, for one of several
    /// servers may have refused it.
    pub(super) fn make_whole(
        &self,
        versions: &mut [VersionFacts],
        groups: &mut [GroupsFor],
        schemes: &mut [SchemesFor],
    ) {
        let name = self.server_name.borrow().clone();
        let exchanges = self.exchanges();
        for exchange in exchanges.iter() {
            // Behind another name there may be another server.
            let Some((_, flight)) = exchange.choice().filter(|it| it.0.server_name == name) else {
                continue;
            };
            let evidence = exchange.heard.evidence;
            let is_newer = flight.version >= TLS_1_3;
            let mut facts = versions
                .iter_mut()
                .filter(|it| it.version == flight.version);
            if let Some(facts) = facts.next().filter(|_| !GREASE.contains(&flight.suite)) {
                let suite = flight.suite;
                if add_suite(facts, suite, flight.group, evidence) {
                    let refused = refusal(&exchanges, |hello| {
                        hello.max_version == flight.version && hello.suites.contains(&suite)
                    });
                    self.contradicted(flight.version, evidence, refused);
                }
            }
            let mut lists = groups.iter_mut();
            let list = lists.find(|it| (it.version >= TLS_1_3) == is_newer);
            if let (Some(list), Some(group)) =
                (list, flight.group.filter(|it| !GREASE.contains(it)))
            {
                let all = (&mut list.accepted, &mut list.refused, &mut list.incomplete);
                if add(all, group, evidence) {
                    let refused = refusal(&exchanges, |hello| {
                        (hello.max_version >= TLS_1_3) == is_newer && hello.groups.contains(&group)
                    });
                    self.contradicted(flight.version, evidence, refused);
                }
            }
            let scheme = flight.key_exchange.as_ref().and_then(|it| it.scheme);
            let list = schemes.iter_mut().find(|it| it.version == TLS_1_2);
            if let (Some(list), Some(scheme)) = (list, scheme) {
                let all = (&mut list.accepted, &mut list.refused, &mut list.incomplete);
                if add(all, scheme, evidence) {
                    let refused = refusal(&exchanges, |hello| {
                        hello.max_version == TLS_1_2 && hello.schemes.contains(&scheme)
                    });
                    self.contradicted(flight.version, evidence, refused);
                }
            }
        }
    }

    fn contradicted(&self, version: u16, accepted: EvidenceId, refused: Option<EvidenceId>) {
        if let Some(refused) = refused {
            self.trust.contradict(Contradiction {
                version,
                as_a_version: false,
                accepted,
                refused,
            });
        }
    }
}

/// The last refusal of such a hello.
fn refusal(exchanges: &[Exchange], is_such: impl Fn(&ClientHello) -> bool) -> Option<EvidenceId> {
    exchanges.iter().rev().find_map(|exchange| {
        let (hello, _) = exchange.refusal()?;
        is_such(hello).then_some(exchange.heard.evidence)
    })
}

/// Says whether the suite was refused before.
fn add_suite(
    facts: &mut VersionFacts,
    suite: u16,
    group: Option<u16>,
    evidence: EvidenceId,
) -> bool {
    let suite = u32::from(suite);
    let was_refused =
        facts.refused.contains(&suite) || matches!(facts.support, Known::Known(Support::No { .. }));
    if !matches!(facts.support, Known::Known(Support::Yes(_))) {
        facts.support = Known::Known(Support::Yes(evidence));
    }
    if !facts.suites.iter().any(|it| it.suite == suite) {
        facts.suites.push(AcceptedSuite {
            suite,
            group,
            evidence,
        });
    }
    facts.refused.retain(|it| *it != suite);
    if was_refused {
        facts.incomplete.get_or_insert_with(late);
    }
    was_refused
}

/// Says whether this was refused before.
fn add(
    (accepted, refused, incomplete): (
        &mut Vec<(u16, EvidenceId)>,
        &mut Vec<u16>,
        &mut Option<NotTested>,
    ),
    one: u16,
    evidence: EvidenceId,
) -> bool {
    if !accepted.iter().any(|(it, _)| *it == one) {
        accepted.push((one, evidence));
    }
    let was_refused = refused.contains(&one);
    refused.retain(|it| *it != one);
    if was_refused {
        incomplete.get_or_insert_with(late);
    }
    was_refused
}

fn late() -> NotTested {
    NotTested::Unclear(LATE.to_owned())
}

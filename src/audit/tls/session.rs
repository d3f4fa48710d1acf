//! What an ordinary session negotiated: a fact that no refusal of a hello made by hand can outweigh.

use super::suites::PROTOCOL_VERSION;
use super::versions::without_suites;
use super::words;
use crate::audit::{
    AcceptedSuite, Contradiction, EvidenceId, GroupsFor, Known, Negotiated, NotTested, Support,
    TlsFacts, VersionFacts,
};
use crate::tls::names::TLS_1_3;

const REFUSED: &str = "the server refused what it took in an ordinary session";

/// Puts down what an ordinary session negotiated as accepted, where no hello has shown it. Where one was refused for it, the server
/// did not get on with the hello: what was refused in that version is open then. `proof` is asked for only where something is new.
pub fn take_in(facts: &mut TlsFacts, met: &Negotiated, proof: impl FnOnce() -> EvidenceId) {
    let suite = u32::from(met.suite);
    let is_met = |facts: &VersionFacts| {
        facts.version == met.version && facts.suites.iter().any(|it| it.suite == suite)
    };
    let has_group = |group: u16| {
        let mut groups = of_groups(facts, met);
        groups.any(|groups| groups.accepted.iter().any(|(it, _)| *it == group))
    };
    if facts.versions.iter().any(is_met) && met.group.is_none_or(has_group) {
        return;
    }
    let evidence = proof();
    if let Some((as_a_version, refused)) = refusal(facts, met) {
        facts.contradictions.push(Contradiction {
            version: met.version,
            as_a_version,
            accepted: evidence,
            refused,
        });
    }
    let why = add_suite(facts, met, evidence);
    // That the server does not speak TLS 1.3 was the reason why its sign was not looked for.
    let sign = &mut facts.features.downgrade_sentinel;
    if met.version >= TLS_1_3 && matches!(sign, Known::NotTested(NotTested::NotApplicable(_))) {
        *sign = Known::NotTested(contradicted());
    }
    if let Some(group) = met.group {
        add_group(facts, met, group, evidence, why);
    }
}

fn of_groups<'a>(facts: &'a TlsFacts, met: &Negotiated) -> impl Iterator<Item = &'a GroupsFor> {
    let is_newer = met.version >= TLS_1_3;
    let groups = facts.groups.iter();
    groups.filter(move |it| (it.version >= TLS_1_3) == is_newer)
}

fn contradicted() -> NotTested {
    NotTested::Unclear(REFUSED.to_owned())
}

/// Says why the version is not known as a whole, where it is not.
fn add_suite(facts: &mut TlsFacts, met: &Negotiated, evidence: EvidenceId) -> Option<NotTested> {
    let place = facts
        .versions
        .iter()
        .position(|it| it.version <= met.version);
    let place = place.unwrap_or(facts.versions.len());
    let is_there = |it: &VersionFacts| it.version == met.version;
    if !facts.versions.get(place).is_some_and(is_there) {
        let version = without_suites(met.version, Known::default());
        facts.versions.insert(place, version);
    }
    let version = facts.versions.get_mut(place)?;
    let suite = u32::from(met.suite);
    let was_refused = matches!(version.support, Known::Known(Support::No { .. }))
        || version.refused.contains(&suite);
    if was_refused {
        version.refused.clear();
        version.incomplete = Some(contradicted());
        version.order = Known::NotTested(contradicted());
    }
    if !matches!(version.support, Known::Known(Support::Yes(_))) {
        version.support = Known::Known(Support::Yes(evidence));
    }
    if !version.suites.iter().any(|it| it.suite == suite) {
        version.suites.push(AcceptedSuite {
            suite,
            group: met.group,
            evidence,
        });
    }
    version.incomplete.clone()
}

/// The refusal of a version that a session has stood in, and whether it was refused as such.
fn refusal(facts: &TlsFacts, met: &Negotiated) -> Option<(bool, EvidenceId)> {
    let mut versions = facts.versions.iter();
    let version = versions.find(|it| it.version == met.version)?;
    match &version.support {
        Known::Known(Support::No { how, evidence }) => {
            let is_as_such = *how == words::alert(PROTOCOL_VERSION);
            Some((is_as_such, *evidence))
        }
        _ => None,
    }
}

fn add_group(
    facts: &mut TlsFacts,
    met: &Negotiated,
    group: u16,
    evidence: EvidenceId,
    why: Option<NotTested>,
) {
    let is_newer = met.version >= TLS_1_3;
    let mut groups = facts.groups.iter_mut();
    match groups.find(|it| (it.version >= TLS_1_3) == is_newer) {
        Some(groups) => {
            if groups.refused.contains(&group) {
                groups.refused.clear();
                groups.incomplete = Some(contradicted());
            }
            if !groups.accepted.iter().any(|(it, _)| *it == group) {
                groups.accepted.push((group, evidence));
            }
        }
        None => {
            let why = why.unwrap_or_else(contradicted);
            let place = if is_newer { 0 } else { facts.groups.len() };
            let groups = GroupsFor {
                version: met.version,
                accepted: vec![(group, evidence)],
                refused: Vec::new(),
                incomplete: Some(why.clone()),
                order: Known::NotTested(why),
            };
            facts.groups.insert(place, groups);
        }
    }
}

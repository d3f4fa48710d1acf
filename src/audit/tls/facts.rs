//! Everything together, with what follows from all answers at once.

use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::opening::Opened;
use super::quick::Quick;
use super::scope::Scope;
use super::versions::without_suites;
use crate::audit::{
    AcceptedSuite, Ask, Features, GroupsFor, Known, NotTested, SchemesFor, Support, TlsFacts,
    VersionFacts,
};
use crate::tls::names::{SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};

/// What is asked once the versions and their suites are known.
#[derive(Default)]
pub(super) struct Rest {
    /// The groups, TLS 1.3 first.
    pub groups: Vec<GroupsFor>,
    /// The schemes, TLS 1.3 first.
    pub schemes: Vec<SchemesFor>,
    /// The features that take a question of their own.
    pub features: Features,
}

/// The facts of a listing.
pub(super) fn facts<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    scope: &Scope,
    mut versions: Vec<VersionFacts>,
    mut rest: Rest,
    opened: Opened,
) -> TlsFacts {
    inquiry.make_whole(&mut versions, &mut rest.groups, &mut rest.schemes);
    for facts in &mut versions {
        inquiry.put_in_order(facts);
    }
    for groups in &mut rest.groups {
        let codes: Vec<u16> = groups.accepted.iter().map(|(group, _)| *group).collect();
        let ruling = inquiry.group_order(groups.version, &codes);
        let cut_off = groups.incomplete.clone().filter(|_| codes.len() <= 1);
        groups.order = match cut_off {
            Some(why) => Known::NotTested(why),
            None => inquiry.ruled(codes.len(), &ruling),
        };
    }
    let asked = Features {
        refuses_right_name: opened.refuses_name,
        ..rest.features
    };
    TlsFacts {
        features: all_features(inquiry, &versions, asked),
        versions,
        groups: rest.groups,
        dh: inquiry.fields(),
        schemes: rest.schemes,
        certificates: inquiry.certificates(scope.server_name.as_deref()),
        contradictions: inquiry.trust.contradictions().clone(),
    }
}

/// The facts of a quick inquiry: what was chosen, and what was refused as a whole class.
pub(super) fn quick_facts<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    scope: &Scope,
    quick: Quick,
) -> TlsFacts {
    let why = inquiry.stopped().unwrap_or(NotTested::Quick);
    let mut versions: Vec<VersionFacts> = Vec::new();
    for version in [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0, SSL_3_0] {
        let support = quick.supports.iter().find(|(known, _)| *known == version);
        let support = support.map_or(Known::NotTested(why.clone()), |(_, it)| it.clone());
        versions.push(seen_of(inquiry, version, support, &why));
    }
    versions.extend(quick.ssl_2_0);
    let spoken = versions.iter().filter(|facts| !facts.suites.is_empty());
    let older = spoken
        .map(|facts| facts.version)
        .find(|version| *version <= TLS_1_2);
    let mut groups: Vec<GroupsFor> = [Some(TLS_1_3), older]
        .into_iter()
        .flatten()
        .filter_map(|version| {
            let accepted = inquiry.groups_met(version);
            let refused = match version {
                TLS_1_3 => quick.refused_groups.clone(),
                _ => quick.refused_curves.clone(),
            };
            let is_spoken = version < TLS_1_3 || !(accepted.is_empty() && refused.is_empty());
            is_spoken.then_some(GroupsFor {
                version,
                accepted,
                refused,
                incomplete: Some(why.clone()),
                order: Known::NotTested(why.clone()),
            })
        })
        .collect();
    let schemes = SchemesFor {
        version: TLS_1_2,
        accepted: inquiry.schemes_met(),
        refused: quick.refused_schemes,
        incomplete: Some(why.clone()),
    };
    let mut schemes = Vec::from_iter((older == Some(TLS_1_2)).then_some(schemes));
    inquiry.make_whole(&mut versions, &mut groups, &mut schemes);
    let asked = Features {
        refuses_right_name: quick.opened.refuses_name,
        needs_name: quick.needs_name,
        fallback_scsv: Known::NotTested(why.clone()),
        tolerance: Known::NotTested(why.clone()),
        refuses_wrong_name: quick.refuses_wrong_name,
        ..Features::default()
    };
    TlsFacts {
        features: all_features(inquiry, &versions, asked),
        versions,
        groups,
        dh: inquiry.fields(),
        schemes,
        certificates: inquiry.certificates(scope.server_name.as_deref()),
        contradictions: inquiry.trust.contradictions().clone(),
    }
}

/// Where it is not known whether a version below TLS 1.3 is spoken, the groups and schemes of these are not known either.
pub(super) fn leave_open(facts: &mut TlsFacts) {
    let versions = facts.versions.iter();
    let mut open = versions.filter_map(|it| {
        let is_older = (SSL_3_0..TLS_1_3).contains(&it.version);
        let why = it.support.not_tested().filter(|_| is_older)?;
        Some((it.version, why.clone()))
    });
    let Some((highest, why)) = open.next() else {
        return;
    };
    if facts.groups.iter().all(|it| it.version >= TLS_1_3) {
        facts.groups.push(GroupsFor {
            version: highest,
            accepted: Vec::new(),
            refused: Vec::new(),
            incomplete: Some(why.clone()),
            order: Known::NotTested(why.clone()),
        });
    }
    if highest == TLS_1_2 && facts.schemes.iter().all(|it| it.version >= TLS_1_3) {
        facts.schemes.push(SchemesFor {
            version: TLS_1_2,
            accepted: Vec::new(),
            refused: Vec::new(),
            incomplete: Some(why),
        });
    }
}

/// What was seen of a version.
fn seen_of<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
    support: Known<Support>,
    why: &NotTested,
) -> VersionFacts {
    let mut facts = without_suites(version, support);
    let is_spoken = matches!(facts.support, Known::Known(Support::Yes(_)));
    for exchange in inquiry.exchanges().iter().filter(|_| is_spoken) {
        if let Some((_, flight)) = exchange.choice() {
            let suite = u32::from(flight.suite);
            let is_new = !facts.suites.iter().any(|known| known.suite == suite);
            if flight.version == version && is_new {
                facts.suites.push(AcceptedSuite {
                    suite,
                    group: flight.group,
                    evidence: exchange.heard.evidence,
                });
            }
        }
    }
    // What was refused together with a suite that is accepted was refused for something else.
    let is_accepted = |suite: u16| facts.suites.iter().any(|it| it.suite == u32::from(suite));
    for exchange in inquiry.exchanges().iter().filter(|_| is_spoken) {
        if let Some((hello, _)) = exchange.refusal()
            && exchange.meant == Meant::ForSuites
            && hello.max_version == version
            && inquiry.bears(hello)
            && !hello.suites.iter().any(|it| is_accepted(*it))
        {
            let refused = hello.suites.iter().copied().map(u32::from);
            facts.refused.extend(refused);
        }
    }
    facts.refused.sort_unstable();
    facts.refused.dedup();
    facts.order = Known::NotTested(match facts.support {
        Known::Known(Support::No { .. }) => NotTested::NotApplicable("nothing is accepted"),
        _ => why.clone(),
    });
    if is_spoken {
        facts.incomplete = Some(why.clone());
    }
    facts
}

/// The features that were asked for, and those that showed by the way.
fn all_features<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    versions: &[VersionFacts],
    asked: Features,
) -> Features {
    let shown = inquiry.features(versions);
    if !shown.chose_unoffered.is_empty() {
        return shown;
    }
    Features {
        fallback_scsv: asked.fallback_scsv,
        tolerance: asked.tolerance,
        refuses_wrong_name: asked.refuses_wrong_name,
        needs_name: asked.needs_name,
        refuses_right_name: asked.refuses_right_name,
        ..shown
    }
}

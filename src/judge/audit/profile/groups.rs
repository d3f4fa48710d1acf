//! The groups of a server against a profile.

use super::super::dh::is_anonymous_only;
use super::super::met::why_left;
use super::super::primes::origin;
use super::super::suite::{Suite, Trait};
use super::super::words::versions;
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::{EvidenceId, NotTested, TlsFacts, VersionFacts};
use crate::tls::names::{self, Authentication, Cipher, GROUPS, GroupKind, GroupName, TLS_1_3};

/// What nobody asked.
const NOBODY: NotTested = NotTested::NoMeans("not asked in this run");

/// A line for each named group that is taken, and one for each MUST that no group breaks or that could not be tested.
pub(super) fn named(rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let topic = Topic::TlsCurves;
    let deciding = |number: u16| rules.iter().find(|rule| rule.fits_group(number));
    let mut taken: Vec<(u16, Vec<u16>, EvidenceId)> = Vec::new();
    for facts in &tls.groups {
        for (group, evidence) in &facts.accepted {
            match taken.iter_mut().find(|(known, ..)| known == group) {
                Some((_, versions, _)) => versions.push(facts.version),
                None => taken.push((*group, vec![facts.version], *evidence)),
            }
        }
    }
    let mut lines = Vec::new();
    for (group, at, evidence) in &taken {
        if let Some(rule) = deciding(*group) {
            let what = format!("{} at {}", group_name(*group), versions(at.iter().copied()));
            let graded = Graded::As(rule.grade);
            lines.push(ProfileLine::by(topic, rule, what, graded, [*evidence]));
        }
    }
    for rule in rules.iter().filter(|rule| rule.must) {
        let decides =
            |number: u16| deciding(number).is_some_and(|first| std::ptr::eq(*first, *rule));
        if taken.iter().any(|(group, ..)| decides(*group)) {
            continue;
        }
        let open = open(tls, |version| version == TLS_1_3, decides)
            .or_else(|| open(tls, |version| version < TLS_1_3, decides));
        let what = match rule.having.as_slice() {
            [] => "groups other than those named".to_owned(),
            [quality, ..] => quality.words().to_owned(),
        };
        lines.push(ProfileLine::on_must(topic, rule, &what, open));
    }
    lines
}

/// Why it is not known whether a group of these is taken in TLS 1.3, or else in the versions before it.
fn open(
    tls: &TlsFacts,
    is_of: impl Fn(u16) -> bool,
    decides: impl Fn(u16) -> bool,
) -> Option<NotTested> {
    let mut listed = tls.groups.iter().filter(|facts| is_of(facts.version));
    // Where no suite asks for a group, there was nothing to list; whether that is so, the suites tell.
    let listed = listed.find(|it| !matches!(it.incomplete, Some(NotTested::NotApplicable(_))));
    let versions = tls.versions.iter().filter(|facts| is_of(facts.version));
    if let Some(groups) = listed {
        let mut newer = versions.filter(|facts| facts.version > groups.version);
        let newer = newer.find_map(|facts| facts.support.not_tested());
        let mut usable = asked_at(groups.version);
        let is_left = usable.any(|group| {
            let number = group.code_point;
            let known = groups.refused.contains(&number)
                || groups.accepted.iter().any(|(taken, _)| *taken == number);
            !known && decides(number)
        });
        let why = groups.incomplete.as_ref().filter(|_| is_left);
        return newer.or(why).cloned();
    }
    let newest = versions.clone().map(|facts| facts.version).max();
    let Some(newest) = newest else {
        return Some(NOBODY);
    };
    let mut usable = asked_at(newest);
    if !usable.any(|group| decides(group.code_point)) {
        return None;
    }
    let mut versions = versions;
    versions.find_map(|facts| {
        let has_group = |suite: &Suite| facts.version == TLS_1_3 || suite.is(Trait::Ecdhe);
        let mut suites = facts.suites.iter();
        match suites.any(|it| has_group(&Suite::of(facts.version, it.suite))) {
            true => Some(NOBODY),
            false => why_left(facts, &has_group).cloned(),
        }
    })
}

/// The groups that are a matter of their names in a version: below TLS 1.3 finite fields are judged by the groups of DHE that were met.
fn asked_at(version: u16) -> impl Iterator<Item = &'static GroupName> {
    GROUPS.iter().filter(move |it| {
        it.usable_at(version) && (version >= TLS_1_3 || it.kind != GroupKind::FiniteField)
    })
}

/// A line for each group of DHE.
pub(super) fn ffdhe(rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let topic = Topic::Ffdhe;
    let mut lines = Vec::new();
    for group in &tls.dh {
        let (bits, origin) = (group.parameters.bits(), origin(&group.parameters));
        let anonymous = is_anonymous_only(group);
        let rule = rules
            .iter()
            .find(|rule| rule.fits_dh(bits, origin, anonymous));
        if let Some(rule) = rule {
            let whose = origin.name().unwrap_or("a group of the server's own");
            let met = if anonymous {
                ", with anonymous suites only"
            } else {
                ""
            };
            let what = format!("DHE with {bits} bits, {whose}{met}");
            let graded = Graded::As(rule.grade);
            lines.push(ProfileLine::by(topic, rule, what, graded, [group.evidence]));
        }
    }
    let is_dhe = |version: u16, number: u32| Suite::of(version, number).is(Trait::Dhe);
    let mut versions = tls.versions.iter();
    let taken = versions.any(|facts| {
        facts
            .suites
            .iter()
            .any(|it| is_dhe(facts.version, it.suite))
    });
    let must = rules.iter().find(|rule| rule.must);
    if let (true, Some(rule)) = (tls.dh.is_empty(), must) {
        let mut versions = tls.versions.iter().filter(|facts| facts.version < TLS_1_3);
        let why = match taken {
            true => Some(NotTested::NoMeans(
                "DHE is taken, but its group was not seen",
            )),
            false => versions.find_map(dhe_left),
        };
        let line = |why| ProfileLine::untested(topic, rule, "the group of DHE", &why);
        lines.extend(why.map(line));
    }
    lines
}

/// Why suites with DHE cannot be excluded in a version, where they cannot.
fn dhe_left(facts: &VersionFacts) -> Option<NotTested> {
    let is_dhe = |suite: &Suite| suite.is(Trait::Dhe);
    let why = why_left(facts, &is_dhe)?;
    // A quick inquiry asks for the common ones of them at once.
    let is_common = |suite: &Suite| {
        is_dhe(suite)
            && matches!(suite, Suite::Tls(it) if it.authentication == Authentication::Rsa
                && it.encryption.cipher == Cipher::Aes && !it.is_export())
    };
    let is_open = *why != NotTested::Quick || why_left(facts, &is_common).is_some();
    is_open.then(|| why.clone())
}

/// The name of a group.
fn group_name(number: u16) -> String {
    match names::group(number) {
        Some(known) => known.name.to_owned(),
        None => format!("group 0x{number:04x}"),
    }
}

//! The groups of a server and the digests of its signatures against a profile.

use super::super::dh::is_anonymous_only;
use super::super::primes::origin;
use super::super::schemes::hash;
use super::super::suite::{Suite, Trait};
use super::super::words::{version_name, versions};
use super::grade::Grade;
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::{EvidenceId, NotTested, TlsFacts};
use crate::tls::names::{self, GROUPS, SIGNATURE_SCHEMES, TLS_1_2, TLS_1_3};

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
        let open = tls.groups.iter().find_map(|facts| {
            let why = facts.incomplete.as_ref()?;
            let mut usable = GROUPS.iter().filter(|group| group.usable_at(facts.version));
            let left = usable.any(|group| {
                let number = group.code_point;
                let known = facts.refused.contains(&number)
                    || facts.accepted.iter().any(|(taken, _)| *taken == number);
                !known && decides(number)
            });
            left.then(|| why.clone())
        });
        let open = open.or_else(|| (tls.groups.is_empty() && has_groups(tls)).then_some(NOBODY));
        let what = match rule.having.as_slice() {
            [] => "groups other than those named".to_owned(),
            [quality, ..] => quality.words().to_owned(),
        };
        lines.push(match open {
            Some(why) => ProfileLine::untested(topic, rule, what, &why),
            None => {
                let what = format!("no {what}");
                ProfileLine::by(topic, rule, what, Graded::As(Grade::Good), None)
            }
        });
    }
    lines
}

/// Whether any suite was met that goes with a named group.
fn has_groups(tls: &TlsFacts) -> bool {
    let mut versions = tls.versions.iter();
    versions.any(|facts| {
        let mut suites = facts.suites.iter();
        facts.version == TLS_1_3 && !facts.suites.is_empty()
            || suites.any(|it| Suite::of(facts.version, it.suite).is(Trait::Ecdhe))
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
    if let (true, Some(rule)) = (taken && tls.dh.is_empty(), must) {
        let why = NotTested::NoMeans("DHE is taken, but its group was not seen");
        lines.push(ProfileLine::untested(topic, rule, "the group of DHE", &why));
    }
    lines
}

/// A line for each digest that the key exchange is signed with, and one for each MUST that none breaks or that could not be tested.
pub(super) fn hashes(rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let topic = Topic::KeyExchangeHash;
    let deciding = |hash: &str| rules.iter().find(|rule| rule.fits_words(&[hash]));
    let mut lines = Vec::new();
    let mut met: Vec<&str> = Vec::new();
    for facts in &tls.schemes {
        for (scheme, evidence) in &facts.accepted {
            let Some(hash) = hash(*scheme) else { continue };
            let Some(rule) = deciding(hash) else { continue };
            met.push(hash);
            let name = names::signature_scheme(*scheme).map_or("unknown", |known| known.name);
            let what = format!("{name} ({hash}) at {}", version_name(facts.version));
            let graded = Graded::As(rule.grade);
            lines.push(ProfileLine::by(topic, rule, what, graded, [*evidence]));
        }
    }
    for rule in rules.iter().filter(|rule| rule.must) {
        let decides = |hash: &str| deciding(hash).is_some_and(|first| std::ptr::eq(*first, *rule));
        if met.iter().any(|hash| decides(hash)) {
            continue;
        }
        let open = tls.schemes.iter().find_map(|facts| {
            let why = facts.incomplete.as_ref()?;
            let mut schemes = SIGNATURE_SCHEMES.iter().map(|scheme| scheme.code_point);
            let left = schemes.any(|scheme| {
                let known = facts.refused.contains(&scheme)
                    || facts.accepted.iter().any(|(taken, _)| *taken == scheme);
                // TLS 1.3 has no signatures of SHA-1 or MD5 over the handshake (RFC 9846 §4.3.3).
                facts.version == TLS_1_2 && !known && hash(scheme).is_some_and(decides)
            });
            left.then(|| why.clone())
        });
        let tls12 = tls.versions.iter().find(|facts| facts.version == TLS_1_2);
        let signs = tls12.is_some_and(|facts| {
            let mut suites = facts
                .suites
                .iter()
                .map(|it| Suite::of(facts.version, it.suite));
            suites.any(|it| (it.is(Trait::Ecdhe) || it.is(Trait::Dhe)) && !it.is(Trait::Anonymous))
        });
        let has_tls12 = tls.schemes.iter().any(|facts| facts.version == TLS_1_2);
        let open = open.or_else(|| (signs && !has_tls12).then_some(NOBODY));
        let what = match &rule.words {
            Some(words) => format!(
                "signatures over the key exchange with {}",
                words.join(" or ")
            ),
            None => "other signatures over the key exchange".to_owned(),
        };
        lines.push(match open {
            Some(why) => ProfileLine::untested(topic, rule, what, &why),
            None => {
                let what = format!("no {what}");
                ProfileLine::by(topic, rule, what, Graded::As(Grade::Good), None)
            }
        });
    }
    lines
}

/// The name of a group.
fn group_name(number: u16) -> String {
    match names::group(number) {
        Some(known) => known.name.to_owned(),
        None => format!("group 0x{number:04x}"),
    }
}

//! The cipher suites of a server against a profile.

use super::super::met::of_version;
use super::super::suite::Suite;
use super::super::words::versions;
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::{EvidenceId, Known, NotTested, Support, TlsFacts, VersionFacts};
use crate::tls::names::TLS_1_3;

const TOPIC: Topic = Topic::Ciphersuites;

/// A suite that is taken, and the rule that decides on it.
struct Taken<'a> {
    suite: Suite,
    rule: &'a Rule,
    versions: Vec<u16>,
    evidence: EvidenceId,
    /// Why the rule may not be the one, where that is not sure.
    open: Option<NotTested>,
}

/// A line for each suite that is taken, and one for each MUST that no suite breaks or that could not be tested.
pub(super) fn lines(rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let mut taken: Vec<Taken<'_>> = Vec::new();
    for facts in &tls.versions {
        for accepted in &facts.suites {
            let suite = Suite::of(facts.version, accepted.suite);
            let decided = deciding(rules, tls, facts.version, accepted.suite, suite);
            let Some((rule, open)) = decided else {
                continue;
            };
            let same = taken
                .iter_mut()
                .find(|it| it.suite == suite && std::ptr::eq(it.rule, rule));
            match same {
                Some(known) => known.versions.push(facts.version),
                None => taken.push(Taken {
                    suite,
                    rule,
                    versions: vec![facts.version],
                    evidence: accepted.evidence,
                    open,
                }),
            }
        }
    }
    let mut lines: Vec<ProfileLine> = taken.iter().map(line).collect();
    for rule in rules.iter().filter(|rule| rule.must) {
        if taken.iter().all(|it| !std::ptr::eq(it.rule, *rule)) {
            let what = described(rule);
            let open = open(rules, rule, tls);
            lines.push(ProfileLine::on_must(TOPIC, rule, &what, open));
        }
    }
    lines
}

fn line(taken: &Taken<'_>) -> ProfileLine {
    let what = format!(
        "{} at {}",
        taken.suite.name(),
        versions(taken.versions.iter().copied())
    );
    match &taken.open {
        Some(why) => ProfileLine::untested(TOPIC, taken.rule, what, why),
        None => {
            let graded = Graded::As(taken.rule.grade);
            ProfileLine::by(TOPIC, taken.rule, what, graded, [taken.evidence])
        }
    }
}

/// The rule that decides on a suite, and why that is not sure where it is not.
fn deciding<'a>(
    rules: &[&'a Rule],
    tls: &TlsFacts,
    version: u16,
    number: u32,
    suite: Suite,
) -> Option<(&'a Rule, Option<NotTested>)> {
    let fits = |rule: &&&Rule| rule.fits_suite(version, number, suite);
    for rule in rules.iter().filter(fits) {
        match &tls.features.encrypt_then_mac {
            _ if !rule.unless_encrypt_then_mac => return Some((rule, None)),
            Known::Known((true, _)) => {}
            Known::Known((false, _)) => return Some((rule, None)),
            Known::NotTested(why) => return Some((rule, Some(why.clone()))),
        }
    }
    None
}

/// Why it cannot be said that no suite falls under a rule, where it cannot.
fn open(rules: &[&Rule], rule: &Rule, tls: &TlsFacts) -> Option<NotTested> {
    if tls.versions.is_empty() {
        return Some(NotTested::NoMeans("not asked in this run"));
    }
    tls.versions.iter().find_map(|facts| {
        let why = match (&facts.support, &facts.incomplete) {
            (Known::NotTested(why), _) => why,
            (Known::Known(Support::Yes(_)), Some(why)) => why,
            (Known::Known(_), _) => return None,
        };
        let mut left = of_version(facts.version).filter(|(number, _)| is_left(facts, *number));
        left.any(|(number, suite)| {
            let decided = deciding(rules, tls, facts.version, number, suite);
            decided.is_some_and(|(first, _)| std::ptr::eq(first, rule))
        })
        .then(|| why.clone())
    })
}

/// Whether nothing is known of a suite.
fn is_left(facts: &VersionFacts, number: u32) -> bool {
    !facts.refused.contains(&number) && facts.suites.iter().all(|it| it.suite != number)
}

/// What a rule is about, in words.
fn described(rule: &Rule) -> String {
    let at = match &rule.versions {
        Some(of) if of.as_slice() == [TLS_1_3] => " of TLS 1.3".to_owned(),
        Some(of) => format!(" at {}", versions(of.iter().copied())),
        None => String::new(),
    };
    let having: Vec<&str> = rule.having.iter().map(|quality| quality.words()).collect();
    match (having.is_empty(), &rule.numbers) {
        (false, _) => format!("{}{at}", having.join(" that are also ")),
        (true, Some(numbers)) => match numbers.as_slice() {
            [only] => format!("{}{at}", Suite::of(TLS_1_3, u32::from(*only)).name()),
            several => format!("suite of {} named ones{at}", several.len()),
        },
        (true, None) => format!("suites other than those named{at}"),
    }
}

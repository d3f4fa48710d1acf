//! Holding a server against a profile.

use super::super::subject::Subject;
use super::grade::Grade;
use super::load::Profile;
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine, ProfileVerdict};
use super::{certificates, features, groups, hashes, suites, versions};
use crate::audit::{EvidenceId, NotTested};

impl Profile {
    /// How a server stands by this profile.
    pub fn judge(&self, subject: Subject<'_>) -> ProfileVerdict {
        let lines = Topic::ALL.into_iter().flat_map(|topic| {
            let rules = self.rules_on(topic, subject.service);
            match rules.is_empty() {
                true => Vec::new(),
                false => lines(topic, &rules, subject),
            }
        });
        ProfileVerdict {
            name: self.name.clone(),
            title: self.title.clone(),
            lines: lines.collect(),
        }
    }
}

/// The rules without those that can never decide, because an earlier one asks for the same: where a profile extends another, its
/// rules go before.
pub(super) fn effective<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<&'a Rule> {
    let mut effective: Vec<&Rule> = Vec::new();
    for rule in rules {
        if effective.iter().all(|earlier| !earlier.asks_the_same(rule)) {
            effective.push(rule);
        }
    }
    effective
}

fn lines(topic: Topic, rules: &[&Rule], subject: Subject<'_>) -> Vec<ProfileLine> {
    match topic {
        Topic::TlsVersions => versions::lines(rules, subject.tls),
        Topic::Ciphersuites => suites::lines(rules, subject.tls),
        Topic::TlsCurves => groups::named(rules, subject.tls),
        Topic::Ffdhe => groups::ffdhe(rules, subject.tls),
        Topic::KeyExchangeHash => hashes::lines(rules, subject.tls),
        Topic::CertificateTypes
        | Topic::RsaKeySize
        | Topic::CertificateCurves
        | Topic::CertificateSignatures
        | Topic::ChainSignatures
        | Topic::MaximumCertificateLifespan => certificates::lines(topic, rules, subject.tls),
        _ => features::lines(topic, rules, subject),
    }
}

impl ProfileLine {
    /// A line by the rule that decides it.
    pub(super) fn by(
        topic: Topic,
        rule: &Rule,
        what: impl Into<String>,
        graded: Graded,
        evidence: impl IntoIterator<Item = EvidenceId>,
    ) -> Self {
        Self {
            topic,
            what: what.into(),
            graded,
            clause: rule.clause.clone(),
            is_must: rule.must,
            evidence: evidence.into_iter().collect(),
        }
    }

    /// A line on what could not be tested.
    pub(super) fn untested(
        topic: Topic,
        rule: &Rule,
        what: impl Into<String>,
        why: &NotTested,
    ) -> Self {
        Self::by(topic, rule, what, Graded::NotTested(why.clone()), None)
    }

    /// The line on a MUST that nothing seen breaks: kept, unless something was left open.
    pub(super) fn on_must(topic: Topic, rule: &Rule, what: &str, open: Option<NotTested>) -> Self {
        match open {
            Some(why) => Self::untested(topic, rule, what, &why),
            None => Self::by(
                topic,
                rule,
                format!("no {what}"),
                Graded::As(Grade::Good),
                None,
            ),
        }
    }

    /// A line on what a profile does not name that lists what is good, so that nobody takes it for kept.
    pub(super) fn not_named(
        topic: Topic,
        rules: &[&Rule],
        what: impl Into<String>,
    ) -> Option<Self> {
        let listing = rules.iter().find(|rule| !rule.is_bad())?;
        let why = "the profile does not name it";
        Some(Self::not_applicable(topic, listing, what, why))
    }

    /// A line on what the server cannot break nor keep; a MUST is none here.
    pub(super) fn not_applicable(
        topic: Topic,
        rule: &Rule,
        what: impl Into<String>,
        why: &'static str,
    ) -> Self {
        Self {
            is_must: false,
            ..Self::untested(topic, rule, what, &NotTested::NotApplicable(why))
        }
    }
}

//! Published records against what a server shows, record by record and credential by credential.

use super::super::finding::{Finding, RecordFinding};
use super::credential::Credential;
use crate::dane::{Combination, Tlsa};
use crate::dns::DomainName;

/// What the published records come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What each record is to each credential: first the records, then the credentials.
    pub records: Vec<CheckedRecord>,
    /// Whether each credential is covered, in their order.
    pub coverage: Vec<Coverage>,
    /// Combinations in use of which no record matches one of the credentials: senders that know only such records refuse it (RFC
    /// 7671 §8).
    pub gaps: Vec<(Combination, usize)>,
}

/// One published record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRecord {
    /// The record.
    pub record: Tlsa,
    /// What it is to each credential, in their order.
    pub findings: Vec<RecordFinding>,
}

/// Whether a sender that knows DANE accepts a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Some record matches it, for every sender.
    Covered,
    /// A record with SHA2-512(2) matches it, and of those that are left to senders without that digest none does.
    InPart,
    /// None does.
    Not,
    /// That cannot be said; why.
    Unknown(String),
}

/// Holds records against credentials, at a moment in seconds since 1970.
pub fn check(
    records: &[Tlsa],
    credentials: &[Credential],
    names: &[DomainName],
    now: i64,
) -> Checked {
    let found: Vec<Vec<RecordFinding>> = credentials
        .iter()
        .map(|credential| credential.held_against(records, names, now))
        .collect();
    let of_record = |index: usize| {
        let findings = found.iter().filter_map(|findings| findings.get(index));
        findings.cloned().collect()
    };
    let checked = records.iter().enumerate();
    Checked {
        records: checked
            .map(|(index, record)| CheckedRecord {
                record: record.clone(),
                findings: of_record(index),
            })
            .collect(),
        coverage: credentials
            .iter()
            .map(|credential| coverage(credential, records, names, now))
            .collect(),
        gaps: credentials
            .iter()
            .enumerate()
            .flat_map(|(of, one)| {
                let gaps = gaps(records, one, names, now);
                gaps.into_iter().map(move |gap| (gap, of))
            })
            .collect(),
    }
}

impl CheckedRecord {
    /// The credentials that it matches, by their places in the list.
    pub fn matched(&self) -> impl Iterator<Item = usize> + '_ {
        let findings = self.findings.iter().enumerate();
        findings
            .filter(|(_, found)| found.matched().is_some())
            .map(|(of, _)| of)
    }

    /// What there is to say of it: of the credential that it matches, else of the first to which it is something at all.
    pub fn words(&self) -> String {
        let matched = self.findings.iter().find(|found| found.matched().is_some());
        let something = || {
            let mut findings = self.findings.iter();
            findings.find(|found| found.finding != Finding::Nothing)
        };
        let told = matched.or_else(something).or(self.findings.first());
        told.map_or_else(|| self.record.shortened(), ToString::to_string)
    }

    /// Whether it matches none of the credentials, as far as that can be said.
    pub fn is_of_nothing_here(&self) -> bool {
        let nothing = |found: &RecordFinding| found.finding == Finding::Nothing;
        self.findings.iter().all(nothing)
    }
}

/// Whether every sender accepts a credential: RFC 7671 §2 has them know SHA2-256(1), and only that.
pub(super) fn coverage(
    credential: &Credential,
    records: &[Tlsa],
    names: &[DomainName],
    now: i64,
) -> Coverage {
    const SHA2_512: u8 = 2;
    let whole = by_findings(&credential.held_against(records, names, now));
    let known = records.iter().filter(|it| it.matching_type != SHA2_512);
    let known: Vec<Tlsa> = known.cloned().collect();
    // Who can use none of them does not authenticate (RFC 7672 §2.2).
    let is_used = known.iter().any(|record| record.unusable().is_none());
    if whole != Coverage::Covered || !is_used {
        return whole;
    }
    match by_findings(&credential.held_against(&known, names, now)) {
        Coverage::Not => Coverage::InPart,
        _ => Coverage::Covered,
    }
}

fn by_findings(findings: &[RecordFinding]) -> Coverage {
    if findings.iter().any(|found| found.matched().is_some()) {
        return Coverage::Covered;
    }
    let unknown = findings.iter().find_map(|found| match &found.finding {
        Finding::CannotTell(_) => Some(Coverage::Unknown(found.to_string())),
        _ => None,
    });
    unknown.unwrap_or(Coverage::Not)
}

/// RFC 7671 §8: each combination in the RRset must have a record that matches, whatever stronger digests stand beside it: some senders
/// know that combination alone.
fn gaps(
    records: &[Tlsa],
    credential: &Credential,
    names: &[DomainName],
    now: i64,
) -> Vec<Combination> {
    let mut gaps = Vec::new();
    let usable: Vec<&Tlsa> = records
        .iter()
        .filter(|record| record.unusable().is_none())
        .collect();
    for record in &usable {
        let combination = Combination::of(record);
        let mut fitting = usable
            .iter()
            .filter(|other| Combination::of(other) == combination);
        let is_met = |other: &Tlsa| {
            let finding = credential.alone_against(other, names, now);
            matches!(finding, Finding::Matched(_) | Finding::CannotTell(_))
        };
        if !gaps.contains(&combination) && !fitting.any(|other| is_met(other)) {
            gaps.push(combination);
        }
    }
    gaps
}

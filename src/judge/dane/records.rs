//! Each record as a verdict of its own, and what the records that match mean together.

use super::authentication::is_by_end_entity;
use super::finding::{Finding, How, RecordFinding};
use super::input::DaneInput;
use super::name::{Named, named};
use crate::certificate::Certificate;
use crate::dane::Tlsa;
use crate::judge::check::Check;
use crate::judge::pkix;
use crate::judge::verdict::{Status, Verdict};

/// Of how many records each is judged; no honest zone has as many.
const MOST_JUDGED: usize = 100;

/// The records that are judged.
pub(super) fn considered(records: &[Tlsa]) -> &[Tlsa] {
    records.get(..MOST_JUDGED).unwrap_or(records)
}

/// One verdict for each record. Where none authenticates the server, the verdict before them says what fails.
pub(super) fn verdicts(
    findings: &[RecordFinding],
    holds: bool,
    input: &DaneInput<'_>,
) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    // One record alone is told by the verdict before.
    if holds || findings.len() > 1 {
        verdicts.extend(each(findings, holds));
    }
    let omitted = input.judged_records().len().saturating_sub(findings.len());
    if omitted > 0 {
        let reason = format!("there are {omitted} more TLSA records than are looked at");
        let verdict = Verdict::new(Check::Dane, Status::Warn, reason);
        verdicts.push(verdict.with_fix("publish no more records than there are keys in use"));
    }
    verdicts
}

/// Those that match come first; what is there twice is told once.
pub(super) fn each(findings: &[RecordFinding], holds: bool) -> Vec<Verdict> {
    let matched = findings.iter().filter(|found| found.matched().is_some());
    let others = findings.iter().filter(|found| found.matched().is_none());
    let mut told: Vec<&RecordFinding> = Vec::new();
    for found in matched.chain(others) {
        if !told.contains(&found) {
            told.push(found);
        }
    }
    let told = told.into_iter();
    told.map(|found| verdict(found, holds, findings)).collect()
}

fn verdict(found: &RecordFinding, holds: bool, all: &[RecordFinding]) -> Verdict {
    let note = |reason: String| Verdict::new(Check::Dane, Status::Note, reason);
    match &found.finding {
        Finding::Matched(_) if holds => Verdict::new(Check::Dane, Status::Pass, found.to_string()),
        Finding::Matched(_) | Finding::Superseded => note(found.to_string()),
        Finding::Unusable(_) => {
            note(found.to_string()).with_fix("remove the record, or correct it")
        }
        _ if !holds => note(found.to_string()),
        Finding::Nothing if is_for_next_key(found, all) => note(format!(
            "{found}: it may be that of the next key, for a rollover, or of an old one"
        ))
        .with_fix("remove it if it is of an old key"),
        // RFC 7671 §8: of each combination of usage and selector some record should match.
        Finding::Nothing if found.record.usage == 2 => note(found.to_string())
            .with_fix("remove the record, or send the certificate of that CA"),
        Finding::CannotTell(_) => note(found.to_string()),
        _ => note(found.to_string()).with_fix("remove the record"),
    }
}

/// RFC 7671 §8.1, RFC 7672 §4: before a key is changed, the record of the next stands beside that of the current one.
fn is_for_next_key(found: &RecordFinding, all: &[RecordFinding]) -> bool {
    !found.record.is_of_nothing()
        && all
            .iter()
            .any(|other| other.matched().is_some() && other.record.has_fields_of(&found.record))
}

/// What is to be said where the server is authenticated.
pub(super) fn remarks(
    findings: &[RecordFinding],
    chain: &[Certificate],
    input: &DaneInput<'_>,
) -> Vec<Verdict> {
    let note = |reason: String| Verdict::new(Check::Dane, Status::Note, reason);
    let mut verdicts = Vec::new();
    verdicts.extend(scheme(findings).map(|reason| note(reason.to_owned())));
    if is_by_end_entity(findings) {
        verdicts.extend(ignored(chain, input).into_iter().map(note));
    }
    let mut anchors = findings
        .iter()
        .filter_map(|found| Some((found, found.matched()?)));
    let by_common_name = anchors.clone().any(|(_, how)| {
        matches!(
            how,
            How::Anchor { named, .. } | How::Key { named, .. }
                if matches!(named, Named::Matches { by_common_name: true, .. })
        )
    });
    if by_common_name {
        // RFC 7672 §3.2.3; RFC 9525 §2 knows no common name.
        let reason = "the name is in the certificate's common name only, which counts for nothing but DANE-TA";
        let verdict = Verdict::new(Check::Dane, Status::Warn, reason);
        verdicts.push(verdict.with_fix("get a certificate with the name in its subjectAltName"));
    }
    if let Some((found, _)) = anchors
        .clone()
        .find(|(_, how)| matches!(how, How::Key { .. } | How::Anchor { sent: false, .. }))
    {
        verdicts.push(unsent(found));
    }
    if let Some((found, How::Anchor { which, .. })) = anchors.find(|(found, how)| {
        found.record.selector == 1
            && matches!(how, How::Anchor { which, .. } if is_constrained(chain, which.position))
    }) {
        // RFC 7671 §5.2.1, RFC 7672 §3.1.2.
        verdicts.push(note(format!(
            "{which} has constraints that {} does not pin, because it speaks of the key alone; Cert(0) would",
            found.record.shortened()
        )));
    }
    verdicts
}

/// The CA's certificate was not sent, and only some senders can do without (RFC 7671 §5.2.2, §5.2.3).
fn unsent(found: &RecordFinding) -> Verdict {
    let reason = match found.record.selector {
        1 => format!(
            "the certificate of the CA with the key of {} was not sent: few senders can do without, and the server must send it",
            found.record.shortened()
        ),
        _ => format!(
            "the certificate of the CA was not sent; senders take it out of {}, as they must (RFC 7671, section 5.2.2)",
            found.record.shortened()
        ),
    };
    let status = match found.record.selector {
        1 => Status::Warn,
        _ => Status::Note,
    };
    Verdict::new(Check::Dane, status, reason)
        .with_fix("add the CA's certificate to the end of the server's certificate file")
}

fn is_constrained(chain: &[Certificate], position: usize) -> bool {
    let contents = chain.get(position).and_then(|it| it.contents.as_ref().ok());
    contents.is_some_and(|contents| contents.path_length.is_some() || contents.has_name_constraints)
}

/// The rollover schemes that are in use.
fn scheme(findings: &[RecordFinding]) -> Option<&'static str> {
    let by = |end_entity: bool| {
        findings.iter().any(|found| {
            found
                .matched()
                .is_some_and(|how| (*how == How::EndEntity) == end_entity)
        })
    };
    let next = findings
        .iter()
        .any(|found| found.finding == Finding::Nothing && is_for_next_key(found, findings));
    // That the CA issued this chain, and is another certificate than the server's, is what a DANE-TA match means.
    match (by(true) && by(false), next) {
        (true, _) => {
            Some("scheme: current key and issuing CA; either of the two may change by itself")
        }
        (false, true) => Some("scheme: current and next key, ready for a rollover"),
        (false, false) => None,
    }
}

/// RFC 7671 §5.1, RFC 7672 §3.1.1: what DANE-EE does not look at, and other ways of trust do.
fn ignored(chain: &[Certificate], input: &DaneInput<'_>) -> Vec<String> {
    let dates = pkix::validity_at(chain, &[0], input.now);
    let failed = dates
        .iter()
        .filter(|date| date.outcome() == pkix::Outcome::Fails);
    let mut ignored: Vec<String> = failed
        .map(|date| format!("DANE-EE(3) does not look at dates: {date}"))
        .collect();
    if let Named::Mismatch { reason, .. } = named(chain, &input.references) {
        ignored.push(format!("DANE-EE(3) does not look at names: {reason}"));
    }
    ignored
}

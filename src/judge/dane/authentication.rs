//! Usable records against what the server showed: is it authenticated, and what of each record?

use super::decisive::Decisive;
use super::finding::{Finding, How, RecordFinding};
use super::input::{DaneInput, Shown};
use super::judgement::{failing, not_tested};
use super::matching::matching;
use super::{fix, records};
use crate::certificate::Certificate;
use crate::dns::DomainName;
use crate::judge::check::{Check, ResultType};
use crate::judge::verdict::{Status, Verdict};
use crate::tls::HandshakeSignature;

/// The reason code of a sending server that found no record to match.
const NO_MATCH: &str = "dane-no-match";

/// What was decided.
pub(super) struct Authentication {
    /// The server is authenticated by what it showed in this session.
    pub holds: bool,
    /// And by what it showed in every other handshake, as far as there were any.
    pub covers_all: bool,
    /// The record by which it is, in this session.
    pub decisive: Option<Decisive>,
    /// Nothing fails, and whether something of that holds could not be found out.
    pub is_unclear: bool,
    /// The verdicts.
    pub verdicts: Vec<Verdict>,
}

/// Judges every handshake on its own: a certificate that a sender may be shown and no record covers is a failure for that sender.
pub(super) fn judge(input: &DaneInput<'_>) -> Authentication {
    let mut all = Authentication {
        holds: false,
        covers_all: true,
        decisive: None,
        is_unclear: false,
        verdicts: Vec::new(),
    };
    let mut has_failed = false;
    for (index, shown) in input.shown.iter().enumerate() {
        let mut one = one(input, shown);
        if index == 0 {
            all.holds = one.holds;
            all.decisive = one.decisive.take();
        }
        // What was not seen is not tested, and no failure.
        let is_covered = one.holds || (index > 0 && shown.chain.is_err());
        all.covers_all &= is_covered;
        all.is_unclear |= !is_covered && one.is_unclear;
        has_failed |= !is_covered && !one.is_unclear;
        // With a single handshake there is nothing to set apart.
        if let (Some(label), [_, _, ..]) = (&shown.label, input.shown.as_slice()) {
            for verdict in &mut one.verdicts {
                verdict.reason = format!("{label}: {}", verdict.reason);
            }
        }
        // What fails comes first, and so decides.
        let first = one.verdicts.first();
        let fails = first.is_some_and(|it| matches!(it.status, Status::Warn | Status::Fail));
        match fails {
            false => all.verdicts.extend(one.verdicts),
            true => {
                let held = std::mem::replace(&mut all.verdicts, one.verdicts);
                all.verdicts.extend(held);
            }
        }
    }
    all.is_unclear &= !has_failed;
    all
}

fn one(input: &DaneInput<'_>, shown: &Shown<'_>) -> Authentication {
    let failed = |verdicts| Authentication {
        holds: false,
        covers_all: false,
        decisive: None,
        is_unclear: false,
        verdicts,
    };
    let chain = match &shown.chain {
        Ok(chain) => *chain,
        Err(why) => {
            let reason =
                format!("no certificate of this kind was held against the TLSA records: {why}");
            return failed(vec![Verdict::new(Check::Dane, Status::NotTested, reason)]);
        }
    };
    let Some(end_entity) = chain.first() else {
        let reason = "the server showed no certificate that the TLSA records could match";
        let verdict = failing(input, reason).with_result_type(ResultType::ValidationFailure);
        return failed(vec![
            verdict.with_fix("configure a certificate for the server"),
        ]);
    };
    let considered = records::considered(input.judged_records());
    let findings = matching(considered, chain, &input.references, input.now);
    let matched = findings.iter().any(|found| found.matched().is_some());
    let mut verdicts = match (matched, &shown.signature) {
        (false, _) => vec![mismatch(input, end_entity, &findings)],
        (true, Some(HandshakeSignature::Verified)) => Vec::new(),
        (true, Some(HandshakeSignature::Wrong)) => vec![
            failing(
                input,
                "a TLSA record matches, but the server signed with another key than its certificate's, and so is not its owner",
            )
            .with_result_type(ResultType::ValidationFailure)
            .with_fix("configure the key that belongs to the certificate; if that is so already, somebody is on the path"),
        ],
        (true, unchecked) => vec![not_tested(
            input,
            format!(
                "a TLSA record matches, but whether the server holds the certificate's key could not be checked{}",
                match unchecked {
                    Some(HandshakeSignature::NotChecked(why)) => format!(": {why}"),
                    _ => String::new(),
                }
            ),
        )],
    };
    let holds = verdicts.is_empty();
    let mut decisive = verdicts.iter();
    let is_unclear = decisive.any(|verdict| verdict.status == Status::NotTested);
    verdicts.extend(records::verdicts(&findings, holds, input));
    verdicts.extend(
        holds
            .then(|| records::remarks(&findings, chain, input))
            .into_iter()
            .flatten(),
    );
    Authentication {
        holds,
        covers_all: holds,
        decisive: holds.then(|| Decisive::of(&findings)).flatten(),
        is_unclear,
        verdicts,
    }
}

/// No record matches: what comes nearest to it says why.
fn mismatch(
    input: &DaneInput<'_>,
    end_entity: &Certificate,
    findings: &[RecordFinding],
) -> Verdict {
    let references: Vec<&str> = input.references.iter().map(DomainName::ascii).collect();
    // A sender that can judge what smtls cannot may be content with it, whatever the others come to.
    let unknown = findings
        .iter()
        .find(|found| matches!(found.finding, Finding::CannotTell(_)));
    if let Some(found) = unknown {
        return not_tested(input, found.to_string());
    }
    let omitted = input.judged_records().len().saturating_sub(findings.len());
    if omitted > 0 {
        let seen = findings.len();
        return not_tested(
            input,
            format!(
                "none of the first {seen} TLSA records authenticates the server, and {omitted} more were not looked at"
            ),
        );
    }
    let refused = findings.iter().find_map(|found| match &found.finding {
        Finding::Refused(refusals) => Some((found, refusals)),
        _ => None,
    });
    if let Some((found, refusals)) = refused
        && let Some(first) = refusals.first()
    {
        let verdict = failing(
            input,
            format!("no TLSA record authenticates the server: {found}"),
        )
        .with_result_type(first.result_type())
        .with_reason_code(NO_MATCH);
        return match first.fix(&references) {
            Some(fix) => verdict.with_fix(fix),
            None => verdict,
        };
    }
    let owner = input.owner();
    let (reason, fix) = reason_and_fix(input, end_entity, findings, &owner);
    failing(input, reason)
        .with_fix(fix)
        // The record is valid and the certificate is not the one: not tlsa-invalid, and Postfix reports the same.
        .with_result_type(ResultType::CertificateNotTrusted)
        .with_reason_code(NO_MATCH)
}

fn reason_and_fix(
    input: &DaneInput<'_>,
    end_entity: &Certificate,
    findings: &[RecordFinding],
    owner: &str,
) -> (String, String) {
    let counted = findings
        .iter()
        .filter(|found| !matches!(found.finding, Finding::Unusable(_) | Finding::Superseded));
    let counted: Vec<&RecordFinding> = counted.collect();
    let what = match counted.as_slice() {
        [one] => format!("the TLSA record {one}"),
        several => format!(
            "none of the {} TLSA records that count matches what was sent",
            several.len()
        ),
    };
    let others: Vec<&Certificate> = input
        .shown
        .iter()
        .filter_map(|shown| shown.chain.as_ref().ok()?.first())
        .filter(|other| !std::ptr::eq(*other, end_entity))
        .collect();
    let replace = || fix::replace(end_entity, owner, input.judged_records(), &others);
    let is = |wanted: &Finding| counted.iter().any(|found| found.finding == *wanted);
    let only_anchors = counted.iter().all(|found| found.record.usage == 2);
    let of_nothing = counted.iter().any(|found| found.record.is_of_nothing());
    let publish = fix::publish(end_entity, owner).unwrap_or_default();
    if of_nothing {
        let reason = format!(
            "{what}: a record has the digest of nothing at all, as a tool makes it of an empty file"
        );
        return (reason, replace());
    }
    if is(&Finding::EndEntityAsAnchor) {
        let reason = format!(
            "{what}; senders look for a CA above the server's certificate only (a record with the usage DANE-EE(3) is meant)"
        );
        return (reason, publish);
    }
    if is(&Finding::Nothing) && only_anchors {
        // RFC 7671 §5.2.2.
        let reason = format!(
            "{what}: for these records the server must send the certificate of the CA that they speak of, also where that is a root"
        );
        let fix = format!(
            "add the CA's certificate to the end of the server's certificate file, if it is the right CA; or {publish}"
        );
        return (reason, fix);
    }
    let superseded = findings
        .iter()
        .any(|found| found.finding == Finding::Superseded && found.record.matches(end_entity));
    if superseded {
        let reason = format!(
            "{what}; one with a weaker digest would, and does not count beside the stronger (RFC 7671, section 9)"
        );
        return (reason, replace());
    }
    (what, replace())
}

/// Whether a record matched the server's own certificate or key, so that neither dates nor names count.
pub(super) fn is_by_end_entity(findings: &[RecordFinding]) -> bool {
    findings
        .iter()
        .any(|found| found.matched() == Some(&How::EndEntity))
}

//! The text of a policy as verdicts (RFC 8461 §3.2).

use super::age;
use super::proposal::Proposal;
use super::terms::{Terms, note, warn};
use crate::judge::check::ResultType;
use crate::judge::pkix::date::span;
use crate::judge::verdict::Verdict;
use crate::mta_sts::{At, Mode, PatternFault, PatternRemark, Policy, PolicyFault, PolicyRemark};
use crate::quote;

/// Of how many faults it is told one by one.
const TOLD: usize = 5;

/// After how long a policy that is tried out might be put in force: 90 days.
const LONG_TEST: i64 = 90 * 86_400;

/// The keys that the standard knows.
const KEYS: [&str; 4] = ["version", "mode", "mx", "max_age"];

/// The verdicts on a policy's text; none where it is as it should be. `last_modified` is when it was last changed, in seconds
/// since 1970.
pub(super) fn verdicts(
    policy: &Policy,
    last_modified: Option<i64>,
    proposal: &Proposal,
    terms: &Terms<'_>,
) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = policy
        .faults
        .iter()
        .take(TOLD)
        .map(|fault| invalid(fault, proposal, terms))
        .collect();
    let more = policy.faults.len().saturating_sub(TOLD);
    if more > 0 {
        let reason = format!("{more} or more further faults make the policy invalid");
        let verdict = warn(reason).with_result_type(ResultType::StsPolicyInvalid);
        verdicts.push(verdict.with_fix(proposal.serve()));
    }
    verdicts.extend(policy.remarks.iter().filter_map(remark));
    if let (Some(mode), Some(max_age)) = (policy.mode, policy.max_age) {
        verdicts.extend(age::verdict(mode, max_age));
    }
    verdicts.extend(tested_for_long(policy, last_modified, terms.now));
    verdicts
}

fn invalid(fault: &At<PolicyFault>, proposal: &Proposal, terms: &Terms<'_>) -> Verdict {
    let place = place(fault.line);
    let reason = format!(
        "the policy is invalid, so that senders behave as if there was none: {place}{}",
        quote::text(&fault.what.to_string())
    );
    let fix = match &fault.what {
        PolicyFault::Mx(PatternFault::Unicode {
            ascii: Some(ascii), ..
        }) => format!("{place}write \"mx: {ascii}\""),
        PolicyFault::Mx(PatternFault::LeadingDot(given)) => {
            format!("{place}write \"mx: *{given}\"")
        }
        _ => proposal.serve(),
    };
    terms
        .fails(reason)
        .with_result_type(ResultType::StsPolicyInvalid)
        .with_fix(fix)
}

fn remark(remark: &At<PolicyRemark>) -> Option<Verdict> {
    let place = place(remark.line);
    let odd = |what: &str, fix: String| {
        let reason = format!(
            "{place}{what}, which the grammar of a policy does not allow; some senders refuse it for that"
        );
        Some(warn(reason).with_fix(fix))
    };
    match &remark.what {
        PolicyRemark::BlankLine => odd("a blank line", "remove blank lines".to_owned()),
        PolicyRemark::LeadingBlank => odd(
            "blanks before the key",
            "begin each line with its key".to_owned(),
        ),
        PolicyRemark::BlankBeforeColon => odd(
            "blanks before the colon",
            "let the colon follow the key at once".to_owned(),
        ),
        PolicyRemark::Mx(pattern, PatternRemark::FinalDot) => odd(
            &format!("mx: {pattern} ends with a dot"),
            format!("write mx: {pattern} without the dot at its end"),
        ),
        PolicyRemark::Mx(pattern, PatternRemark::Underscore) => odd(
            &format!("mx: {pattern} has an underscore"),
            "give the host a name of letters, digits and hyphens (RFC 5321, section 4.1.2)"
                .to_owned(),
        ),
        PolicyRemark::UnknownMalformed(key) => odd(
            &format!("the key {key} has no value"),
            format!("give {key} a value, or remove the line"),
        ),
        PolicyRemark::Repeated(key) => {
            let reason = format!("{place}{key} is there again; the first one counts");
            Some(warn(reason).with_fix(format!("leave only one line with {key}")))
        }
        PolicyRemark::Unknown(key) => Some(unknown(&place, key)),
        // Told with the age itself.
        PolicyRemark::MaxAgeAboveMaximum => None,
    }
}

/// Unknown keys are ignored (RFC 8461 §3.2); one that almost is a known one was probably meant for it.
fn unknown(place: &str, key: &str) -> Verdict {
    let lower = key.to_ascii_lowercase();
    let meant = KEYS
        .into_iter()
        .find(|known| strsim::damerau_levenshtein(&lower, known) <= 1);
    match meant {
        Some(known) => warn(format!(
            "{place}the key {key} is not known and is ignored; {known} may be meant"
        ))
        .with_fix(format!("write {known} instead of {key}")),
        None => note(format!("{place}the key {key} is not known and is ignored")),
    }
}

fn tested_for_long(policy: &Policy, last_modified: Option<i64>, now: i64) -> Option<Verdict> {
    let since = now.saturating_sub(last_modified?);
    (policy.mode == Some(Mode::Testing) && since > LONG_TEST).then(|| {
        note(format!(
            "the policy has been in mode testing for at least {}, by the Last-Modified of its host",
            span(since)
        ))
        .with_fix(
            "if the reports show no failures, set the mode to enforce and give the record a new id",
        )
    })
}

fn place(line: Option<usize>) -> String {
    line.map(|line| format!("line {line}: "))
        .unwrap_or_default()
}

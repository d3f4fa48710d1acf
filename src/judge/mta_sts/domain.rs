//! The MTA-STS of a domain as verdicts, and what it comes to for a sender.

use super::proposal::Proposal;
use super::state::{NoPolicy, StsState};
use super::table::MxTable;
use super::terms::{Terms, note, pass, warn};
use super::{edition, fetched, policy, records};
use crate::judge::check::ResultType;
use crate::judge::pkix::date::span;
use crate::judge::verdict::Verdict;
use crate::mta_sts::{Mode, MtaSts, Policy, PolicySource};
use crate::quote;

/// How many names a sentence lists.
const LISTED: usize = 5;

/// What was decided about the MTA-STS of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDomain {
    /// The verdicts.
    pub verdicts: Vec<Verdict>,
    /// What a sender goes by.
    pub state: StsState,
    /// DNS and policy side by side, where a policy was read.
    pub table: Option<MxTable>,
    /// The record and the policy as they should be.
    pub proposal: Proposal,
}

/// Judges what was found of MTA-STS at a domain.
pub fn domain(found: &MtaSts, terms: &Terms<'_>) -> OnDomain {
    let proposal = Proposal::new(found, terms.mx, terms.now);
    // RFC 8461 §5, §8.3: a policy of mode none is as no policy, whatever else there is to say of it.
    let is_off = found
        .policy()
        .is_some_and(|policy| policy.mode == Some(Mode::None));
    if is_off {
        return OnDomain {
            verdicts: vec![off(found)],
            state: StsState::Off,
            table: None,
            proposal,
        };
    }
    let (mut verdicts, mut state) = records::verdicts(found, &proposal, terms);
    if let PolicySource::File(name, _) = &found.source {
        verdicts.push(note(format!(
            "the policy was read from the file {} and not fetched",
            quote::text(name)
        )));
        // What is not published yet is judged as if it was.
        state = None;
    }
    let mut last_modified = None;
    if let Some(fetch) = found.fetch() {
        let (told, why) = fetched::verdicts(fetch, &found.domain, terms);
        verdicts.extend(told);
        state = state.or(why);
        last_modified = match &fetch.outcome {
            Ok(response) => response.last_modified,
            Err(_) => None,
        };
    }
    let Some(policy) = found.policy() else {
        return OnDomain {
            verdicts,
            state: state.unwrap_or(StsState::NoPolicy(NoPolicy::NotFetched)),
            table: None,
            proposal,
        };
    };
    verdicts.extend(policy::verdicts(policy, last_modified, &proposal, terms));
    if let Some(record) = found
        .records
        .as_ref()
        .ok()
        .and_then(|records| records.one())
    {
        verdicts.extend(edition::verdict(&record.id, last_modified));
    }
    let table = MxTable::new(policy, terms.mx);
    let state = state.unwrap_or_else(|| of(policy));
    if let Some((mode, _)) = state.policy() {
        verdicts.insert(0, in_force(found, policy, mode));
    }
    verdicts.extend(unlisted(&table, &state, terms));
    verdicts.extend(idle(&table));
    OnDomain {
        verdicts,
        state,
        table: Some(table),
        proposal,
    }
}

fn of(policy: &Policy) -> StsState {
    match (policy.is_valid(), policy.mode) {
        (true, Some(Mode::Enforce)) => StsState::Enforce(policy.clone()),
        (true, Some(Mode::Testing)) => StsState::Testing(policy.clone()),
        (true, Some(Mode::None)) => StsState::Off,
        _ => StsState::NoPolicy(NoPolicy::Invalid),
    }
}

fn off(found: &MtaSts) -> Verdict {
    note(format!(
        "the policy's mode is none: MTA-STS is switched off for {}; the record may go once the policy that was there before has run out of every cache (RFC 8461, section 8.3)",
        found.domain
    ))
}

fn in_force(found: &MtaSts, policy: &Policy, mode: Mode) -> Verdict {
    let age = i64::try_from(policy.max_age.unwrap_or_default()).unwrap_or(i64::MAX);
    let id = match &found.records {
        Ok(records) => records.one().map(|record| format!(", id {}", record.id)),
        Err(_) => None,
    };
    let patterns: Vec<String> = policy.mx.iter().map(|(_, it)| it.to_string()).collect();
    pass(format!(
        "{mode}{}; hosts: {}; kept for {}",
        id.unwrap_or_default(),
        list(patterns.iter().map(String::as_str)),
        span(age)
    ))
}

/// RFC 8461 §4.1, §5: hosts of DNS that the policy does not allow get no mail of senders that honour it.
fn unlisted(table: &MxTable, state: &StsState, terms: &Terms<'_>) -> Option<Verdict> {
    let (mode, _) = state.policy()?;
    table.unlisted().next()?;
    let names = list(table.unlisted());
    let lines: Vec<String> = table
        .unlisted()
        .take(LISTED)
        .map(|name| format!("\"mx: {name}\""))
        .collect();
    let fix = format!(
        "add {} to the policy, then give the record a new id",
        lines.join(" and ")
    );
    let verdict = match (mode, table.lists_any()) {
        (Mode::Enforce, false) => terms.fails(format!(
            "the policy lists no MX host of the domain ({names}): {}",
            StsState::WITHOUT_HOST
        )),
        // Mail still goes to the others; each host that is passed over has a verdict of its own.
        (Mode::Enforce, true) => warn(format!(
            "the policy does not list {names}, so that senders that honour it pass over what DNS names as MX hosts"
        )),
        _ => warn(format!(
            "the policy does not list {names}; once it is enforced, senders would pass over what DNS names as MX hosts"
        )),
    };
    Some(
        verdict
            .with_result_type(ResultType::ValidationFailure)
            .with_reason_code(MX_MISMATCH)
            .with_fix(fix),
    )
}

/// What a report adds where an MX host is not in the policy.
pub(super) const MX_MISMATCH: &str = "mtasts-policy-mx-mismatch";

/// Patterns for hosts that DNS does not have: while hosts are moved that is as it should be.
fn idle(table: &MxTable) -> Option<Verdict> {
    table.idle().next()?;
    Some(note(format!(
        "the policy allows {}, and no MX host of the domain is meant by that",
        list(table.idle())
    )))
}

/// `a, b and 3 more`.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let listed = names.get(..LISTED).unwrap_or(&names);
    match names.len() - listed.len() {
        0 => listed.join(", "),
        more => format!("{} and {more} more", listed.join(", ")),
    }
}

//! The TXT record as verdicts (RFC 8461 §3.1).

use super::proposal::Proposal;
use super::state::{NoPolicy, StsState};
use super::terms::{Terms, not_tested, note, warn};
use crate::judge::verdict::Verdict;
use crate::mta_sts::{MtaSts, StsRecord};
use crate::quote;
use crate::txt_record::{Likeness, Published, Stray};

/// How much of a record a reason quotes, in octets.
const QUOTED: usize = 160;

/// The verdicts on the record; and why there is no policy, or no knowing, where the record is the reason.
pub(super) fn verdicts(
    found: &MtaSts,
    proposal: &Proposal,
    terms: &Terms<'_>,
) -> (Vec<Verdict>, Option<StsState>) {
    let owner = &proposal.owner;
    let publish = || format!("publish the record {}", proposal.zone_line());
    let none = |why| Some(StsState::NoPolicy(why));
    match &found.records {
        Err(no_answer) => {
            let why = format!(
                "whether {} has an MTA-STS policy could not be found out: {no_answer}",
                found.domain
            );
            let reason =
                format!("{why}; a sender goes on applying a policy that it has in its cache");
            (vec![not_tested(reason)], Some(StsState::Unknown(why)))
        }
        Ok(Published::None(strays)) if strays.is_empty() => {
            let reason = format!("no MTA-STS: there is no such record at {owner}");
            (vec![note(reason)], none(NoPolicy::NoRecord))
        }
        Ok(Published::None(strays)) => {
            let told = strays.iter().map(|stray| {
                warn(format!(
                    "the record at {owner} is no MTA-STS record: {}: \"{}\"",
                    why_none(stray, "STSv1"),
                    quote::start(&stray.text, QUOTED)
                ))
                .with_fix(publish())
            });
            (told.collect(), none(NoPolicy::NoRecord))
        }
        Ok(Published::Several(count)) => {
            let reason = format!(
                "there are {count} MTA-STS records at {owner}, and then none of them counts: senders behave as if there was no policy"
            );
            let verdict = terms
                .fails(reason)
                .with_fix(format!("leave only one of the records at {owner}"));
            (vec![verdict], none(NoPolicy::SeveralRecords))
        }
        Ok(Published::Malformed { fault, text }) => {
            let reason = format!(
                "the record at {owner} is not well-formed, so that senders behave as if there was no policy: {}: \"{}\"",
                quote::text(&fault.to_string()),
                quote::start(text, QUOTED)
            );
            let verdict = terms.fails(reason).with_fix(publish());
            (vec![verdict], none(NoPolicy::MalformedRecord))
        }
        Ok(Published::One(record)) => (repeated(record, owner).into_iter().collect(), None),
    }
}

fn repeated(record: &StsRecord, owner: &str) -> Option<Verdict> {
    if record.repeated.is_empty() {
        return None;
    }
    let reason = format!(
        "the record at {owner} has {} more than once, and the first counts: id={}",
        record.repeated.join(", "),
        record.id
    );
    let fix = "give each field once, and change the id whenever the policy changes";
    Some(warn(reason).with_fix(fix))
}

/// Why a record that looks like one of this version is none.
pub(in crate::judge) fn why_none(stray: &Stray, version: &str) -> String {
    match stray.likeness {
        Likeness::NotFirst => format!("it does not begin with \"v={version};\""),
        Likeness::OtherCase => {
            format!("its version is not written \"v={version};\", in these letters")
        }
        Likeness::OtherVersion => format!("its version is not {version}"),
        Likeness::NoSemicolon => format!("no semicolon follows \"v={version}\""),
        Likeness::BlankBeforeSemicolon => format!(
            "a blank stands between \"v={version}\" and its semicolon, and senders discard what does not begin with both together"
        ),
    }
}

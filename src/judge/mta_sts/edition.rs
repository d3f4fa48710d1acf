//! Whether the record's id was changed along with the policy (RFC 8461 §8.1).

use super::terms::note;
use crate::judge::pkix::date::span;
use crate::judge::verdict::Verdict;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// By how many seconds a policy may be newer than its id: it should be changed first, and clocks differ.
const LEEWAY: i64 = 3_600;

/// A policy that was changed after the moment that its id names was probably changed without it; senders look for a new policy
/// only where the id is new.
pub(super) fn verdict(id: &str, last_modified: Option<i64>) -> Option<Verdict> {
    let later = last_modified?.saturating_sub(moment(id)?.as_second());
    (later > LEEWAY).then(|| {
        note(format!(
            "the policy was changed {} after the moment that the record's id seems to name ({id}): senders that have the one before look for a new one only where the id is new",
            span(later)
        ))
        .with_fix("give the record a new id after each change of the policy (RFC 8461, section 8.1)")
    })
}

/// An id of fourteen digits is mostly a moment, as in the example of RFC 8461 §3.1.
fn moment(id: &str) -> Option<Timestamp> {
    let digits = id.strip_suffix('Z').unwrap_or(id);
    let is_moment = digits.len() == 14 && digits.starts_with("20");
    let civil = is_moment.then(|| DateTime::strptime("%Y%m%d%H%M%S", digits))?;
    let zoned = civil.ok()?.to_zoned(TimeZone::UTC);
    Some(zoned.ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s53_a_policy_that_is_newer_than_its_id_is_told() {
        let changed = 1_472_637_420; // 2016-08-31 09:57:00 UTC
        for (id, last_modified, told) in [
            ("20160831085700Z", changed, false),
            ("20160831085659Z", changed, true),
            ("20160831085659", changed, true),
            ("20170831085700Z", changed, false),
            ("20161331085700Z", changed, false),
            ("1", changed, false),
        ] {
            let verdict = verdict(id, Some(last_modified));
            assert_eq!(verdict.is_some(), told, "{id}");
            assert!(
                verdict.is_none_or(|it| it.reason.contains("1 hour")),
                "{id}"
            );
        }
        assert_eq!(verdict("20160831085700Z", None), None);
    }
}

//! For how long senders keep a policy (RFC 8461 §3.2, §10.2).

use super::terms::{note, warn};
use crate::judge::pkix::date::span;
use crate::judge::verdict::Verdict;
use crate::mta_sts::{LONGEST_AGE, Mode};

const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;

/// What there is to say of a max_age. A policy of mode none should have a short one (RFC 8461 §8.3).
pub(super) fn verdict(mode: Mode, max_age: u64) -> Option<Verdict> {
    let fix = || "set max_age to 604800 (a week) or more".to_owned();
    let lasts = span(i64::try_from(max_age).unwrap_or(i64::MAX));
    if mode == Mode::None {
        return None;
    }
    match max_age {
        0 => Some(
            note("max_age is 0: senders keep the policy not at all, so that an attacker who hides it once is not noticed")
                .with_fix(fix()),
        ),
        _ if max_age < DAY => Some(
            warn(format!(
                "max_age is {max_age}: senders forget the policy after {lasts}, so that an attacker who hides it for that long is not noticed; weeks are expected (RFC 8461, section 3.2)"
            ))
            .with_fix(fix()),
        ),
        _ if max_age < WEEK => Some(
            note(format!(
                "max_age is {max_age} ({lasts}); weeks or more are expected (RFC 8461, section 3.2)"
            ))
            .with_fix(fix()),
        ),
        _ if max_age > LONGEST_AGE => Some(
            warn(format!(
                "max_age is {max_age}, and {LONGEST_AGE} (a year) is the maximum: some senders take it for that, some refuse the policy"
            ))
            .with_fix(format!("set max_age to {LONGEST_AGE} or less")),
        ),
        _ => None,
    }
}

//! Moments and spans as they are typed.

pub(super) use crate::span::span;
use jiff::Timestamp;
use std::time::Duration;

/// A span of time, or no time at all (`0`).
pub(super) fn span_or_none(given: &str) -> Result<Duration, String> {
    match given {
        "0" | "0s" | "0ms" => Ok(Duration::ZERO),
        _ => span(given),
    }
}

/// A moment at which certificates are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// This many seconds since 1970.
    At(i64),
    /// This many seconds from now.
    FromNow(i64),
}

impl Moment {
    /// In seconds since 1970, given what is now.
    pub(super) fn resolve(self, now: i64) -> i64 {
        match self {
            Self::At(seconds) => seconds,
            Self::FromNow(seconds) => now.saturating_add(seconds),
        }
    }
}

/// A moment: RFC 3339, a date (its first second in UTC), or a time from now (`+14d`).
pub(super) fn moment(given: &str) -> Result<Moment, String> {
    if let Ok(timestamp) = given.parse::<Timestamp>() {
        return Ok(Moment::At(timestamp.as_second()));
    }
    if let Ok(timestamp) = format!("{given}T00:00:00Z").parse::<Timestamp>() {
        return Ok(Moment::At(timestamp.as_second()));
    }
    from_now(given).map(Moment::FromNow).ok_or_else(|| {
        "write 2026-12-24, 2026-12-24T18:00:00Z, or +14d (also h and w) for a time from now"
            .to_owned()
    })
}

/// `+14d` in seconds.
fn from_now(given: &str) -> Option<i64> {
    let (sign, rest) = match given.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (at, unit) = rest.char_indices().last()?;
    let count: i64 = rest.get(..at)?.parse::<u32>().ok()?.into();
    let unit = match unit {
        'h' => 3_600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        _ => return None,
    };
    count.checked_mul(unit * sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_is_a_span_where_it_may_be() {
        assert_eq!(span_or_none("0s"), Ok(Duration::ZERO));
        assert_eq!(span_or_none("2s"), Ok(Duration::from_secs(2)));
        assert!(span_or_none("-0s").is_err());
    }

    #[test]
    fn moments() {
        for (given, expected) in [
            ("2026-12-24T18:00:00Z", Moment::At(1_798_135_200)),
            ("2026-12-24", Moment::At(1_798_070_400)),
            ("+14d", Moment::FromNow(14 * 86_400)),
            ("-2w", Moment::FromNow(-14 * 86_400)),
            ("+12h", Moment::FromNow(12 * 3_600)),
        ] {
            assert_eq!(moment(given), Ok(expected), "{given}");
        }
        for given in [
            "",
            "+",
            "14d",
            "+d",
            "+14",
            "+14é",
            "tomorrow",
            "2026-13-01",
        ] {
            assert!(moment(given).is_err(), "{given}");
        }
        assert_eq!(Moment::FromNow(5).resolve(i64::MAX), i64::MAX);
    }
}

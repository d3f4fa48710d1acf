//! Dates and spans of time as a sentence says them.

use jiff::Timestamp;

/// The day, in UTC, on which this second since 1970 falls: `2026-11-18`.
pub(in crate::judge) fn day(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(moment) => moment.strftime("%Y-%m-%d").to_string(),
        // "No well-defined expiration date" (RFC 5280 §4.1.2.5) is one day beyond what jiff holds.
        Err(_) if seconds > 0 => "9999-12-31".to_owned(),
        Err(_) => format!("second {seconds}"),
    }
}

/// How many whole days these seconds are, rounded down as everywhere: what expired an hour ago has -1 days left, so that no number of
/// days says of an expired certificate that it is still valid.
pub fn whole_days(seconds: i64) -> i64 {
    seconds.div_euclid(86_400)
}

/// A span in the largest unit that fits: `3 days`, `1 hour`, `20 minutes`.
pub fn span(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (count, unit) = match seconds {
        86_400.. => (seconds / 86_400, "day"),
        3_600.. => (seconds / 3_600, "hour"),
        60.. => (seconds / 60, "minute"),
        _ => (seconds, "second"),
    };
    counted(count, unit)
}

/// The same, with what is left over beside the days: for what is past, where a span of days alone would be another number than
/// [`whole_days`] of the same moment, and for what is held against a number of days.
pub fn days_and_hours(seconds: i64) -> String {
    match (seconds, seconds.max(0) % 86_400) {
        (..86_400, _) | (_, 0) => span(seconds),
        (_, rest) => format!("{} and {}", span(seconds), span(rest)),
    }
}

fn counted(count: i64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_second_has_a_day() {
        for (seconds, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (1_795_262_400, "2026-11-21"),
            (253_402_300_799, "9999-12-31"),
            (i64::MAX, "9999-12-31"),
            (-62_167_219_200, "0000-01-01"),
            (i64::MIN, "second -9223372036854775808"),
        ] {
            assert_eq!(day(seconds), text);
        }
    }

    #[test]
    fn at_the_borders_days_and_words_say_the_same() {
        for (left, days, words) in [
            (86_400, 1, "1 day"),
            (86_399, 0, "23 hours"),
            (0, 0, "0 seconds"),
            (-1, -1, "1 second"),
            (-86_399, -1, "23 hours"),
            (-86_400, -1, "1 day"),
            (-86_401, -2, "1 day and 1 second"),
            (-88_500, -2, "1 day and 35 minutes"),
            (-90_000, -2, "1 day and 1 hour"),
            (-129_600, -2, "1 day and 12 hours"),
            (-172_800, -2, "2 days"),
            (-180_000, -3, "2 days and 2 hours"),
        ] {
            assert_eq!(whole_days(left), days, "{left}");
            assert_eq!(days_and_hours(left.abs()), words, "{left}");
        }
    }

    #[test]
    fn spans_are_rounded_down() {
        for (seconds, text) in [
            (-5, "0 seconds"),
            (1, "1 second"),
            (3_599, "59 minutes"),
            (3_600, "1 hour"),
            (86_400 * 3 - 1, "2 days"),
        ] {
            assert_eq!(span(seconds), text);
        }
    }
}

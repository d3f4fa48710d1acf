//! Moments as text.

use jiff::SignedDuration;
use jiff::civil::{DateTime, date as calendar_date};

/// RFC 3339 in UTC; a moment outside the years 0 to 9999, which are all that this can say, as seconds since 1970.
///
/// Counted on the calendar and not with jiff's moments, which end a day before 99991231235959Z: RFC 5280 §4.1.2.5 uses that
/// for "no expiration".
pub fn rfc3339(seconds: i64) -> String {
    let epoch = calendar_date(1970, 1, 1).at(0, 0, 0, 0);
    match epoch.checked_add(SignedDuration::from_secs(seconds)) {
        Ok(moment) if moment.year() >= 0 => format!("{moment}Z"),
        _ => format!("{seconds} s since 1970"),
    }
}

/// The other way round: from what [`rfc3339`] gives to seconds since 1970.
pub(super) fn seconds(moment: &str) -> Option<i64> {
    if let Some(seconds) = moment.strip_suffix(" s since 1970") {
        return seconds.parse().ok();
    }
    let moment: DateTime = moment.strip_suffix('Z')?.parse().ok()?;
    let epoch = calendar_date(1970, 1, 1).at(0, 0, 0, 0);
    Some(moment.duration_since(epoch).as_secs())
}

/// The date alone, from RFC 3339.
pub(super) fn date(rfc3339: &str) -> &str {
    rfc3339.split_once('T').map_or(rfc3339, |(date, _)| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_can_be_read_back() {
        for moment in [
            0,
            1_800_000_000,
            253_402_300_799,
            -62_167_219_200,
            -62_167_219_201,
            i64::MAX,
            i64::MIN,
        ] {
            assert_eq!(seconds(&rfc3339(moment)), Some(moment), "{moment}");
        }
        for wrong in ["", "Z", "2027-01-15", "x s since 1970"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn moments_beyond_the_calendar_are_still_said() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(&rfc3339(1_800_000_000)), "2027-01-15");
        assert_eq!(rfc3339(253_402_300_799), "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(253_402_300_798), "9999-12-31T23:59:58Z");
        assert_eq!(rfc3339(-62_167_219_200), "0000-01-01T00:00:00Z");
        assert_eq!(rfc3339(-62_167_219_201), "-62167219201 s since 1970");
        assert_eq!(rfc3339(i64::MAX), "9223372036854775807 s since 1970");
    }
}

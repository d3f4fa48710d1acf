//! Moments as text.

use jiff::Timestamp;

/// 99991231235959Z, in seconds since 1970.
const NO_EXPIRATION: i64 = 253_402_300_799;

/// RFC 3339 in UTC; a moment outside the years that this can say as seconds since 1970.
pub fn rfc3339(seconds: i64) -> String {
    // RFC 5280 §4.1.2.5 uses this moment for "no expiration"; it is past the last one that jiff holds.
    if seconds == NO_EXPIRATION {
        return "9999-12-31T23:59:59Z".to_owned();
    }
    Timestamp::from_second(seconds).map_or_else(
        |_| format!("{seconds} s since 1970"),
        |moment| moment.to_string(),
    )
}

/// The date alone, from RFC 3339.
pub(super) fn date(rfc3339: &str) -> &str {
    rfc3339.split_once('T').map_or(rfc3339, |(date, _)| date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_beyond_the_calendar_are_still_said() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(&rfc3339(1_800_000_000)), "2027-01-15");
        assert_eq!(rfc3339(NO_EXPIRATION), "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(i64::MAX), "9223372036854775807 s since 1970");
    }
}

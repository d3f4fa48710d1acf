//! The clock, read in one place.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in seconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

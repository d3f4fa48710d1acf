//! A span of time as it is typed.

use jiff::SignedDuration;
use std::time::Duration;

/// The longest span that makes sense for a wait.
const LONGEST: Duration = Duration::from_secs(86_400);

/// A span of time: a number of seconds, or a number with a unit (`500ms`, `30s`, `2m`).
///
/// # Errors
/// Where it is no span, nothing, or longer than a day; in words.
pub(crate) fn span(given: &str) -> Result<Duration, String> {
    let seconds = given
        .parse::<u32>()
        .map(|seconds| Duration::from_secs(seconds.into()));
    let span = match seconds {
        Ok(span) => span,
        Err(_) => given
            .parse::<SignedDuration>()
            .ok()
            .and_then(|span| Duration::try_from(span).ok())
            .ok_or("write a number of seconds, or a number with a unit: 500ms, 30s, 2m")?,
    };
    if span.is_zero() || span > LONGEST {
        return Err("it must be more than nothing and at most a day".to_owned());
    }
    Ok(span)
}

/// The same as people write it: `500ms`, `30s`, `2m`.
pub(crate) fn span_in_words(span: Duration) -> String {
    let milliseconds = span.as_millis();
    match (milliseconds % 60_000, milliseconds % 1_000) {
        (0, _) => format!("{}m", milliseconds / 60_000),
        (_, 0) => format!("{}s", milliseconds / 1_000),
        _ => format!("{milliseconds}ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_and_written() {
        for (given, milliseconds, written) in [
            ("30", 30_000, "30s"),
            ("30s", 30_000, "30s"),
            ("500ms", 500, "500ms"),
            ("2m", 120_000, "2m"),
            ("1m30s", 90_000, "90s"),
        ] {
            let read = Duration::from_millis(milliseconds);
            assert_eq!(span(given), Ok(read), "{given}");
            assert_eq!(span_in_words(read), written);
            assert_eq!(span(written), Ok(read));
        }
        for given in ["", "0", "-3", "-3s", "soon", "48h", "1e9"] {
            assert!(span(given).is_err(), "{given}");
        }
    }
}

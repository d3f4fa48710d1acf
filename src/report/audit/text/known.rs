//! An answer in words, or why there is none.

use crate::report::audit::known::KnownReport;

/// The answer in words.
pub(super) fn said<T>(known: &KnownReport<T>, words: impl FnOnce(&T) -> String) -> String {
    match (&known.answer, &known.not_tested) {
        (Some(answer), _) => words(answer),
        (None, Some(why)) => format!("not tested: {}", why.words),
        (None, None) => "not tested".to_owned(),
    }
}

/// Yes or no.
pub(super) fn yes_or_no(known: &KnownReport<bool>) -> String {
    said(known, |answer| {
        if *answer { "yes" } else { "no" }.to_owned()
    })
}

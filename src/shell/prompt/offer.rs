//! What Tab offers, as the editor asks for it.

use super::Kind;
use super::files::files;
use crate::shell::complete::{complete, file_argument};
use reedline::{Completer, CompletionResult, Span, Suggestion};
use std::sync::{Arc, Mutex, PoisonError};

/// What the server offers, and what is asked for.
pub(super) type Offered = Arc<Mutex<(Kind, Vec<String>)>>;

/// What knows how a line may go on.
pub(super) struct Offer(pub(super) Offered);

impl Completer for Offer {
    fn complete(&mut self, line: &str, cursor: usize) -> CompletionResult {
        let offered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (kind, keywords) = &*offered;
        if *kind != Kind::Command {
            return CompletionResult::fresh(Vec::new());
        }
        let candidates = match file_argument(line, cursor) {
            Some((start, typed)) => files(start, typed),
            None => complete(line, cursor, keywords),
        };
        let suggestions = candidates.into_iter().map(|candidate| Suggestion {
            span: Span::new(candidate.start, cursor),
            append_whitespace: candidate.space,
            display_override: candidate.shown,
            value: candidate.text,
            ..Suggestion::default()
        });
        CompletionResult::fresh(suggestions.collect::<Vec<_>>())
    }
}

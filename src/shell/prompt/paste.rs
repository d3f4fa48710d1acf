//! Pastes: each line of one is a line of its own, and nothing in it is a key.

use crossterm::event::Event;
use reedline::{EditCommand, EditMode, Emacs, PromptEditMode, ReedlineEvent, ReedlineRawEvent};
use std::sync::{Arc, Mutex, PoisonError};

/// Lines that were pasted behind the first.
pub(super) type Pasted = Arc<Mutex<Vec<String>>>;

/// The usual keys, and pastes that may have several lines.
pub(super) struct Keys {
    pub(super) keys: Emacs,
    pub(super) pasted: Pasted,
}

impl EditMode for Keys {
    fn parse_event(&mut self, event: ReedlineRawEvent) -> ReedlineEvent {
        let text = match Event::from(event) {
            Event::Paste(text) => text,
            other => {
                let Ok(other) = ReedlineRawEvent::try_from(other) else {
                    return ReedlineEvent::None;
                };
                return self.keys.parse_event(other);
            }
        };
        let mut lines = lines(&text).into_iter();
        let first = lines.next().unwrap_or_default();
        let insert = ReedlineEvent::Edit(vec![EditCommand::InsertString(first)]);
        let rest: Vec<String> = lines.collect();
        if rest.is_empty() {
            return insert;
        }
        let mut pasted = self.pasted.lock().unwrap_or_else(PoisonError::into_inner);
        *pasted = rest;
        ReedlineEvent::Multiple(vec![insert, ReedlineEvent::Submit])
    }

    fn edit_mode(&self) -> PromptEditMode {
        self.keys.edit_mode()
    }
}

/// The lines of a text, whatever their ends. Behind the last end there is one more, perhaps empty. Control characters are left out: a
/// terminal would obey them, and no command has any.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean = |line: &str| {
        let kept = line.chars().filter(|one| *one == '\t' || !one.is_control());
        kept.collect()
    };
    text.split('\n').map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialogue_is_not_glued_into_one_line() {
        for (text, expected) in [
            ("NOOP", &["NOOP"][..]),
            ("EHLO a\r\nQUIT\r\n", &["EHLO a", "QUIT", ""]),
            ("EHLO a\rQUIT", &["EHLO a", "QUIT"]),
            ("a\n\nb", &["a", "", "b"]),
            ("\u{1b}[2Ja\u{7}\tb", &["[2Ja\tb"]),
            ("", &[""]),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }
}

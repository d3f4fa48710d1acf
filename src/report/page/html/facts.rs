//! Lists of labelled facts.

use super::super::shortened::shortened;
use maud::{Markup, html};

/// Labelled facts about something.
#[derive(Default)]
pub(super) struct Facts(Vec<(&'static str, String, bool)>);

impl Facts {
    /// Adds words.
    pub fn words(&mut self, label: &'static str, words: impl Into<String>) {
        self.0.push((label, words.into(), false));
    }

    /// Adds something as it stands on the wire or in a file.
    pub fn code(&mut self, label: &'static str, code: impl Into<String>) {
        self.0.push((label, code.into(), true));
    }

    /// Adds what is known, and nothing else.
    pub fn known(&mut self, label: &'static str, code: Option<impl Into<String>>) {
        if let Some(code) = code {
            self.code(label, code);
        }
    }

    /// All of them as a list; nothing where there are none.
    pub fn list(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                dl.facts {
                    @for (label, text, is_code) in &self.0 {
                        dt { (label) }
                        @match is_code {
                            true => { dd { code { (shortened(text)) } } },
                            false => { dd { (shortened(text)) } },
                        }
                    }
                }
            }
        }
    }
}

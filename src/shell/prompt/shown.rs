//! How the prompt looks to the editor: our own words, and nothing around them.

use reedline::{Color, Prompt, PromptEditMode, PromptHistorySearch};
use std::borrow::Cow;

/// What stands before the line.
pub(super) struct Shown {
    pub(super) words: String,
    pub(super) colour: bool,
}

impl Prompt for Shown {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.words)
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_indicator(&self, _mode: PromptEditMode) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        Cow::Owned(format!("(history: {}) ", crate::quote::text(&search.term)))
    }

    fn get_prompt_color(&self) -> Color {
        match self.colour {
            true => Color::Cyan,
            false => Color::Default,
        }
    }

    fn get_indicator_color(&self) -> Color {
        Color::Default
    }
}

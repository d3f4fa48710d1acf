//! Tables, badges and folded parts.

use super::super::grid::{Cell, Grid, Mood};
use super::super::shortened::shortened;
use maud::{Markup, html};

/// What is longer than so many characters is no badge.
const SHORT: usize = 36;

/// What is longer than so many characters is broken anywhere.
const LONG: usize = 64;

/// A table that may be wider than the screen, in a frame that scrolls.
pub(super) fn grid(label: &str, grid: &Grid) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(label) {
            table {
                thead { tr { @for head in grid.heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in &grid.rows {
                        tr {
                            @for (column, it) in row.iter().enumerate() {
                                @match column {
                                    0 => { th scope="row" { (cell(it, false)) } },
                                    _ => {
                                        td data-head=(grid.heads.get(column).unwrap_or(&"")) {
                                            (cell(it, column + 1 == row.len()))
                                        }
                                    },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(cell: &Cell, is_last: bool) -> Markup {
    let words = shortened(&cell.words);
    html! {
        @match (cell.mood, is_last) {
            (Mood::Name, _) => { code class=[(words.len() > LONG).then_some("long")] { (words) } },
            (Mood::Plain, _) => { (words) },
            (mood, true) if words.len() <= SHORT => { (badge(&words, mood)) },
            (mood, _) => { span class=(class(mood)) { (words) } },
        }
    }
}

/// A word that is seen from afar. Its sign says the same as its colour.
pub(super) fn badge(words: &str, mood: Mood) -> Markup {
    html! { span class={ "badge " (class(mood)) } { (words) } }
}

/// The class of a mood.
pub(super) fn class(mood: Mood) -> &'static str {
    match mood {
        Mood::Good => "good",
        Mood::Notable => "notable",
        Mood::Bad => "bad",
        Mood::Unknown => "unknown",
        Mood::Name | Mood::Plain => "plain",
    }
}

/// What is seen only where somebody opens it.
pub(super) fn folded(summary: &Markup, content: &Markup, open: bool) -> Markup {
    html! {
        details open=[open.then_some("")] {
            summary { (summary) }
            div.folded { (content) }
        }
    }
}

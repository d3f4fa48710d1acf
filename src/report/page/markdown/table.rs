//! Tables and what is folded.

use super::super::grid::{Cell, Grid, Mood};
use super::escape::{code, in_html, prose};

/// A table; the cells are Markdown already.
pub(super) fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let rule = vec!["---".to_owned(); heads.len()];
    let heads = heads.iter().map(|head| (*head).to_owned()).collect();
    let rows = [heads, rule].into_iter().chain(rows);
    let lines = rows.map(|cells| format!("| {} |", cells.join(" | ")));
    lines.collect()
}

/// A table of words.
pub(super) fn grid(grid: &Grid) -> Vec<String> {
    let rows = grid.rows.iter().map(|row| {
        let last = row.len().saturating_sub(1);
        let cells = row.iter().enumerate();
        cells.map(|(at, it)| cell(it, at == last)).collect()
    });
    table(grid.heads, rows)
}

/// A cell; the last of a row has a sign.
fn cell(cell: &Cell, is_last: bool) -> String {
    let words = match cell.mood {
        Mood::Name => code(&cell.words),
        Mood::Bad => format!("**{}**", prose(&cell.words)),
        _ => prose(&cell.words),
    };
    match is_last {
        true => format!("{} {words}", super::document::mark(cell.mood)),
        false => words,
    }
}

/// What is seen only where somebody opens it; nothing where there is nothing in it.
pub(super) fn folded(summary: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return Vec::new();
    }
    let mut all = vec![
        String::new(),
        "<details>".to_owned(),
        format!("<summary>{}</summary>", in_html(summary)),
        String::new(),
    ];
    all.extend(lines);
    all.push(String::new());
    all.push("</details>".to_owned());
    all
}

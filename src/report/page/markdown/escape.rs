//! Text in Markdown that stays text: no markup, no link, no mention, no end of a cell, and printable ASCII only.
//!
//! GitHub makes links out of addresses that nobody marked as such, out of @names and out of #numbers, also where they are spelt with
//! escapes. An empty comment in the middle keeps them apart; it is not seen, and not copied either.

use super::super::shortened::shortened;
use crate::quote;

/// What is put where two characters are to be kept apart.
const APART: &str = "<!-- -->";

/// Prose that may quote a peer.
pub(super) fn prose(text: &str) -> String {
    let text = quote::text(shortened(text).trim());
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut before = String::new();
    while let Some(character) = rest.next() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '|' => shown.push_str("&#124;"),
            '$' => shown.push_str("&#36;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '!' => {
                shown.push('\\');
                shown.push(character);
            }
            // At the beginning it could be an item of a list, or underline what stands before.
            '-' | '+' | '=' if before.is_empty() => {
                shown.push('\\');
                shown.push(character);
            }
            '.' | ')' if !before.is_empty() && before.bytes().all(|it| it.is_ascii_digit()) => {
                shown.push('\\');
                shown.push(character);
            }
            _ => shown.push(character),
        }
        before.push(character);
        let next_is_blank = rest.peek().is_none_or(|next| *next == ' ');
        if !next_is_blank && joins(character, &before, rest.peek()) {
            shown.push_str(APART);
        }
    }
    shown
}

/// Text in a line of HTML, where nothing of Markdown counts.
pub(super) fn in_html(text: &str) -> String {
    let text = quote::text(shortened(text).trim());
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    ["@", "#", ":", "ww", "GH-"]
        .into_iter()
        .fold(text, |text, word| {
            text.replace(word, &format!("{word}{APART}"))
        })
}

/// Whether something could be made of this character and the next.
fn joins(character: char, before: &str, next: Option<&char>) -> bool {
    let ends = |word: &str| {
        let start = before.len().saturating_sub(word.len());
        before
            .get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match character {
        // Mentions and addresses of mail, numbers of issues, schemes of links and names of pictures.
        '@' | '#' | ':' => true,
        'w' | 'W' => ends("ww") && next.is_some_and(|next| next.eq_ignore_ascii_case(&'w')),
        '-' => ends("gh-"),
        _ => false,
    }
}

/// Something as it stands on the wire or in a file, as code; it may stand in a table.
pub(super) fn code(text: &str) -> String {
    let text = quote::text(shortened(text).trim());
    if text.is_empty() {
        return String::new();
    }
    // Only in HTML can a bar stand in a cell whatever is before it.
    if text.contains('|') {
        return format!("<code>{}</code>", prose(&text));
    }
    let fence = "`".repeat(longest_run(&text).saturating_add(1));
    let pad = match text.starts_with('`') || text.ends_with('`') {
        true => " ",
        false => "",
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Lines as they are, as a block of code.
pub(super) fn block(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = lines.into_iter().map(|line| quote::text(&line)).collect();
    let longest = lines.iter().map(|line| longest_run(line)).max();
    let fence = "`".repeat(longest.unwrap_or_default().saturating_add(1).max(3));
    let mut block = vec![format!("{fence}text")];
    block.extend(lines);
    block.push(fence);
    block
}

/// How many backticks stand side by side at most.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|it| it != '`');
    runs.map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_peer_says_is_markup() {
        for (said, shown) in [
            ("plain words, 12 of them.", "plain words, 12 of them."),
            ("<script>&\"'", "&lt;script&gt;&amp;\"'"),
            ("a|b", "a&#124;b"),
            ("*b* _u_ `c` ~s~", "\\*b\\* \\_u\\_ \\`c\\` \\~s\\~"),
            ("[x](y) ![z](q)", "\\[x\\](y) \\!\\[z\\](q)"),
            ("# no heading #1", "\\# no heading \\#<!-- -->1"),
            ("- no item", "\\- no item"),
            ("1. no item", "1\\. no item"),
            (
                "ask @all at a@b.test",
                "ask @<!-- -->all at a@<!-- -->b.test",
            ),
            (
                "http://x.test www.x.test",
                "http:<!-- -->//x.test ww<!-- -->w.x.test",
            ),
            ("GH-12 and US-12", "GH-<!-- -->12 and US-12"),
            (
                "one\r\ntwo\u{202e}\0",
                "one\\\\u{d}\\\\u{a}two\\\\u{202e}\\\\u{0}",
            ),
            ("C:\\x $a$", "C:<!-- -->\\\\x &#36;a&#36;"),
        ] {
            assert_eq!(prose(said), shown, "{said:?}");
        }
    }

    #[test]
    fn html_has_no_tags_of_a_peer() {
        let said = "</summary><b>@x &amp; #1 *a*";
        let shown = "&lt;/summary&gt;&lt;b&gt;@<!-- -->x &amp;amp; #<!-- -->1 *a*";
        assert_eq!(in_html(said), shown);
    }

    #[test]
    fn code_ends_where_it_is_to_end() {
        for (said, shown) in [
            ("250 ok", "`250 ok`"),
            ("a`b``c", "```a`b``c```"),
            ("`a", "`` `a ``"),
            ("a|`b`", "<code>a&#124;\\`b\\`</code>"),
            ("", ""),
        ] {
            assert_eq!(code(said), shown, "{said:?}");
        }
        let block = block(["```".to_owned(), "x\ny".to_owned()]);
        assert_eq!(block, ["````text", "```", "x\\u{a}y", "````"]);
    }
}

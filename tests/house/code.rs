//! Rust text without its comments and literals, and without its tests; what is left out becomes spaces, so that offsets stay.

use std::ops::Range;

/// The code alone: comments, strings and characters are blanks.
pub fn code(text: &str) -> String {
    let mut code = text.as_bytes().to_vec();
    let mut at = 0;
    while at < text.len() {
        let length = skipped_length(text, at);
        blank(&mut code, at..at + length);
        at += length.max(1);
    }
    String::from_utf8_lossy(&code).into_owned()
}

/// The code alone, without the items marked `#[cfg(test)]`.
pub fn code_without_tests(text: &str) -> String {
    let code = code(text);
    let mut shipped = code.clone().into_bytes();
    for item in test_items(&code) {
        blank(&mut shipped, item);
    }
    String::from_utf8_lossy(&shipped).into_owned()
}

/// Where the items of the code are that are marked `#[cfg(test)]`.
pub fn test_items(code: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let marks = ["#[cfg(test)]", "#[cfg(all(test,"];
    marks.into_iter().flat_map(move |mark| {
        let places = code.match_indices(mark).map(|(at, _)| at);
        places.map(move |at| at..item_end(code, at + mark.len()))
    })
}

/// The offsets at which `word` stands in the code, not as a part of a longer name.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_name = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = code.as_bytes();
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let starts = !is_name(word.as_bytes().first()) || !is_name(before);
            let ends = !is_name(word.as_bytes().last()) || !is_name(bytes.get(at + word.len()));
            starts && ends
        })
}

/// The texts in quotation marks, each with the place of the first mark.
pub fn strings(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = skipped_length(text, at);
        let quoted = text.get(at..at + length).unwrap_or_default();
        let mark = quoted.find('"').filter(|_| !quoted.starts_with('/'));
        if let Some(mark) = mark.filter(|_| !quoted.starts_with('\'')) {
            found.push((at + mark, &quoted[mark..]));
        }
        at += length.max(1);
    }
    found
}

fn blank(code: &mut [u8], range: Range<usize>) {
    for byte in &mut code[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// How long the comment or literal is that begins here; 0 where none does.
fn skipped_length(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..];
    let in_name = at > 0 && is_name(text.as_bytes()[at - 1]);
    match bytes {
        [b'/', b'/', ..] => bytes.iter().take_while(|b| **b != b'\n').count(),
        [b'/', b'*', ..] => block_comment(bytes),
        [b'"', ..] => quoted(bytes, b'"'),
        [b'r' | b'b' | b'c', ..] if !in_name => {
            let prefix = bytes.iter().take_while(|b| b"rbc".contains(b)).count();
            raw_string(&bytes[prefix..])
                .filter(|_| bytes[..prefix].contains(&b'r'))
                .map_or(0, |length| prefix + length)
        }
        [b'\'', b'\\', ..] => quoted(bytes, b'\''),
        [b'\'', rest @ ..] => character(rest),
        _ => 0,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// From `/*` to its own `*/`; such comments nest.
fn block_comment(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// From a quote to the same quote, over `\"` and the like.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// What follows the `r` of `r#"…"#`; `None` where it is no raw string.
fn raw_string(bytes: &[u8]) -> Option<usize> {
    let hashes = bytes.iter().take_while(|b| **b == b'#').count();
    (bytes.get(hashes) == Some(&b'"')).then(|| {
        let end = [b"\"", &bytes[..hashes]].concat();
        let text = &bytes[hashes + 1..];
        text.windows(end.len())
            .position(|window| window == end)
            .map_or(bytes.len(), |at| hashes + 1 + at + end.len())
    })
}

/// A character in quotes, told from a lifetime by its second quote.
fn character(after_quote: &[u8]) -> usize {
    let width = match after_quote.first() {
        Some(byte) if byte.is_ascii() => 1,
        _ => after_quote.iter().take_while(|b| !b.is_ascii()).count(),
    };
    match after_quote.get(width) {
        Some(b'\'') => width + 2,
        _ => 0,
    }
}

/// Where the item ends that begins here: at its `;`, or at the brace that closes its body.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' | b')' | b']' => depth -= 1,
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn comments_and_literals_are_blanked() {
    for (text, expected) in [
        ("a // b", "a     "),
        ("a /* b /* c */ d */ e", "a                   e"),
        (r#"f("a\"b", c)"#, "f(      , c)"),
        (r##"f(r#"a"b"#, c)"##, "f(        , c)"),
        (r#"f(b"a", br"b\", c)"#, "f(b   ,       , c)"),
        ("f('\"', '\\'', 'é')", "f(   ,     ,     )"),
        ("fn f<'a>(b: &'a str)", "fn f<'a>(b: &'a str)"),
        ("for_r\"\"", "for_r  "),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn items_for_tests_are_blanked() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests;\nfn b() {}\n#[cfg(test)]\nmod c {\n  fn d() { [0; 2]; }\n}\nfn e() {}";
    let names: Vec<_> = code_without_tests(text)
        .split_whitespace()
        .filter(|word| word.ends_with("()"))
        .map(str::to_owned)
        .collect();
    assert_eq!(names, ["a()", "b()", "e()"]);
}

#[test]
fn words_are_whole() {
    let found: Vec<_> = words("judge::a xjudge::b judges::c", "judge::").collect();
    assert_eq!(found, [0]);
}

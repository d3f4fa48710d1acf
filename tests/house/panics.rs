//! What ships does not panic, unless a comment `// Invariant:` in the same statement, or right above it, says why it cannot.

use crate::code::{code_without_tests, words};
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

const PANICS: &[&str] = &[".unwrap()", ".expect(", "panic!(", "unreachable!("];

fn rule(file: &File) -> Vec<Violation> {
    if !file.is_shipped() {
        return Vec::new();
    }
    let code = code_without_tests(&file.text);
    let text_lines: Vec<&str> = file.text.lines().collect();
    let code_lines: Vec<&str> = code.lines().collect();
    let mut found: Vec<_> = PANICS
        .iter()
        .flat_map(|panic| words(&code, panic).map(move |at| (at, *panic)))
        .chain(indexes(&code).map(|at| (at, "an index")))
        .map(|(at, what)| (file.line_at(at), what))
        .filter(|(line, _)| !has_invariant(&text_lines, &code_lines, line - 1))
        .collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|(line, what)| Violation::new(file, line, format!("{what} without // Invariant:")))
        .collect()
}

/// The brackets that index or slice; `[..]` takes all and cannot fail.
fn indexes(code: &str) -> impl Iterator<Item = usize> + '_ {
    let indexed = |c: char| c.is_alphanumeric() || "_)]?".contains(c);
    code.match_indices('[')
        .filter(move |(at, _)| code[..*at].ends_with(indexed))
        .filter(|(at, _)| !code[*at..].starts_with("[..]"))
        .map(|(at, _)| at)
}

/// Whether this line, or what stands before it back to the end of another statement, gives the reason.
fn has_invariant(text: &[&str], code: &[&str], line: usize) -> bool {
    let states = |line: &usize| text[*line].contains("// Invariant: ");
    let ends = |line: usize| {
        text[line].trim().is_empty() || code[line].trim_end().ends_with([',', ';', '{', '}'])
    };
    states(&line)
        || (0..line)
            .rev()
            .take_while(|&line| !ends(line))
            .any(|line| states(&line))
}

#[test]
fn nothing_shipped_panics() {
    demand(rule);
}

#[test]
fn panics_are_found() {
    let text = "\
fn f(a: &[u8], s: [u8; 2]) {
    a.first().unwrap();
    // Invariant: the caller looked.
    let b = a
        .first()
        .expect(\"one\");
    a.last().expect(\"one\");
    a[0] + s[1..][0]; // Invariant: two bytes.
    a[0] + b;
    let [c, _] = s else { panic!(\"a[0]\") };
    // a[0].unwrap()
    let all = &a[..];
    vec![1].unwrap_or(2);
}
#[cfg(test)]
mod tests { fn g() { a[0].unwrap(); } }
";
    assert_eq!(lines_at_fault(rule, "src/a.rs", text), [2, 7, 9, 10]);
    assert_eq!(lines_at_fault(rule, "src/a/tests.rs", text), []);
    assert_eq!(lines_at_fault(rule, "tests/a.rs", text), []);
}

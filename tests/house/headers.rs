//! Every Rust file says in its first sentence what it is for, and a `mod.rs` only says what there is.

use crate::code::{code, words};
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

fn rule(file: &File) -> Vec<Violation> {
    if !file.is_rust() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if !begins_with_a_sentence(&file.text) {
        found.push(Violation::new(file, 1, "no `//!` sentence at the top"));
    }
    if file.path.ends_with("/mod.rs") {
        let code = code(&file.text);
        let functions = words(&code, "fn").map(|at| Violation::at(file, at, "fn in mod.rs"));
        found.extend(functions);
    }
    found
}

/// The first paragraph is a `//!` comment that ends as a sentence does.
fn begins_with_a_sentence(text: &str) -> bool {
    text.lines()
        .map_while(|line| line.strip_prefix("//! "))
        .last()
        .is_some_and(|line| line.ends_with(['.', ':', '?']))
}

#[test]
fn files_say_what_they_are_for() {
    demand(rule);
}

#[test]
fn missing_sentences_and_logic_in_mod_rs_are_found() {
    for (text, lines) in [
        ("//! A mail server.\n", &[][..]),
        ("//! A mail server\n//! and a client.\n\n//! More\n", &[]),
        ("//! A mail server\nuse a;\n", &[1]),
        ("use a;\n//! Late.\n", &[1]),
        ("", &[1]),
        ("//! Parts.\n// no fn\nmod a;\nfn b() {}\n", &[4]),
    ] {
        assert_eq!(lines_at_fault(rule, "src/a/mod.rs", text), lines, "{text}");
    }
    assert_eq!(
        lines_at_fault(rule, "src/a.rs", "//! Parts.\nfn b() {}\n"),
        []
    );
}

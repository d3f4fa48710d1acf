//! Every environment variable that the program reads stands in the manual's table.

use crate::code::code_without_tests;
use crate::files::{File, files};
use crate::violation::{Violation, demand, lines_at_fault};
use std::collections::BTreeSet;

/// Where the table is: `name: "VARIABLE"` in its rows.
const TABLE: &str = "src/run/manual/surroundings.rs";

/// Where the name of the variable is what the user typed.
const NAMED_BY_USER: &[&str] = &["src/cli/secrets.rs"];

/// Functions of the standard library that read a variable of this name.
const BEHIND: &[(&str, &str)] = &[("env::home_dir", "HOME"), ("env::temp_dir", "TMPDIR")];

fn rule(file: &File, table: &BTreeSet<String>) -> Vec<Violation> {
    if !file.is_shipped() {
        return Vec::new();
    }
    // Comments and strings are blanked in one of the two, and nothing is moved.
    let (code, text) = (code_without_tests(&file.text), &file.text);
    let mut found = Vec::new();
    let mut unless_listed = |at: usize, name: &str| {
        if !table.contains(name) {
            let what = format!("{name} is not in the table of {TABLE}");
            found.push(Violation::at(file, at, what));
        }
    };
    for (function, name) in BEHIND {
        for (at, _) in code.match_indices(function) {
            unless_listed(at, name);
        }
    }
    let reads = code.match_indices("env::var").filter_map(|(at, call)| {
        let behind = at + call.len();
        let length = code[behind..].find('(')?;
        matches!(&code[behind..behind + length], "" | "_os").then_some(behind + length + 1)
    });
    for at in reads.collect::<Vec<_>>() {
        let argument = text[at..].split(')').next().unwrap_or_default();
        match named(argument, text, at) {
            Some(names) => names.iter().for_each(|name| unless_listed(at, name)),
            None if NAMED_BY_USER.contains(&file.path.as_str()) => {}
            None => unless_listed(at, argument),
        }
    }
    found
}

/// The variables that an argument of `env::var` at this place stands for: a literal, a constant, or that of a closure.
fn named(argument: &str, text: &str, at: usize) -> Option<Vec<String>> {
    let literal = |text: &str| Some(vec![text.split('"').nth(1)?.to_owned()]);
    if argument.starts_with('"') {
        return literal(argument);
    }
    if let Some((_, rest)) = text.split_once(&format!("const {argument}: &str = ")) {
        return literal(rest.split(';').next()?);
    }
    let line = text[..at].rsplit("let ").next()?;
    let (closure, _) = line.split_once(&format!(" = |{argument}|"))?;
    let call = format!("{closure}(\"");
    let calls = text.split(call.as_str()).skip(1);
    Some(
        calls
            .filter_map(|it| Some(it.split('"').next()?.to_owned()))
            .collect(),
    )
}

/// The names in the table.
fn names(table: &str) -> BTreeSet<String> {
    let rows = table.split("name: \"").skip(1);
    rows.filter_map(|row| Some(row.split('"').next()?.to_owned()))
        .collect()
}

#[test]
fn variables_are_in_the_manual() {
    let files = files();
    let table = files.iter().find(|file| file.path == TABLE);
    let table = names(&table.expect("the table has moved").text);
    for name in ["NO_COLOR", "COLUMNS", "SSLKEYLOGFILE", "HOME", "TMPDIR"] {
        assert!(table.contains(name), "{name}");
    }
    demand(|file| rule(file, &table));
}

#[test]
fn variables_that_are_not_are_found() {
    let table = BTreeSet::from(["HOME".to_owned(), "TERM".to_owned()]);
    for (text, lines) in [
        ("std::env::var(\"TERM\")\n", &[][..]),
        ("std::env::var_os(\"EDITOR\")\n", &[1]),
        ("const A: &str = \"TERM\";\nenv::var(A)\n", &[]),
        ("const A: &str = \"PAGER\";\nenv::var(A)\n", &[2]),
        (
            "let get = |it| env::var(it).ok();\nget(\"TERM\"); get(\"HOME\")\n",
            &[],
        ),
        (
            "let get = |it| env::var(it).ok();\nget(\"TERM\"); get(\"LANG\")\n",
            &[1],
        ),
        ("fn get(it: &str) { env::var(it) }\n", &[1]),
        ("env::home_dir()\nenv::temp_dir()\n", &[2]),
        ("// env::var(\"EDITOR\")\nenv::args()\n", &[]),
    ] {
        let found = lines_at_fault(|file| rule(file, &table), "src/a.rs", text);
        assert_eq!(found, lines, "{text}");
    }
    let text = "env::var_os(name)\n";
    assert_eq!(
        lines_at_fault(|file| rule(file, &table), NAMED_BY_USER[0], text),
        []
    );
}

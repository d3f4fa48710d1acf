//! Every case that a test names has one line in `tests/CASES.md`, and every line a test that names it.

use crate::code::words;
use crate::files::{File, files};
use crate::violation::{Violation, demand, lines_at_fault};
use std::collections::BTreeSet;

/// Where the cases are listed.
const LIST: &str = "tests/CASES.md";

/// Tests name only cases that are listed.
fn unlisted(file: &File, listed: &BTreeSet<String>) -> Vec<Violation> {
    named(file)
        .into_iter()
        .filter(|(_, id)| !listed.contains(id))
        .map(|(at, id)| Violation::at(file, at, format!("case {id} is not in {LIST}")))
        .collect()
}

/// The list has each case once, and only cases that a test names.
fn unproved(file: &File, proved: &BTreeSet<String>) -> Vec<Violation> {
    if file.path != LIST {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    lines(&file.text)
        .filter_map(|(line, id)| {
            let what = if !seen.insert(id) {
                "is listed twice"
            } else if !proved.contains(id) {
                "is named by no test"
            } else {
                return None;
            };
            Some(Violation::new(file, line, format!("case {id} {what}")))
        })
        .collect()
}

/// The lines of the list, counted from 1, and their IDs.
fn lines(list: &str) -> impl Iterator<Item = (usize, &str)> {
    list.lines().enumerate().filter_map(|(index, line)| {
        let id = line.strip_prefix("| ")?.split(" |").next()?;
        is_id(id).then_some((index + 1, id))
    })
}

/// The IDs in the tests of a file, each with its offset: anywhere as `A01`, and as `a01_` where the name of a function begins.
fn named(file: &File) -> Vec<(usize, String)> {
    if !file.is_rust() || !(file.is_in("src") || file.is_in("tests")) {
        return Vec::new();
    }
    let start = match file.is_shipped() && file.is_in("src") {
        true => file.text.find("#[cfg(test)]").unwrap_or(file.text.len()),
        false => 0,
    };
    let text = &file.text[start..];
    let mut found = Vec::new();
    for letter in 'A'..='Z' {
        for (at, _) in text.match_indices(letter) {
            let id = text.get(at..at + 3).filter(|id| is_id(id));
            let whole = id.filter(|id| words(text, id).any(|word| word == at));
            found.extend(whole.map(|id| (start + at, id.to_owned())));
        }
    }
    for (at, keyword) in text.match_indices("fn ") {
        let name = text[at + keyword.len()..].split('(').next();
        let ids = name.unwrap_or_default().split('_');
        let ids = ids.map(str::to_ascii_uppercase);
        found.extend(ids.take_while(|id| is_id(id)).map(|id| (start + at, id)));
    }
    found.sort_unstable();
    found
}

/// A letter and a number of two digits, from 01 on.
fn is_id(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9']) && !text.ends_with("00")
}

fn listed(files: &[File]) -> BTreeSet<String> {
    let list = files.iter().filter(|file| file.path == LIST);
    list.flat_map(|file| lines(&file.text))
        .map(|(_, id)| id.to_owned())
        .collect()
}

fn proved(files: &[File]) -> BTreeSet<String> {
    files.iter().flat_map(named).map(|(_, id)| id).collect()
}

#[test]
fn cases_and_tests_name_each_other() {
    let files = files();
    let (listed, proved) = (listed(&files), proved(&files));
    assert!(!listed.is_empty(), "{LIST} lists no case");
    demand(|file| unlisted(file, &listed));
    demand(|file| unproved(file, &proved));
}

#[test]
fn unlisted_unproved_and_repeated_cases_are_found() {
    let list = "# Cases\n\n| ID | input |\n| --- | --- |\n| A01 | x, see A09 |\n| B02 | y |\n| A01 | z |\n| C03 | u |\n";
    let test = "#[test]\nfn b02_d04_x() {}\n(\"A01 x\", b\"\\xB05\"), // E05: y\nfn x_f06() { \"{day}T00:00Z\" }\n";
    let files = [File::new(LIST, list), File::new("tests/a.rs", test)];
    let (listed, proved) = (listed(&files), proved(&files));

    let found = lines_at_fault(|file| unproved(file, &proved), LIST, list);
    assert_eq!(found, [7, 8]);
    let unlisted = |path: &str, text: &str| lines_at_fault(|f| unlisted(f, &listed), path, text);
    assert_eq!(unlisted("tests/a.rs", test), [2, 3]);
    assert_eq!(unlisted("src/a/tests.rs", test), [2, 3]);
    assert_eq!(unlisted("src/a.rs", "// D04\n#[cfg(test)]\n// E05\n"), [3]);
    assert_eq!(unlisted("README.md", "D04"), []);
}

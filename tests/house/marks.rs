//! Nothing unfinished is left behind, no warning silenced for good, and no test switched off.

use crate::code::words;
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

const FORBIDDEN: &[&str] = &[
    "#![allow(",
    "#[allow(",
    "#[ignore",
    "FIXME",
    "TODO",
    "XXX",
    "dbg!(",
    "todo!(",
    "unimplemented!(",
];

fn rule(file: &File) -> Vec<Violation> {
    FORBIDDEN
        .iter()
        .flat_map(|mark| words(&file.text, mark).map(move |at| (at, mark)))
        .map(|(at, mark)| Violation::at(file, at, *mark))
        .collect()
}

#[test]
fn no_mark_of_unfinished_work() {
    demand(rule);
}

#[test]
fn marks_are_found() {
    let text = "#[expect(dead_code)]\n#[allow(dead_code)]\n// TODO later\ndbg!(a);\nmktemp XXXXXX\n#[ignore = \"slow\"]\n";
    let mut lines = lines_at_fault(rule, "src/a.rs", text);
    lines.sort_unstable();
    assert_eq!(lines, [2, 3, 4, 6]);
    assert_eq!(lines_at_fault(rule, "README.md", "# TODO\n"), [1]);
}

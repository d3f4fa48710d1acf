//! Servers that would like to write into the log of a CI themselves.

use super::Result;
use super::forms::Forms;
use crate::support::{Theatre, greeting, in_parallel, instead};

/// Marks of all three forms, and what a terminal would obey.
const MARKS: &[&str] = &[
    "::error::x",
    "::add-mask::a",
    "##[add-mask]a",
    "%0A::stop-commands::w",
    "]]></failure><testcase name='x'/>",
    "<!--",
    "&#0;&lol;",
    "# TO\u{44}O",
    "\\# SKIP",
    "not ok 1",
    "'''",
    "\u{1b}[31m",
    "\u{0}\u{b}\u{85}",
    "Bail out!",
];

#[test]
fn nothing_that_a_server_says_is_taken_for_a_mark() {
    let all = MARKS.join(" ");
    let lines: String = MARKS.iter().map(|mark| format!("554-{mark}\r\n")).collect();
    let long = "x".repeat(3000);
    let rows = [
        (greeting(&format!("554 {all}\r\n")), 21, ": greeting"),
        (greeting(&format!("{lines}554 x\r\n")), 21, ": greeting"),
        (greeting(&format!("554 {long}\r\n")), 21, ": greeting"),
        (
            instead("EHLO", &format!("{lines}554 {all}\r\n")),
            22,
            ": first-ehlo",
        ),
    ];
    in_parallel(&rows, |(server, code, end)| {
        let theatre = Theatre::with_host(server.clone());
        let forms = Forms::of(theatre.words(&[]), *code);
        assert_eq!(forms.case(end).result, Result::Failed);
        assert_eq!(forms.with(Result::Failed).len(), 1, "{:?}", forms.cases);
        for text in &forms.texts {
            let longest = text.lines().map(str::len).max().unwrap();
            assert!(longest < 20_000, "{longest} in {text}");
        }
    });
}

//! The session on a terminal that the README shows, held as it stands there.

use super::seated::*;
use crate::support::key::ENTER;
use crate::support::{Seat, Theatre};
use smtls::lab::find;

const README: &str = include_str!("../../../README.md");

/// What stands before what is typed.
const PROMPTS: [&str; 2] = ["mx1.good.test TLS 1.3>", "message>"];

/// What is typed in a line of the example, if it is one of those.
fn typed(line: &str) -> Option<(&'static str, &str)> {
    PROMPTS.into_iter().find_map(|prompt| {
        let rest = line.strip_prefix(prompt)?;
        Some((prompt, rest.strip_prefix(' ').unwrap_or(rest)))
    })
}

#[test]
fn the_readme_shows_a_session_on_a_terminal() {
    let (_, example) = README.split_once("$ smtls shell good.test\n...\n").unwrap();
    let (example, _) = example.split_once("...\n```").unwrap();
    let theatre = Theatre::new(&find("good").unwrap());
    let home = TempDir::new().unwrap();
    let mut words = theatre.words(&[]);
    words[0] = "shell".to_owned();
    let seat = Seat::new(&words, &[("HOME", &home.path().display().to_string())]);
    seat.resize(100, 100);
    for (prompt, line) in example.lines().filter_map(typed) {
        seat.last_line(prompt).types(line).types(ENTER);
    }
    let screen = seat.ends(0);
    let first = example.lines().next().unwrap();
    let begun = screen.iter().skip_while(|line| *line != first);
    let shown: Vec<&str> = begun.map(|line| line.trim_end()).collect();
    let wanted: Vec<&str> = example.lines().collect();
    let same = shown.get(..wanted.len());
    assert_eq!(same, Some(&wanted[..]), "{}", screen.join("\n"));
}

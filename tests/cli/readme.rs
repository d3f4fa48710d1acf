//! What README.md promises holds: its command lines are understood, its links lead somewhere, and what it shows comes out.

use crate::support::{Smtls, Table, Theatre, run_file};
use clap::Parser as _;
use clap::error::ErrorKind;
use smtls::cli::Cli;
use smtls::lab::find;
use std::collections::BTreeSet;

const README: &str = include_str!("../../README.md");

/// The blocks of code, each with its kind, and the text between them.
fn blocks() -> (Vec<(&'static str, &'static str)>, String) {
    let (mut blocks, mut prose) = (Vec::new(), String::new());
    for (index, piece) in README.split("```").enumerate() {
        match index % 2 {
            0 => prose.push_str(piece),
            _ => blocks.push(piece.split_once('\n').unwrap()),
        }
    }
    (blocks, prose)
}

/// The words of a command line as a shell takes them, up to a comment, a pipe or a redirection.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for character in line.chars().chain([' ']) {
        match (quote, character) {
            (Some(mark), _) if character == mark => quote = None,
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, '|' | '>' | '<' | ';' | '&') => break,
            (None, '#') if word.is_none() => break,
            _ => word.get_or_insert_default().push(character),
        }
    }
    words
}

fn is_understood(line: &str) {
    let words = words(line);
    // What stands for something else is no value.
    if words.iter().any(|word| word.contains("...")) || words.len() < 2 {
        return;
    }
    match Cli::try_parse_from(&words) {
        // In the text a command may be named without its target.
        Err(error) if !may_be_short(&error) => {
            panic!("README.md: {line}\n{error}");
        }
        _ => {}
    }
}

/// Help is asked for, or something is left out that has to be typed.
fn may_be_short(error: &clap::Error) -> bool {
    use ErrorKind::{DisplayHelp, DisplayVersion, MissingRequiredArgument};
    matches!(
        error.kind(),
        DisplayHelp | DisplayVersion | MissingRequiredArgument
    ) || error.to_string().contains("but none was supplied")
}

#[test]
fn every_command_line_is_understood() {
    let (blocks, prose) = blocks();
    let mut lines: Vec<&str> = Vec::new();
    for (kind, block) in blocks {
        if kind == "console" {
            lines.extend(block.lines().filter_map(|line| line.strip_prefix("$ ")));
        }
    }
    lines.extend(prose.split('`').skip(1).step_by(2));
    let lines: Vec<&str> = lines
        .into_iter()
        .filter(|line| line.starts_with("smtls ") && !line.contains("[OPTIONS]"))
        // What is written in capitals stands for something else.
        .filter(|line| !line.split([' ', '=', '[', ']']).any(is_placeholder))
        .collect();
    assert!(lines.len() > 100, "{}", lines.len());
    for line in lines {
        is_understood(line);
    }
}

/// NAME, TARGET, FILE and the like.
fn is_placeholder(word: &str) -> bool {
    word.len() > 1
        && word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b"|_.".contains(&b))
}

/// What a heading is called in a link, as GitHub has it.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    let kept = kept.chars();
    kept.filter(|it| it.is_alphanumeric() || "-_".contains(*it))
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let (_, prose) = blocks();
    let headings: BTreeSet<String> = prose
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| slug(line.trim_start_matches('#').trim()))
        .collect();
    let links = prose.split("](").skip(1);
    let links: Vec<&str> = links.filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > 20);
    for link in links {
        match link.strip_prefix('#') {
            Some(anchor) => assert!(headings.contains(anchor), "nothing is called {anchor}"),
            None if link.starts_with("https://") => {}
            None => {
                let place = concat!(env!("CARGO_MANIFEST_DIR"), "/");
                assert!(
                    std::path::Path::new(&format!("{place}{link}")).exists(),
                    "{link}"
                );
            }
        }
    }
}

#[test]
fn the_handshake_that_fails_is_explained_so() {
    let (_, shown) = README
        .split_once("$ smtls probe tls10-only.test\n")
        .unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let outcome = Smtls::new(["lab", "tls10-only"]).run();
    assert_eq!(outcome.code, Some(29), "{outcome}");
    let mut rest = outcome.stdout.as_str();
    for part in shown.split("...\n").filter(|part| !part.is_empty()) {
        let found = rest.split_once(part);
        (_, rest) = found.unwrap_or_else(|| panic!("{part} is not in {outcome}"));
    }
}

/// A text in which what differs from run to run is the same.
fn settled(text: &str) -> Vec<String> {
    let words = |line: &str| {
        let words = line.split(' ').map(|word| match word {
            word if word.starts_with("2027-") => "DATE",
            word if word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty() => "N",
            word => word,
        });
        words.collect::<Vec<_>>().join(" ")
    };
    text.lines().map(words).collect()
}

#[test]
fn the_file_of_expectations_gives_what_is_shown() {
    let (_, file) = README.split_once("```toml\n[run]").unwrap();
    let (file, shown) = file
        .split_once("```\n\n```console\n$ smtls check\n")
        .unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let (head, targets) = file.split_once("[[target]]").unwrap();
    let mut tables = Vec::new();
    let mut theatres = Vec::new();
    for target in targets.split("[[target]]") {
        let (own, expect) = target.split_once("[target.expect]\n").unwrap();
        let value = |key: &str| {
            let mut lines = own.lines();
            let line = lines.find_map(|line| line.strip_prefix(key)).unwrap();
            line.trim_start_matches(" = ").trim_matches('"').to_owned()
        };
        let scenario = find(value("target").trim_end_matches(".test")).unwrap();
        let theatre = Theatre::new(&scenario);
        tables.push(Table::of(&theatre, &value("name"), expect));
        theatres.push(theatre);
    }
    let outcome = run_file(&format!("[run]{head}"), &tables, &[]).exits(41);
    let printed = outcome.stdout.replace("[127.0.0.1]", "[192.0.2.10]");
    assert_eq!(settled(&printed), settled(shown), "{outcome}");
}

//! What the README says of the shell is what the shell does.

use super::server::*;
use smtls::lab::find;

const README: &str = include_str!("../../../README.md");

#[test]
fn the_readme_shows_what_a_shell_prints() {
    let (_, example) = README.split_once("$ cat hello\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let (script, printed) = example
        .split_once("$ smtls shell good.test < hello\n")
        .unwrap();
    let theatre = Theatre::new(&find("good").unwrap());
    let outcome = run(&theatre, &[], script.as_bytes()).exits(44);
    let (head, tail) = printed.split_once("...\n").unwrap();
    assert!(outcome.stdout.starts_with(head), "{head}\n{outcome}");
    assert!(outcome.stdout.ends_with(tail), "{tail}\n{outcome}");
}

#[test]
fn the_readme_has_the_table_of_local_commands() {
    for command in smtls::shell::COMMANDS {
        let row = format!("| `{}` | {} |", command.usage(), command.sentence);
        assert!(README.lines().any(|line| line == row), "{row}");
    }
}

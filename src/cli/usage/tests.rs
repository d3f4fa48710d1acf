//! Whatever is typed wrongly is refused in one sentence of ours, with a hint.

use super::*;
use clap::{ArgAction, Parser as _};

/// Values that are wrong for most options.
const WRONG: [&str; 4] = ["", "99999999999999999999", "no such thing", "\u{1b}[2J"];

/// What clap says, and what stands in no sentence of ours.
const FOREIGN: [&str; 12] = [
    "invalid value",
    "unexpected argument",
    "unrecognized",
    "the argument '",
    "value is required",
    "similar",
    "digit found",
    "number too",
    "is not in ",
    "Usage:",
    "<",
    "tip:",
];

fn refused(words: &[&str]) -> Option<UsageError> {
    let typed = ["smtls"].iter().chain(words);
    let command = words.first().copied();
    let error = Cli::try_parse_from(typed).err()?;
    UsageError::from_clap(&error, command)
}

fn is_ours(words: &[&str], usage: &UsageError) {
    let UsageError {
        sentence,
        hint,
        code,
    } = usage;
    assert_eq!(*code, ExitCode::Usage, "{words:?}");
    for text in [sentence, hint] {
        assert!(!text.is_empty(), "{words:?}: {usage:?}");
        assert!(!text.contains(['\n', '\u{1b}']), "{words:?}: {usage:?}");
        assert!(!text.ends_with('.'), "{words:?}: {usage:?}");
        for foreign in FOREIGN {
            // The forms of values stand in brackets, and the null reverse-path is written so.
            let text = text.replace("<>", "");
            assert!(!text.contains(foreign), "{words:?}: {usage:?}");
        }
    }
    assert_ne!(sentence, hint, "{words:?}");
}

#[test]
fn every_option_is_refused_in_words_of_ours() {
    let definition = Cli::definition();
    let mut met = 0;
    // A shell has the options of a probe.
    let commands = definition.get_subcommands();
    for command in commands.filter(|it| it.get_name() != "shell") {
        let name = command.get_name();
        for option in command.get_arguments() {
            let Some(long) = option.get_long().filter(|long| *long != "help") else {
                continue;
            };
            let option_alone = format!("--{long}");
            let mut lines = vec![
                vec![name, &option_alone],
                vec![name, &option_alone, &option_alone, "a.test"],
            ];
            let values = WRONG.map(|value| format!("--{long}={value}"));
            lines.extend(values.iter().map(|value| vec![name, value, "a.test"]));
            if matches!(option.get_action(), ArgAction::SetTrue) {
                let flag = format!("--{long}=x");
                let usage = refused(&[name, &flag, "a.test"]);
                let usage = usage.unwrap_or_else(|| panic!("{name} takes {flag}"));
                assert!(
                    usage.sentence.contains("takes no value") || name == "lab",
                    "{usage:?}"
                );
            }
            for words in lines {
                if let Some(usage) = refused(&words) {
                    is_ours(&words, &usage);
                    met += 1;
                }
            }
        }
    }
    assert!(met > 200, "only {met} were refused");
}

#[test]
fn what_there_is_not_is_refused_with_what_may_be_meant() {
    for (words, sentence, hint) in [
        (
            &["prob"][..],
            "there is no command prob",
            "did you mean smtls probe?",
        ),
        (
            &["example.com"],
            "there is no command example.com",
            "did you mean smtls probe example.com?",
        ),
        (
            &["xyzzy"],
            "there is no command xyzzy",
            "see smtls --help, or smtls probe --help",
        ),
        (
            &["probe", "--key-log", "x", "a.test"],
            "there is no option --key-log",
            "did you mean --keylog?",
        ),
        (
            &["probe", "--list", "a.test"],
            "there is no option --list",
            "did you mean --list-checks?",
        ),
        (
            &["probe", "--xyzzy", "a.test"],
            "there is no option --xyzzy",
            "see smtls probe --help",
        ),
        (
            &["probe", "--port", "25", "a.test"],
            "--port is an option of smtls tlsa",
            "the port stands behind the host: mx.example.com:587",
        ),
        (
            &["audit", "--try-mail", "a.test"],
            "--try-mail is an option of smtls probe",
            "see smtls audit --help",
        ),
        (
            &["probe", "--timeout", "-1", "a.test"],
            "there is no option -1",
            "numbers and times have no sign; any other value that begins with a hyphen stands behind =",
        ),
        (
            &["probe", "--level", "verfy", "a.test"],
            "--level does not know \"verfy\"",
            "did you mean verify?",
        ),
        (
            &["probe", "--level", "x", "a.test"],
            "--level does not know \"x\"",
            "the values are may, encrypt, verify, dane, secure",
        ),
        (
            &["probe", "--timeout", "x", "a.test"],
            "--timeout cannot be \"x\"",
            "write a number of seconds, or a number with a unit: 500ms, 30s, 2m",
        ),
        (
            &["audit", "--connections", "51", "a.test"],
            "--connections cannot be \"51\"",
            "write a number from 1 to 50",
        ),
        (
            &["probe", "--seed", "x", "a.test"],
            "--seed cannot be \"x\"",
            "write a whole number, without sign",
        ),
        (
            &["probe", "--mx", "--mx", "a.test"],
            "--mx was given several times",
            "--mx counts once; leave out the others",
        ),
        (
            &["probe", "--list-checks", "a.test"],
            "--list-checks stands alone, and cannot be used with anything else",
            "leave out everything else behind the command",
        ),
        (
            &["probe", "--mx=x", "a.test"],
            "--mx takes no value",
            "leave out =x",
        ),
        (
            &["generate"],
            "the command generate needs MATERIAL",
            "the values are man, completions, schema",
        ),
        (
            &["generate", "mann"],
            "the command generate does not know \"mann\"",
            "did you mean man?",
        ),
    ] {
        let usage = refused(words).unwrap_or_else(|| panic!("{words:?} is understood"));
        assert_eq!(
            (usage.sentence.as_str(), usage.hint.as_str()),
            (sentence, hint),
            "{words:?}"
        );
    }
}

#[test]
fn the_number_that_the_system_has_for_an_error_is_left_out() {
    for (given, told) in [
        (
            "x cannot be read: No such file or directory (os error 2)",
            "x cannot be read: No such file or directory",
        ),
        ("(os error 2) is a file", "(os error 2) is a file"),
        ("nothing", "nothing"),
    ] {
        assert_eq!(UsageError::new(given, "hint").sentence, told);
    }
}

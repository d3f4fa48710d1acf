//! What readers of a command line say of its options, said of the keys of a file.

use super::known_options;
use crate::cli::UsageError;
use crate::expect::Name;

/// The same with keys in place of options: `--auth-user` becomes `auth-user`, and `--auth EXTERNAL` becomes `auth = "EXTERNAL"`.
/// What was typed stays as it was typed.
pub fn in_keys(error: UsageError, is_typed: impl Fn(&str) -> bool) -> UsageError {
    UsageError {
        sentence: keys(&error.sentence, &is_typed),
        hint: keys(&error.hint, &is_typed),
        code: error.code,
    }
}

/// What is of use only where words follow each other.
const OF_A_LINE: [&str; 2] = [
    "; a target goes before --auth",
    "; a target goes before --data",
];

fn keys(words: &str, is_typed: &impl Fn(&str) -> bool) -> String {
    let words = OF_A_LINE.iter().fold(words.to_owned(), |words, of_a_line| {
        words.replace(of_a_line, "")
    });
    let mut told = String::new();
    let mut rest = words.as_str();
    while let Some((before, after)) = rest.split_once("--") {
        told.push_str(before);
        let is_begin = !before.ends_with(|last: char| last.is_alphanumeric() || last == '-');
        let end =
            after.find(|it: char| !(it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'));
        let (name, behind) = after
            .split_at_checked(end.unwrap_or(after.len()))
            .unwrap_or((after, ""));
        let is_key =
            known_options().iter().any(|known| known.name == name) || Name::find(name).is_ok();
        // What is to be typed is typed with dashes.
        let clause = told.rsplit([';', ':', ',']).next().unwrap_or_default();
        if !is_begin || !is_key || is_typed(name) || clause.contains("smtls ") {
            told.push_str("--");
            rest = after;
            continue;
        }
        told.push_str(name);
        rest = behind;
        if let Some((value, behind)) = value(behind) {
            told.push_str(&format!(" = \"{value}\""));
            rest = behind;
        }
    }
    told + rest
}

/// The value that stands behind an option, and what follows: after an equals sign, or a word in capital letters.
fn value(behind: &str) -> Option<(&str, &str)> {
    let (value, is_sure) = match behind.strip_prefix('=') {
        Some(value) => (value, true),
        None => (behind.strip_prefix(' ')?, false),
    };
    let end = value
        .find([' ', ',', ';', ')', '\''])
        .unwrap_or(value.len());
    let (value, behind) = value.split_at_checked(end)?;
    let mut letters = value.chars();
    let mut is_capital = || letters.next().is_some_and(|it| it.is_ascii_uppercase());
    (!value.is_empty() && (is_sure || (is_capital() && is_capital()))).then_some((value, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_keys_and_all_else_stays() {
        for (words, told) in [
            (
                "leave out --all, or --data: both",
                "leave out all, or data: both",
            ),
            ("--ipv4 and '--ipv6'", "ipv4 and 'ipv6'"),
            (
                "add --auth EXTERNAL; or not",
                "add auth = \"EXTERNAL\"; or not",
            ),
            (
                "such as --xclient ADDR=192.0.2.1",
                "such as xclient = \"ADDR=192.0.2.1\"",
            ),
            (
                "--level=may, or --level may",
                "level = \"may\", or level may",
            ),
            ("for '--timeout <TIME>': no", "for 'timeout <TIME>': no"),
            // What no file may set, and what is no option at all.
            ("smtls check --init TARGET", "smtls check --init TARGET"),
            ("see smtls probe --help", "see smtls probe --help"),
            (
                "smtls probe --dns ADDRESS tells; leave out --dns",
                "smtls probe --dns ADDRESS tells; leave out dns",
            ),
            ("--dns-other, a--all -- --", "--dns-other, a--all -- --"),
            // What was typed.
            ("--ehlo beside --no-sni", "--ehlo beside no-sni"),
            ("--", "--"),
            ("", ""),
        ] {
            assert_eq!(keys(words, &|name| name == "ehlo"), told, "{words}");
        }
    }
}

//! One word for one thing: messages have none of the words that the project has others for.

use crate::code::{code, strings, test_items, words};
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

/// What no message says, and what it says instead.
const BANNED: &[(&str, &str)] = &[
    ("CN match", "say which name the certificate is for"),
    ("MX server", "MX host"),
    ("SMTPS", "submissions, or implicit TLS"),
    ("TLS, without authentication", "TLS without authentication"),
    ("banner", "greeting"),
    ("can't", "cannot"),
    ("capability", "extension"),
    ("don't", "do not"),
    ("e-mail", "mail"),
    ("email", "mail"),
    ("hostname", "host, or name of the host"),
    ("invalid value", "cannot be, or does not know"),
    ("leaf", "the server's certificate"),
    ("nameserver", "name server"),
    ("not supported", "not offered, not known or not accepted"),
    ("recipient domain", "next-hop domain"),
    ("status line", "reply"),
    ("timed out", "within how many seconds nothing came"),
    ("unauthenticated TLS", "TLS without authentication"),
    ("unexpected argument", "there is no option"),
];

/// Words of others: a register, and the servers of the lab.
const OF_OTHERS: &[&str] = &["src/dns/dnssec/extended_error.rs", "src/lab"];

fn rule(file: &File) -> Vec<Violation> {
    if !file.is_shipped() || OF_OTHERS.iter().any(|place| file.is_in(place)) {
        return Vec::new();
    }
    let code = code(&file.text);
    let tests: Vec<_> = test_items(&code).collect();
    let mut found = Vec::new();
    for (at, text) in strings(&file.text) {
        let is_test = tests.iter().any(|item| item.contains(&at));
        // A word alone is a name: of an option, a key, a feature.
        if is_test || text.split_whitespace().count() < 2 {
            continue;
        }
        for (banned, instead) in BANNED {
            if words(text, banned).next().is_some() {
                let what = format!("{banned:?}: the word is {instead}");
                found.push(Violation::at(file, at, what));
            }
        }
    }
    found
}

#[test]
fn messages_use_the_words_of_the_house() {
    demand(rule);
}

#[test]
fn other_words_are_found() {
    let text = "const A: &str = \"the banner of the server\";\n// the banner\nconst B: &str = \"banner\";\nconst C: &str = \"over unauthenticated TLS \\\n now\";\n#[cfg(test)]\nmod tests {\n    const D: &str = \"a leaf falls\";\n}\n";
    assert_eq!(lines_at_fault(rule, "src/a.rs", text), [1, 4]);
    assert_eq!(lines_at_fault(rule, "tests/a.rs", text), []);
}

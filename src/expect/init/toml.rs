//! Values as a file has them. Whatever stands in a text, it comes back as it was.

use crate::expect::value::{Leniency, Value};
use crate::span::span_in_words;

/// A text in quotes (TOML v1.0.0, basic strings). What is neither ASCII nor a letter or digit is escaped, so that nothing hides there.
pub(super) fn text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            ' '..='~' => quoted.push(character),
            other if other.is_alphanumeric() => quoted.push(other),
            other => quoted.push_str(&format!("\\U{:08X}", u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

/// The values of an option: none for a flag, and brackets for several.
pub(super) fn values(values: &[String]) -> String {
    match values {
        [] => "true".to_owned(),
        [only] => text(only),
        several => list(several.iter().map(String::as_str)),
    }
}

/// What is expected.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Off => "false".to_owned(),
        Value::Yes | Value::Verdict(Leniency::Pass) => "true".to_owned(),
        Value::Days(days) => days.to_string(),
        Value::ExitCodes(codes) => match codes.as_slice() {
            [only] => only.to_string(),
            several => format!("{several:?}"),
        },
        Value::Times(times) => {
            let times = times.iter();
            let times = times
                .map(|(timed, most)| format!("{} = {}", timed.name(), text(&span_in_words(*most))));
            format!("{{ {} }}", times.collect::<Vec<_>>().join(", "))
        }
        Value::Versions(all) => list(all.iter().map(|it| it.name)),
        Value::Groups(all) => list(all.iter().map(|it| it.name)),
        Value::Suites(all) => list(all.iter().map(|it| it.name)),
        Value::Schemes(all) => list(all.iter().map(|it| it.name)),
        Value::KeyTypes(all) => list(all.iter().copied()),
        Value::Weaknesses(all) => list(all.iter().map(|it| it.id())),
        Value::Uris(all) => list(all.iter().map(String::as_str)),
        Value::Hosts(all) => list(all.iter().map(|it| it.ascii())),
        Value::Subjects(all) => each(all),
        Value::Pins(all) => each(all),
        Value::Extensions(all) => each(all),
        Value::Version(version) => text(version.postfix),
        Value::Octets(_)
        | Value::Verdict(_)
        | Value::Stage(_)
        | Value::Trust(_)
        | Value::Text(_)
        | Value::Mode(_)
        | Value::Sender(_)
        | Value::Profile(_)
        | Value::Severity(_) => text(&value.to_string()),
    }
}

fn each<T: ToString>(all: &[T]) -> String {
    let words: Vec<String> = all.iter().map(T::to_string).collect();
    list(words.iter().map(String::as_str))
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(text).collect();
    format!("[{}]", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_a_text_comes_back() {
        for hostile in [
            "",
            "plain",
            "a\"]\n[run]\nretry = 9 #",
            "\\u0041 \\",
            "tab\t, bell\u{7}, delete\u{7f}, nothing\0",
            "m\u{fc}nchen.test \u{202e}gnp.exe\u{2066} \u{feff}\u{85}\u{2028}",
            "'''\"\"\"",
            "\r\n",
            "\u{1f600}\u{10ffff}",
        ] {
            let line = format!("a = {}", text(hostile));
            assert_eq!(line.lines().count(), 1, "{line}");
            let table: toml::Table = line.parse().expect(&line);
            assert_eq!(table["a"].as_str(), Some(hostile), "{line}");
            assert!(!line.contains('\u{202e}'));
        }
    }
}

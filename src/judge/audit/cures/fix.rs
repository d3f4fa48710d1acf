//! What to do about one finding: the words, and the changes that they name.

use super::super::subject::Subject;
use super::left::leaves_nothing;
use super::software::Software;
use super::table::{Change, Setting};
use std::slice;

/// What comes before a change that takes away all that a server can do.
const LEAVES_NOTHING: &str =
    "let the server do TLS 1.2 and 1.3 with ECDHE first, or nothing is left that it takes; then ";

/// What to do about a finding.
pub(in super::super) struct Fix {
    /// It in the imperative, without a final stop.
    pub(in super::super) words: String,
    /// The changes among it that a setting makes.
    pub(in super::super) changes: Vec<Change>,
}

impl From<&str> for Fix {
    fn from(words: &str) -> Self {
        Self::from(words.to_owned())
    }
}

impl From<String> for Fix {
    fn from(words: String) -> Self {
        Self {
            words,
            changes: Vec::new(),
        }
    }
}

impl Fix {
    /// The same after some other words.
    pub(in super::super) fn after(self, before: &str) -> Self {
        // What has to be done before any change goes before these words too.
        let words = match self.words.strip_prefix(LEAVES_NOTHING) {
            Some(change) => format!("{LEAVES_NOTHING}{before}{change}"),
            None => format!("{before}{}", self.words),
        };
        Self { words, ..self }
    }

    /// The same before some other words.
    pub(in super::super) fn and(self, more: &str) -> Self {
        Self {
            words: format!("{}{more}", self.words),
            ..self
        }
    }
}

/// How a change is made: in the program that the greeting names or else in Postfix, and where to look in others.
pub(in super::super) fn cure(subject: Subject<'_>, change: Change) -> Fix {
    let named = Software::greeting(subject.smtp);
    let has_settings =
        |software: &Software| !change.settings(*software, subject.service).is_empty();
    let named = named.filter(has_settings);
    let first = named.unwrap_or(Software::Postfix);
    let settings = in_words(&change.settings(first, subject.service));
    let others = Software::ALL.into_iter().filter(|it| *it != first);
    let others = others.filter_map(|other| {
        let settings = change.settings(other, subject.service);
        let where_it_is = match other {
            // Its TLS is Windows', which has many places for it.
            Software::Exchange => "Schannel",
            _ => settings.first()?.name,
        };
        settings.first()?;
        Some(format!("{} {where_it_is}", other.name()))
    });
    let others: Vec<String> = others.collect();
    let others = match others.is_empty() {
        true => String::new(),
        false => format!(" ({})", others.join(", ")),
    };
    let whose = match named {
        None | Some(Software::Postfix) => format!("in {}", first.name()),
        Some(other) => format!("if this is {}, as its greeting says,", other.name()),
    };
    let elsewhere = change.elsewhere();
    let first = match leaves_nothing(subject.tls, slice::from_ref(&change)) {
        true => LEAVES_NOTHING,
        false => "",
    };
    Fix {
        words: format!("{first}{whose} {settings}; elsewhere {elsewhere}{others}"),
        changes: vec![change],
    }
}

/// Settings in the imperative; those that are to be the same together.
fn in_words(settings: &[Setting]) -> String {
    let mut groups: Vec<(&Setting, Vec<&str>)> = Vec::new();
    for setting in settings {
        let same = groups
            .iter_mut()
            .find(|(first, _)| first.value == setting.value);
        match same {
            Some((_, names)) => names.push(setting.name),
            None => groups.push((setting, vec![setting.name])),
        }
    }
    let words = groups.iter().map(|(setting, names)| {
        let (names, value) = (names.join(" and "), &setting.value);
        match (value.is_empty(), setting.adds) {
            (true, _) => format!("leave {names} empty"),
            (false, true) => format!("add {value} to {names}"),
            (false, false) => format!("{names} = {value}"),
        }
    });
    words.collect::<Vec<String>>().join(", ")
}

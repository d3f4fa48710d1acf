//! What to do about one finding: the words, and the changes that they name.

use super::super::subject::Subject;
use super::left::{First, first};
use super::setting::{Form, Setting};
use super::software::Software;
use super::table::Change;
use std::slice;

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
        let mut firsts = First::ALL.into_iter();
        let first = firsts.find_map(|first| {
            let change = self.words.strip_prefix(first.before())?;
            Some(format!("{}{before}{change}", first.before()))
        });
        let words = first.unwrap_or_else(|| format!("{before}{}", self.words));
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
    let here = named.unwrap_or(Software::Postfix);
    let settings = in_words(&change.settings(here, subject.service));
    let others = Software::ALL.into_iter().filter(|it| *it != here);
    let others = others.filter_map(|other| {
        let settings = change.settings(other, subject.service);
        let where_it_is = match (other, &change) {
            // Its TLS is Windows', which has many places for it.
            (Software::Exchange, it) if *it != Change::Certificate => "Schannel",
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
        None | Some(Software::Postfix) => format!("in {}", here.name()),
        Some(other) => format!("if this is {}, as its greeting says,", other.name()),
    };
    let elsewhere = change.elsewhere();
    let first = first(subject.tls, slice::from_ref(&change)).map_or("", First::before);
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
    let words = groups
        .iter()
        .map(|(setting, names)| one(setting, &names.join(" and ")));
    words.collect::<Vec<String>>().join(", ")
}

/// One setting in the imperative, with the first of the remarks on it.
fn one(setting: &Setting, names: &str) -> String {
    let value = &setting.value;
    let adds = setting.adds.as_deref();
    let words = match (setting.form, adds) {
        (Form::Told, _) => format!("{names}: {value}"),
        _ if value.is_empty() => format!("leave {names} empty"),
        // What is added can be all that there is.
        (_, Some(end)) if end.trim_start_matches([',', ' ']) == value => {
            format!("add {value} to {names}")
        }
        (form, end) => {
            let whole = match form {
                Form::Blank => format!("{names} {value}"),
                _ => format!("{names} = {value}"),
            };
            match end {
                Some(end) => format!("{whole}, or {end} at the end of what stands there"),
                None => whole,
            }
        }
    };
    match (setting.build, setting.remarks.first()) {
        (Some(library), _) => format!("{words} (built with {library})"),
        (None, Some(remark)) => format!("{words} ({remark})"),
        (None, None) => words,
    }
}

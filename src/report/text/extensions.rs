//! What the server offers by EHLO, in the clear and inside TLS.

use super::fact::fact;
use super::wrap::Line;
use crate::report::extensions::{ExtensionReport, ExtensionsReport};
use std::collections::HashSet;

/// How much is said of each extension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Keyword and parameters.
    #[default]
    Listed,
    /// What it means, too.
    Explained,
}

/// Both lists, and how they differ.
pub(super) fn extensions(extensions: &ExtensionsReport, detail: Detail) -> Vec<Line> {
    let mut lines = lists(extensions);
    if detail == Detail::Explained {
        let last = extensions
            .inside_tls
            .as_ref()
            .or(extensions.in_the_clear.as_ref());
        let all = last.into_iter().flatten().chain(&extensions.removed);
        lines.extend(all.flat_map(explained));
    }
    lines
}

/// One list, with what each extension means.
pub(super) fn explained_list(offered: &[ExtensionReport]) -> Vec<Line> {
    let mut lines = fact("extensions", &list(offered));
    lines.extend(offered.iter().flat_map(explained));
    lines
}

fn lists(extensions: &ExtensionsReport) -> Vec<Line> {
    match (&extensions.in_the_clear, &extensions.inside_tls) {
        (None, None) => Vec::new(),
        (Some(clear), None) => fact("extensions", &format!("in the clear: {}", list(clear))),
        (None, Some(inside)) => fact("extensions", &list(inside)),
        (Some(_), Some(inside)) => {
            let mut lines = fact("extensions", &format!("inside TLS: {}", list(inside)));
            if !extensions.added.is_empty() {
                lines.extend(fact(
                    "",
                    &format!("only inside TLS: {}", list(&extensions.added)),
                ));
            }
            if !extensions.removed.is_empty() {
                lines.extend(fact(
                    "",
                    &format!("only in the clear: {}", list(&extensions.removed)),
                ));
            }
            lines
        }
    }
}

/// The extensions in one line: what is listed twice stands there once, and all mechanisms for AUTH together.
fn list(list: &[ExtensionReport]) -> String {
    let on_auth = list.iter().filter(|one| one.auth_mechanisms.is_some());
    let together = (on_auth.count() > 1).then(|| format!("AUTH {}", mechanisms(list)));
    let mut words: Vec<String> = Vec::new();
    for one in list {
        let word = match (&one.auth_mechanisms, &together) {
            (Some(_), Some(together)) => together.trim_end().to_owned(),
            _ => one.short(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match words.is_empty() {
        true => "none".to_owned(),
        false => words.join(", "),
    }
}

/// The mechanisms of all lines, each once.
fn mechanisms(list: &[ExtensionReport]) -> String {
    // A set beside the list, because a server may list thousands.
    let mut met = HashSet::new();
    let mut all: Vec<&str> = Vec::new();
    for mechanism in list
        .iter()
        .filter_map(|one| one.auth_mechanisms.as_ref())
        .flatten()
    {
        if met.insert(mechanism.as_str()) {
            all.push(mechanism);
        }
    }
    all.join(" ")
}

fn explained(extension: &ExtensionReport) -> Vec<Line> {
    let meaning = extension.meaning.as_deref().unwrap_or("not known to smtls");
    let reference = match &extension.reference {
        Some(reference) => format!(" ({reference})"),
        None => String::new(),
    };
    fact("", &format!("{}: {meaning}{reference}", extension.keyword))
}

//! How a line may go on: verbs, parameters, and what this server's EHLO reply offered.

mod parameters;

use super::{COMMANDS, Command};
use crate::smtp::sasl::Mechanism;
use parameters::{OF_MAIL, OF_RCPT, Parameter};

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where in the line the text takes the place of what was typed, in octets; it ends at the cursor.
    pub start: usize,
    /// What takes its place.
    pub text: String,
    /// What is shown in a list, where that is not the text.
    pub shown: Option<String>,
    /// A space is to follow, because more has to.
    pub space: bool,
}

/// The verbs of RFC 5321 that need no extension, each with a space where something has to follow, and with what always follows.
const VERBS: [&str; 11] = [
    "EHLO ",
    "HELO ",
    "DATA",
    "RSET",
    "NOOP",
    "QUIT",
    "VRFY ",
    "EXPN ",
    "HELP",
    "MAIL FROM:<",
    "RCPT TO:<",
];

/// Verbs that an EHLO keyword brings.
const BROUGHT: [(&str, &str); 8] = [
    ("STARTTLS", "STARTTLS"),
    ("AUTH", "AUTH "),
    ("CHUNKING", "BDAT "),
    ("BURL", "BURL "),
    ("ETRN", "ETRN "),
    ("ATRN", "ATRN"),
    ("XCLIENT", "XCLIENT "),
    ("XFORWARD", "XFORWARD "),
];

/// How the line may go on at the cursor (in octets), where the server's EHLO reply had these lines.
pub fn complete(line: &str, cursor: usize, offered: &[String]) -> Vec<Candidate> {
    let Some(before) = line.get(..cursor) else {
        return Vec::new();
    };
    let start = before.rfind([' ', '\t']).map_or(0, |space| space + 1);
    let (head, typed) = before.split_at(start);
    let words: Vec<&str> = head.split_ascii_whitespace().collect();
    let ways = match words.split_first() {
        None => match typed.strip_prefix('/') {
            Some(_) => local().collect(),
            None => verbs(offered),
        },
        Some((verb, rest)) => behind(&verb.to_ascii_uppercase(), rest, offered),
    };
    // Of a list behind a comma, its last element goes on: NOTIFY=SUCCESS,FAILURE.
    let is_lower = is_lower(typed, words.first().copied());
    let fits = |way: &Way| {
        let start = way.text.get(..typed.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(typed)) && way.text.len() > typed.len()
    };
    let candidates = ways.into_iter().filter(fits).map(|way| Candidate {
        start,
        text: match is_lower && !way.text.starts_with('/') {
            true => way.text.to_ascii_lowercase(),
            false => way.text,
        },
        shown: None,
        space: way.space,
    });
    candidates.collect()
}

/// The command whose last word is the name of a file, and that name as far as it was typed, with its place in the line.
pub fn file_argument(line: &str, cursor: usize) -> Option<(usize, &str)> {
    let before = line.get(..cursor)?;
    let (command, behind) = before.split_once([' ', '\t'])?;
    let takes_a_file = matches!(command, "/send" | "/save");
    let typed = behind.trim_start_matches([' ', '\t']);
    takes_a_file.then(|| (cursor - typed.len(), typed))
}

/// Some way to go on, in upper case.
struct Way {
    text: String,
    space: bool,
}

impl Way {
    /// What ends with a space has something to follow.
    fn new(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        Self {
            text: text.trim_end().to_owned(),
            space: text.ends_with(' '),
        }
    }
}

/// The local commands.
fn local() -> impl Iterator<Item = Way> {
    // A comment is not what anybody looks for.
    let all = COMMANDS.iter().filter(|command| command.name != "#");
    let mut all: Vec<&Command> = all.collect();
    all.sort_unstable_by_key(|command| command.name);
    all.into_iter().map(|command| {
        let needs_more = !command.arguments.is_empty() && !command.arguments.starts_with('[');
        let space = if needs_more { " " } else { "" };
        Way::new(format!("/{}{space}", command.name))
    })
}

fn verbs(offered: &[String]) -> Vec<Way> {
    let mut ways: Vec<Way> = VERBS.into_iter().map(Way::new).collect();
    let brought = BROUGHT
        .iter()
        .filter(|(keyword, _)| offers(offered, keyword));
    ways.extend(brought.map(|(_, verb)| Way::new(*verb)));
    ways
}

/// What may stand behind a verb.
fn behind(verb: &str, rest: &[&str], offered: &[String]) -> Vec<Way> {
    match (verb, rest) {
        ("MAIL", []) => vec![Way::new("FROM:<")],
        ("RCPT", []) => vec![Way::new("TO:<")],
        ("MAIL", given) => parameters(OF_MAIL, given, offered),
        ("RCPT", given) => parameters(OF_RCPT, given, offered),
        ("AUTH", []) => mechanisms(offered).into_iter().map(Way::new).collect(),
        ("HELP", []) => verbs(offered)
            .into_iter()
            .map(|way| Way::new(way.text.split(' ').next().unwrap_or_default()))
            .collect(),
        ("XCLIENT" | "XFORWARD", given) => words_of(offered, verb)
            .filter(|name| !is_given(given, name))
            .map(|name| Way::new(format!("{}=", name.to_ascii_uppercase())))
            .collect(),
        ("/AUTH", []) => {
            let mut all = mechanisms(offered);
            if all.is_empty() {
                all.extend(Mechanism::ALL.iter().map(ToString::to_string));
            }
            all.into_iter().map(Way::new).collect()
        }
        ("/HELP", []) => local().map(|way| Way::new(way.text)).collect(),
        _ => Vec::new(),
    }
}

/// Parameters that the server's extensions allow, but for those that are there already.
fn parameters(table: &[Parameter], given: &[&str], offered: &[String]) -> Vec<Way> {
    let all = table.iter().filter(|(keyword, text)| {
        let name = text.split('=').next().unwrap_or_default();
        offers(offered, keyword) && !is_given(given, name)
    });
    all.map(|(_, text)| Way::new(text)).collect()
}

fn is_given(given: &[&str], name: &str) -> bool {
    let mut names = given.iter().filter_map(|word| word.split('=').next());
    names.any(|other| other.eq_ignore_ascii_case(name))
}

/// The mechanisms for AUTH that are offered, also in the old form with an equals sign.
fn mechanisms(offered: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for line in offered {
        let start = line.get(..5).unwrap_or_default();
        if start.eq_ignore_ascii_case("AUTH ") || start.eq_ignore_ascii_case("AUTH=") {
            let words = line.get(5..).unwrap_or_default().split_ascii_whitespace();
            for word in words.map(str::to_ascii_uppercase) {
                if !all.contains(&word) {
                    all.push(word);
                }
            }
        }
    }
    all
}

fn offers(offered: &[String], keyword: &str) -> bool {
    let mut keywords = offered.iter().filter_map(|line| line.split(' ').next());
    keywords.any(|other| other.eq_ignore_ascii_case(keyword))
        || keyword == "AUTH" && !mechanisms(offered).is_empty()
}

/// The parameters of an EHLO keyword.
fn words_of<'a>(offered: &'a [String], keyword: &str) -> impl Iterator<Item = &'a str> {
    let is_it = |line: &&String| {
        let first = line.split(' ').next();
        first.is_some_and(|first| first.eq_ignore_ascii_case(keyword))
    };
    let line = offered.iter().find(is_it).map_or("", String::as_str);
    line.split_ascii_whitespace().skip(1)
}

/// Whether the user types small letters: in this word, or else in the first of the line.
fn is_lower(typed: &str, first: Option<&str>) -> bool {
    let letter = |word: &str| word.chars().find(char::is_ascii_alphabetic);
    let deciding = letter(typed).or_else(|| first.and_then(letter));
    deciding.is_some_and(|letter| letter.is_ascii_lowercase())
}

#[cfg(test)]
mod tests;

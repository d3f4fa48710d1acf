//! A value that an option does not take.

use super::UsageError;
use super::asked::{Asked, named};
use crate::toml_source::nearest;
use clap::error::{ContextKind, ErrorKind};
use std::error::Error as _;
use std::num::ParseIntError;

/// Behind what a parser says is wrong may stand what to do instead.
const TIP: &str = "\n\n  tip: ";

/// What is wrong with the value, and what to write.
pub(super) fn refused(asked: &Asked<'_>) -> UsageError {
    let argument = asked.one(ContextKind::InvalidArg);
    let option = named(&argument);
    let typed = asked.one(ContextKind::InvalidValue);
    match asked.error.kind() {
        ErrorKind::TooManyValues => UsageError::new(
            format!("{option} takes no value"),
            format!("leave out ={typed}"),
        ),
        ErrorKind::NoEquals => UsageError::new(
            format!("the value of {option} stands behind ="),
            asked.see(),
        ),
        _ if option.is_empty() => as_told(asked),
        _ if typed.is_empty() => none(asked, &argument),
        ErrorKind::InvalidValue => none_of(asked, &argument, &typed),
        _ => invalid(asked, option, &typed),
    }
}

/// A word that is none of those that there are.
fn none_of(asked: &Asked<'_>, argument: &str, typed: &str) -> UsageError {
    let who = match argument.starts_with('-') {
        true => named(argument).to_owned(),
        false => format!("the command {}", asked.name()),
    };
    let values = asked.all(ContextKind::ValidValue);
    let hint = match nearest(typed, values.iter().map(String::as_str)) {
        Some(near) => format!("did you mean {near}?"),
        None if asked.is_lab() => "smtls lab lists the scenarios".to_owned(),
        None => format!("the values are {}", values.join(", ")),
    };
    UsageError::new(format!("{who} does not know {typed:?}"), hint)
}

/// A value that its parser refused.
fn invalid(asked: &Asked<'_>, option: &str, typed: &str) -> UsageError {
    let Some((why, hint)) = told(asked) else {
        return as_told(asked);
    };
    // A password may be part of it, also where the number of a descriptor is due; and standard error often ends in logs.
    let is_secret = option == "--proxy" || option.ends_with("-fd");
    let what = match is_secret {
        true => format!("{option} cannot be used as given"),
        false => format!("{option} cannot be {typed:?}"),
    };
    match why.is_empty() {
        true => UsageError::new(what, hint),
        false => UsageError::new(format!("{what}: {why}"), hint),
    }
}

/// Nothing at all in the place of a value.
fn none(asked: &Asked<'_>, argument: &str) -> UsageError {
    let sentence = format!("{} needs a value", named(argument));
    let Some((why, hint)) = told(asked) else {
        return UsageError::new(
            sentence,
            asked.values(argument).unwrap_or_else(|| asked.see()),
        );
    };
    match why.is_empty() {
        true => UsageError::new(sentence, hint),
        false => UsageError::new(format!("{sentence}: {why}"), hint),
    }
}

/// What is wrong by the parser, and what to write instead; nothing where no parser complains.
fn told(asked: &Asked<'_>) -> Option<(String, String)> {
    let why = asked.error.source()?;
    Some(match why.downcast_ref::<ParseIntError>() {
        Some(_) => (
            String::new(),
            "write a whole number, without sign".to_owned(),
        ),
        None => parted(&why.to_string(), asked),
    })
}

/// The same of the words of a parser.
fn parted(words: &str, asked: &Asked<'_>) -> (String, String) {
    if let Some((why, tip)) = words.split_once(TIP) {
        return (why.to_owned(), tip.trim().to_owned());
    }
    if words.starts_with("write ") {
        return (String::new(), words.to_owned());
    }
    let range = words
        .split_once(" is not in ")
        .and_then(|(_, range)| range.split_once("..="));
    if let Some((least, most)) = range {
        return (
            String::new(),
            format!("write a number from {least} to {most}"),
        );
    }
    (words.to_owned(), asked.see())
}

/// A complaint that has its words already, with a tip on a line of its own.
pub(super) fn as_told(asked: &Asked<'_>) -> UsageError {
    let rendered = asked.error.render().to_string();
    let mut lines = rendered.lines().map(str::trim);
    let first = lines.next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    // The form of the value stands in the help.
    let sentence = match first.split_once(" <") {
        Some((option, rest)) if option.starts_with("--") => {
            let (_, rest) = rest.split_once('>').unwrap_or(("", rest));
            format!("{option}{rest}")
        }
        _ => first.to_owned(),
    };
    let tip = lines.find_map(|line| line.strip_prefix("tip: "));
    let hint = tip.map_or_else(|| asked.see(), str::to_owned);
    UsageError::new(sentence, hint)
}

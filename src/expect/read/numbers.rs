//! Values that are numbers: days, sizes, exit codes, times.

use super::super::given::{Given, Shape};
use super::super::kind::{Kind, exit_codes};
use super::super::name::Name;
use super::super::size;
use super::super::value::{Timed, Value};
use super::{empty, example, wrong_kind, wrong_part};
use crate::smtp::Stage;
use crate::span::span;
use crate::toml_source::Wrong;
use std::time::Duration;

/// More days than any certificate is valid for that somebody watches: a century.
pub(in crate::expect) const MOST_DAYS: u32 = 36_500;

/// The value that was meant.
pub(super) fn read(name: Name, given: &Given) -> Result<Value, Wrong> {
    match name.row().kind {
        Kind::Days => days(name, given),
        Kind::Size => octets(name, given),
        Kind::ExitCodes => codes(name, given),
        _ => times(name, given),
    }
}

/// A number that stands in quotes.
fn in_quotes(name: Name, given: &Given) -> Option<Wrong> {
    let Shape::Text(text) = &given.shape else {
        return None;
    };
    let number: i64 = text.trim().parse().ok()?;
    let sentence = format!("{} is to be a number, and stands in quotes", name.id());
    let hint = format!("leave out the quotes: {} = {number}", name.id());
    Some(Wrong::new(&given.span, sentence, hint))
}

fn days(name: Name, given: &Given) -> Result<Value, Wrong> {
    let days = match &given.shape {
        Shape::Number(number) => number.and_then(|days| u32::try_from(days).ok()),
        Shape::Text(_) => {
            return Err(in_quotes(name, given).unwrap_or_else(|| no_days(name, given)));
        }
        _ => return Err(wrong_kind(name, given)),
    };
    let days = days.filter(|days| *days <= MOST_DAYS);
    days.map(Value::Days).ok_or_else(|| no_days(name, given))
}

fn no_days(name: Name, given: &Given) -> Wrong {
    let sentence = format!(
        "{} is to be a whole number of days from 0 to {MOST_DAYS}",
        name.id()
    );
    Wrong::new(&given.span, sentence, example(name))
}

fn octets(name: Name, given: &Given) -> Result<Value, Wrong> {
    let octets = match &given.shape {
        Shape::Number(number) => number.and_then(|number| u64::try_from(number).ok()),
        Shape::Text(text) => size::octets(text),
        _ => return Err(wrong_kind(name, given)),
    };
    octets
        .filter(|it| *it > 0)
        .map(Value::Octets)
        .ok_or_else(|| {
            let sentence = format!(
                "{} is to be a whole number of octets above 0, alone or with a unit",
                name.id()
            );
            let hint = format!("{}; the units are {}", example(name), size::units());
            Wrong::new(&given.span, sentence, hint)
        })
}

fn codes(name: Name, given: &Given) -> Result<Value, Wrong> {
    let all = match &given.shape {
        Shape::List(list) => list.iter().collect(),
        _ => vec![given],
    };
    if all.is_empty() {
        return Err(empty(name, &given.span));
    }
    let is_list = matches!(given.shape, Shape::List(_));
    let codes = all.into_iter().map(|given| {
        let Shape::Number(number) = given.shape else {
            let wrong = in_quotes(name, given);
            return Err(wrong.unwrap_or_else(|| match is_list {
                true => wrong_part(name, "a number", given),
                false => wrong_kind(name, given),
            }));
        };
        let code = number.and_then(|code| u8::try_from(code).ok());
        let code = code.filter(|code| exit_codes().any(|known| known == *code));
        code.ok_or_else(|| {
            let known: Vec<String> = exit_codes().map(|code| code.to_string()).collect();
            let sentence = "a probe never ends with such an exit code";
            let hint = format!("the codes are {}", known.join(", "));
            Wrong::new(&given.span, sentence, hint)
        })
    });
    codes.collect::<Result<_, _>>().map(Value::ExitCodes)
}

fn times(name: Name, given: &Given) -> Result<Value, Wrong> {
    let Shape::Table(rows) = &given.shape else {
        return Err(wrong_kind(name, given));
    };
    if rows.is_empty() {
        let sentence = format!("{} names no stage", name.id());
        return Err(Wrong::new(&given.span, sentence, example(name)));
    }
    let mut times: Vec<(Timed, Duration)> = Vec::new();
    for (key, place, value) in rows {
        let timed = match key.as_str() {
            "total" => Timed::Total,
            key => Timed::Stage(key.parse::<Stage>().map_err(|_| {
                let names = Stage::ALL.map(Stage::name).into_iter();
                Wrong::unknown(place, "stage", key, names.chain(["total"]))
            })?),
        };
        if times.iter().any(|(known, _)| *known == timed) {
            let sentence = format!("{} stands here twice", timed.name());
            return Err(Wrong::new(place, sentence, "leave one out"));
        }
        times.push((timed, most(timed, value)?));
    }
    Ok(Value::Times(times))
}

/// A span as a text, or a number of seconds.
fn most(timed: Timed, given: &Given) -> Result<Duration, Wrong> {
    let name = timed.name();
    let wrong = |why: &str| {
        let sentence = format!("the time of {name} is to be a span such as \"5s\"");
        Wrong::new(&given.span, sentence, why)
    };
    let typed = match &given.shape {
        Shape::Text(text) => text.clone(),
        Shape::Number(Some(seconds)) => seconds.to_string(),
        _ => return Err(wrong(&format!("write for example {name} = \"5s\""))),
    };
    let most = span(&typed).map_err(|why| wrong(&why))?;
    // What is reported is reckoned in milliseconds.
    match most.subsec_nanos() % 1_000_000 {
        0 => Ok(most),
        _ => Err(wrong("it must be whole milliseconds")),
    }
}

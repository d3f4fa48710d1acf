//! One expectation as it is typed: `--require NAME[=VALUE]`.

use super::Expectation;
use super::given::{Given, Shape};
use super::kind::Kind;
use super::name::Name;
use super::read;

/// Why there is no such expectation, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct ExpectationError {
    /// What is wrong.
    pub sentence: String,
    /// What to type instead.
    pub hint: String,
}

/// The expectation that is meant. Without a value it is true; the parts of a list are separated by commas, and the times of
/// `max-time` are written `starttls:5s,total:20s`.
///
/// # Errors
/// Where there is no such name, or its value is of the wrong kind, impossible or unknown.
pub fn one(typed: &str) -> Result<Expectation, ExpectationError> {
    let (name, value) = match typed.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value.trim())),
        None => (typed.trim(), None),
    };
    let name = Name::find(name).map_err(|near| ExpectationError {
        sentence: format!("there is no expectation {name:?}"),
        hint: match near {
            Some(near) => format!("did you mean {near}?"),
            None => "--list-checks lists them all".to_owned(),
        },
    })?;
    let given = given(name, value);
    let value = read::value(name, &given).map_err(|wrong| ExpectationError {
        sentence: wrong.sentence,
        hint: as_typed(name, &wrong.hint),
    })?;
    Ok(Expectation::new(name, value))
}

/// The value in the shape that a file would give it.
fn given(name: Name, value: Option<&str>) -> Given {
    let kind = name.row().kind;
    let whole = |shape| Given { shape, span: 0..0 };
    // What a file has without quotes.
    let number = |text: &str| match text.trim().parse() {
        Ok(number) => whole(Shape::Number(Some(number))),
        Err(_) => Given::text(text.trim(), 0),
    };
    let Some(value) = value else {
        return whole(Shape::YesNo(true));
    };
    let parts = || value.split(',').filter(|part| !part.trim().is_empty());
    match value {
        "true" => whole(Shape::YesNo(true)),
        "false" => whole(Shape::YesNo(false)),
        _ if kind == Kind::Times => {
            let rows = parts().map(|part| {
                let (timed, most) = part.split_once(':').unwrap_or((part, ""));
                let most = Given::text(most.trim(), 0);
                (timed.trim().to_owned(), 0..0, most)
            });
            whole(Shape::Table(rows.collect()))
        }
        "pass" | "note" | "warn" => Given::text(value, 0),
        _ if kind == Kind::Days => number(value),
        _ if kind == Kind::ExitCodes => whole(Shape::List(parts().map(number).collect())),
        _ if kind.is_list() || kind == Kind::VerdictOrExtensions => whole(Shape::List(
            parts().map(|part| Given::text(part.trim(), 0)).collect(),
        )),
        _ => Given::text(value, 0),
    }
}

/// A hint, with the example as it is typed here.
fn as_typed(name: Name, hint: &str) -> String {
    let row = name.row();
    let of_file = format!("{} = {}", row.name, row.example);
    let typed = format!("{}={}", row.name, row.typed_example());
    let of_name = format!("{} = ", row.name);
    hint.replace(&of_file, &typed)
        .replace(&of_name, &format!("{}=", row.name))
}

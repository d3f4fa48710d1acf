//! How the run goes: `[run]`.

use super::rows;
use crate::expect::file::RunSettings;
use crate::expect::given::{Given, Shape};
use crate::span::span;
use crate::toml_source::{Value, Wrong};
use toml::de::DeTable;

/// The least and the most that a number may be.
type Bounds = (u32, u32);

/// The keys of `[run]`: what each says, and the bounds of what is a number; else it is a span of time.
pub(in crate::expect) const RUN_KEYS: [(&str, &str, Option<Bounds>); 3] = [
    (
        "concurrency",
        "how many targets are looked at side by side",
        Some(CONCURRENCY),
    ),
    (
        "retry",
        "how often what is not testable now is tried again",
        Some(RETRY),
    ),
    (
        "retry-delay",
        "how long is waited before that, such as \"30s\"",
        None,
    ),
];

/// How many targets may be looked at side by side, and how often one may be tried again: as few and as many as the options allow.
const CONCURRENCY: Bounds = (1, 256);
const RETRY: Bounds = (0, 100);

/// What the table says.
pub(super) fn settings(table: &DeTable<'_>) -> Result<RunSettings, Wrong> {
    let mut settings = RunSettings::default();
    for (key, span, value) in rows(table) {
        match key {
            "concurrency" => {
                let number = bounded(key, value, CONCURRENCY)?;
                settings.concurrency = Some(usize::try_from(number).unwrap_or(usize::MAX));
            }
            "retry" => settings.retry = Some(bounded(key, value, RETRY)?),
            "retry-delay" => settings.retry_delay = Some(delay(key, value)?),
            _ => {
                let names = RUN_KEYS.map(|(name, ..)| name);
                return Err(Wrong::unknown(&span, "key in [run]:", key, names));
            }
        }
    }
    Ok(settings)
}

fn bounded(key: &str, value: &Value<'_>, (least, most): (u32, u32)) -> Result<u32, Wrong> {
    let given = Given::of(value);
    let (number, what) = match &given.shape {
        Shape::Number(number) => (number.and_then(|it| u32::try_from(it).ok()), String::new()),
        _ => (None, format!(", not {}", given.is())),
    };
    let number = number.filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| {
        let sentence = format!("{key} is to be a number from {least} to {most}{what}");
        let hint = match &given.shape {
            Shape::Text(_) => format!("write it without quotes, for example {key} = 2"),
            _ => format!("write for example {key} = 2"),
        };
        Wrong::new(&given.span, sentence, hint)
    })
}

/// A span as a text, or a number of seconds.
fn delay(key: &str, value: &Value<'_>) -> Result<std::time::Duration, Wrong> {
    let given = Given::of(value);
    let typed = match &given.shape {
        Shape::Text(text) => text.clone(),
        Shape::Number(Some(seconds)) => seconds.to_string(),
        _ => String::new(),
    };
    span(&typed).map_err(|why| {
        let sentence = format!("{key} is to be a span of time, such as \"30s\"");
        Wrong::new(&given.span, sentence, why)
    })
}

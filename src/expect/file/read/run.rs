//! How the run goes: `[run]`.

use super::rows;
use crate::expect::file::RunSettings;
use crate::span::span;
use crate::toml_source::{Value, Wrong, number};
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
                let number = bounded(value, CONCURRENCY)?;
                settings.concurrency = Some(usize::try_from(number).unwrap_or(usize::MAX));
            }
            "retry" => settings.retry = Some(bounded(value, RETRY)?),
            "retry-delay" => settings.retry_delay = Some(delay(value)?),
            _ => {
                let names = RUN_KEYS.map(|(name, ..)| name);
                return Err(Wrong::unknown(&span, "key in [run]:", key, names));
            }
        }
    }
    Ok(settings)
}

fn bounded(value: &Value<'_>, (least, most): (u32, u32)) -> Result<u32, Wrong> {
    let number = number(value)?;
    match (least..=most).contains(&number) {
        true => Ok(number),
        false => Err(Wrong::new(
            &value.span(),
            format!("here is to be a number from {least} to {most}"),
            "write a number between these",
        )),
    }
}

/// A span as a text, or a number of seconds.
fn delay(value: &Value<'_>) -> Result<std::time::Duration, Wrong> {
    let typed = match value.get_ref().as_str() {
        Some(text) => text.to_owned(),
        None => number(value).map(|seconds| seconds.to_string())?,
    };
    span(&typed).map_err(|why| {
        Wrong::new(
            &value.span(),
            "here is to be a span of time, such as \"30s\"",
            why,
        )
    })
}

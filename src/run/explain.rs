//! `smtls explain`: what the words mean that smtls prints.

use super::probe::environment;
use super::screen::Screen;
use crate::cli::{ExplainArgs, ExplainFormat, UsageError};
use crate::exit::ExitCode;
use crate::explain;
use crate::report::explain::{ExplainReport, json, text};
use crate::report::style::Style;

pub(super) fn run(arguments: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let found = explain::find(&arguments.words).map_err(|unknown| {
        let hint = match &unknown.nearest {
            Some(nearest) => format!("did you mean {nearest}? smtls explain lists every word"),
            None => "smtls explain lists every word".to_owned(),
        };
        UsageError::new(unknown.to_string(), hint)
    })?;
    let report = match arguments.words.is_empty() {
        true => ExplainReport::list(&explain::all()),
        false => ExplainReport::new(&found),
    };
    let mut screen = Screen::stdout();
    match arguments.format {
        ExplainFormat::Json => screen.line(&json(&report)?),
        ExplainFormat::Text => {
            let style = Style::chosen(arguments.color(), &environment());
            screen.lines(text(&report, style));
        }
    }
    Ok(ExitCode::Success)
}

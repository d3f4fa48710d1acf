//! The outputs of a run: each form with its place, some written as things happen, the others at the end.

mod place;

use super::screen::Screen;
use crate::cli::{Format, Output, UsageError};
use crate::exit::{End, ExitCode, State};
use crate::quote;
use crate::report::style::{ColorChoice, Environment, Style};
use crate::report::text::Transcript;
use crate::report::{Dossier, Ended, brief, github, json, junit, monitoring, page, tap};
use place::Place;

/// All outputs of a run.
#[derive(Default)]
pub(super) struct Outputs {
    sheets: Vec<Sheet>,
    /// What the forms that come at the end are made from; empty where there is none.
    dossiers: Vec<Dossier>,
}

/// One form of the output, on its way to its place.
pub(super) struct Sheet {
    pub(super) format: Format,
    pub(super) style: Style,
    pub(super) transcript: Transcript,
    pub(super) screen: Screen,
    place: Place,
}

impl Outputs {
    /// Opens them. Files are only written at the end, each in one go, but whether they can be is found out here.
    pub(super) fn open(
        outputs: &[Output],
        color: ColorChoice,
        environment: &Environment,
    ) -> Result<Self, UsageError> {
        let sheets = outputs.iter().map(|output| {
            let (place, screen) = Place::open(output.file.as_deref())?;
            let style = match place.is_stdout() {
                true => Style::chosen(color, environment),
                false => Style::chosen(color, &environment.of_a_file()),
            };
            Ok(Sheet {
                format: output.format,
                style,
                transcript: Transcript::new(style),
                screen,
                place,
            })
        });
        Ok(Self {
            sheets: sheets.collect::<Result<_, UsageError>>()?,
            dossiers: Vec::new(),
        })
    }

    /// Those that have this form.
    pub(super) fn of(&mut self, format: Format) -> impl Iterator<Item = &mut Sheet> {
        let sheets = self.sheets.iter_mut();
        sheets.filter(move |sheet| sheet.format == format)
    }

    /// Those that are text.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Sheet> {
        self.of(Format::Text)
    }

    /// A line in all texts.
    pub(super) fn line(&mut self, line: &str) {
        for sheet in self.texts() {
            sheet.screen.line(line);
        }
    }

    /// The end of one target: the forms that have a part for each get it now, and the others keep it in mind. Text is its
    /// command's own business.
    pub(super) fn add(&mut self, dossier: Dossier) -> anyhow::Result<()> {
        for sheet in &mut self.sheets {
            sheet.add(&dossier)?;
        }
        self.keep(|| dossier);
        Ok(())
    }

    /// Keeps a dossier in mind for the forms that come at the end, where there are such.
    pub(super) fn keep(&mut self, dossier: impl FnOnce() -> Dossier) {
        if self.sheets.iter().any(|it| is_at_the_end(it.format)) {
            self.dossiers.push(dossier());
        }
    }

    /// The end of the run: what comes at the end is written, and all files are put in their places. Gives what the run ends with,
    /// which is another code than the given one where something could not be written, and the state where a plugin was asked for.
    pub(super) fn end(self, ended: Ended<'_>, code: ExitCode, talk: &mut Screen) -> End {
        let mut code = code;
        let mut state = None;
        // A plugin tells of all that came of the run, also that something could not be written.
        let (last, first): (Vec<_>, Vec<_>) = self
            .sheets
            .into_iter()
            .partition(|sheet| sheet.format == Format::Nagios);
        for mut sheet in first.into_iter().chain(last) {
            let ended = Ended {
                dossiers: &self.dossiers,
                exit_code: code.number(),
                ..ended
            };
            if let Some(text) = at_the_end(sheet.format, &ended) {
                sheet.screen.line(text.trim_end_matches('\n'));
            }
            let is_plugin = sheet.format == Format::Nagios && sheet.place.is_stdout();
            if is_plugin {
                state = Some(monitoring::nagios(&ended).0);
            }
            if let Err(error) = sheet.close() {
                talk.line(&format!("smtls: {}", quote::text(&error.sentence)));
                talk.line(&format!("hint: {}", quote::text(&error.hint)));
                code = ExitCode::worst([code, error.code]);
                state = state.map(|state| state.max(State::Unknown));
            }
        }
        state.map_or(End::Code(code), End::Plugin)
    }
}

impl Sheet {
    fn add(&mut self, dossier: &Dossier) -> anyhow::Result<()> {
        let probe = dossier.probe.as_ref();
        let audit = dossier.audit.as_ref();
        match (self.format, probe, audit) {
            (Format::Brief, Some(report), _) => self.screen.lines(brief::brief(report)),
            (Format::Json, Some(report), _) => self.screen.line(&json::pretty(report)?),
            (Format::Json, None, Some(report)) => {
                self.screen
                    .line(&crate::report::audit::json::pretty(report)?);
            }
            (Format::Jsonl, Some(report), _) => self.screen.line(&json::line(report)?),
            (Format::Jsonl, None, Some(report)) => {
                self.screen.line(&crate::report::audit::json::line(report)?);
            }
            _ => {}
        }
        self.screen.flush();
        Ok(())
    }

    fn close(self) -> Result<(), UsageError> {
        self.place.close(self.screen)
    }
}

/// Whether a form is made of all targets together, at the end.
fn is_at_the_end(format: Format) -> bool {
    match format {
        Format::Text | Format::Brief | Format::Json | Format::Jsonl => false,
        Format::Junit | Format::Tap | Format::Github => true,
        Format::Nagios | Format::Prometheus => true,
        Format::Markdown | Format::Html => true,
    }
}

/// What is written at the end.
pub(super) fn at_the_end(format: Format, ended: &Ended<'_>) -> Option<String> {
    match format {
        Format::Text | Format::Brief | Format::Json | Format::Jsonl => None,
        Format::Junit => Some(junit::junit(ended)),
        Format::Tap => Some(tap::tap(ended)),
        Format::Github => Some(github::github(ended)),
        Format::Nagios => Some(monitoring::nagios(ended).1),
        Format::Prometheus => Some(monitoring::prometheus(ended)),
        Format::Markdown => Some(page::markdown(ended)),
        Format::Html => Some(page::html(ended)),
    }
}

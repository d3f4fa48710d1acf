//! `smtls probe`: one target after the other, shown as the format wants it.

use super::endpoint::Endpoint;
use super::one::{Audience, one};
use super::pipeline::Run;
use super::roots::Roots;
use super::save::{self, Chains};
use super::screen::Screen;
use super::shown::Shown;
use super::signals;
use super::told;
use super::warm_up::warm_up;
use crate::cli::{Format, Probe};
use crate::exit::ExitCode;
use crate::probe::{Event, Observation, Timed};
use crate::quote;
use crate::report::style::{Environment, Style};
use crate::report::{EndpointReport, Report, brief, json, text};
use crate::route::Route;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Instant;

/// Runs a probe and gives the exit code of the whole run.
pub(super) fn run(probe: &Probe) -> anyhow::Result<ExitCode> {
    save::begin(probe.save_chain.as_deref())?;
    warm_up();
    let mut talk = Screen::stderr();
    for warning in &probe.warnings {
        talk.line(&format!("smtls: warning: {}", quote::text(warning)));
    }
    talk.flush();
    let roots = Roots::begin(&probe.roots)?;
    let deadline = Instant::now() + probe.deadline;
    let interrupt = signals::listen()?;
    let resolver = Arc::new(probe.new_resolver().heeding(interrupt.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let style = Style::chosen(probe.color, &environment());
    let mut show = Show::new(probe.format, style, probe.detail);
    let mut codes = Vec::new();
    let mut failed = Vec::new();
    let mut chains = Chains::default();
    for (index, target) in probe.targets.iter().enumerate() {
        if index > 0 {
            show.separate();
        }
        let run = Run::new(probe, target, &roots, deadline).heeding(&interrupt);
        let mut outcome = runtime.block_on(one(&run, &resolver, &mut show));
        for endpoint in &outcome.endpoints {
            chains.add(endpoint);
        }
        if let (Some(file), [_]) = (&probe.save_chain, probe.targets.as_slice()) {
            let saved = chains.save(file, &mut talk);
            save::conclude(&mut outcome.conclusion, saved, file);
        }
        show.end(&outcome.report(&run), probe.all)?;
        let code = outcome.conclusion.exit;
        if code != ExitCode::Success {
            failed.push(target.given.clone());
        }
        codes.push(code);
    }
    let several = probe.targets.len() > 1;
    let mut besides = None;
    if let (Some(file), true) = (&probe.save_chain, several) {
        let saved = chains.save(file, &mut talk);
        besides = (saved != ExitCode::Success).then(|| save::unsaved(file));
        codes.push(saved);
    }
    let mut code = ExitCode::worst(codes);
    if several {
        show.end_of_all(code, &failed, probe.targets.len(), besides.as_deref());
    }
    for complaint in roots.complaints() {
        talk.line(&format!("smtls: note: {}", quote::text(complaint)));
    }
    if let Some(error) = show.screen.trouble() {
        talk.line(&format!("smtls: the output could not be written: {error}"));
        talk.line("hint: make room for it, or send it elsewhere");
        code = ExitCode::worst([code, ExitCode::Usage]);
    }
    Ok(code)
}

/// What is shown, and when.
struct Show {
    format: Format,
    style: Style,
    detail: text::Detail,
    transcript: text::Transcript,
    screen: Screen,
}

impl Show {
    fn new(format: Format, style: Style, detail: text::Detail) -> Self {
        Self {
            format,
            style,
            detail,
            transcript: text::Transcript::new(style),
            screen: Screen::stdout(),
        }
    }

    /// Between two targets.
    fn separate(&mut self) {
        if self.is_text() {
            self.screen.line("");
        }
    }

    fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// An endpoint's events after the fact: folded once more, they give what was known at each of them.
    fn replay(&mut self, run: &Run<'_>, endpoint: &Endpoint) {
        for held in endpoint.held() {
            let seen = &held.observation;
            let mut known = Observation::new(seen.purpose, seen.peer.clone());
            for timed in &held.events {
                known.absorb(timed);
                self.event(run, &known, timed, &held.shown);
            }
        }
    }

    /// The block of one endpoint.
    fn block(&mut self, endpoint: &EndpointReport) {
        if self.is_text() {
            self.screen.line("");
            self.screen
                .lines(text::block(endpoint, self.style, self.detail));
            self.screen.line("");
            let certificates = text::certificates(endpoint);
            if !certificates.is_empty() {
                self.screen.lines(certificates);
                self.screen.line("");
            }
        }
    }

    /// After the last of several targets.
    fn end_of_all(
        &mut self,
        code: ExitCode,
        failed: &[String],
        targets: usize,
        besides: Option<&str>,
    ) {
        self.separate();
        if matches!(self.format, Format::Text | Format::Brief) {
            let plain = Style::new(false, None);
            let style = if self.is_text() { self.style } else { plain };
            self.screen.lines(text::last_of_all(
                code.number(),
                failed,
                targets,
                besides,
                style,
            ));
        }
    }

    fn end(&mut self, report: &Report, all: bool) -> anyhow::Result<()> {
        match self.format {
            Format::Text => {
                let findings = text::domain(report, self.style);
                if !findings.is_empty() {
                    self.screen.lines(findings);
                    self.screen.line("");
                }
                if all && report.endpoints.len() > 1 {
                    self.screen.lines(text::table(report));
                    self.screen.line("");
                }
                self.screen.lines(text::last(report, self.style));
            }
            Format::Brief => self.screen.lines(brief::brief(report)),
            Format::Json => self.screen.line(&json::pretty(report)?),
            Format::Jsonl => self.screen.line(&json::line(report)?),
        }
        self.screen.flush();
        Ok(())
    }
}

impl Audience for Show {
    fn route(&mut self, run: &Run<'_>, route: &Route) {
        if self.is_text() {
            self.screen.lines(told::route(&self.transcript, run, route));
        }
    }

    fn event(&mut self, run: &Run<'_>, seen: &Observation, timed: &Timed, shown: &Shown) {
        if !self.is_text() {
            return;
        }
        if timed.event == Event::Waiting {
            return self.screen.flush();
        }
        self.screen
            .lines(told::event(&self.transcript, run, seen, timed, shown));
    }

    fn endpoint(&mut self, run: &Run<'_>, endpoint: &Endpoint) {
        // With --all the events come only now, so that sessions side by side do not mix.
        if run.probe.all {
            self.replay(run, endpoint);
        }
        self.block(&run.endpoint_report(endpoint));
    }
}

/// What decides on colour and width, as this process finds it.
pub(super) fn environment() -> Environment {
    let variable = |name| std::env::var(name).ok();
    Environment {
        no_color: variable("NO_COLOR"),
        clicolor_force: variable("CLICOLOR_FORCE"),
        term: variable("TERM"),
        columns: variable("COLUMNS"),
        screen: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        is_terminal: std::io::stdout().is_terminal(),
    }
}

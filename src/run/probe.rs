//! `smtls probe`: one target after the other, shown as the format wants it.

use super::endpoint::Endpoint;
use super::expected;
use super::footing::Footing;
use super::one::{Audience, one};
use super::outputs::Outputs;
use super::pipeline::Run;
use super::roots::Roots;
use super::save::{self, Chains};
use super::screen::Screen;
use super::shown::Shown;
use super::tally::Tally;
use super::told;
use crate::cli::{Format, Probe};
use crate::exit::{End, ExitCode};
use crate::probe::{Event, Observation, Timed};
use crate::report::style::{Environment, Style};
use crate::report::{Dossier, Ended, EndpointReport, Report, text};
use crate::route::Route;
use std::io::IsTerminal;

/// Runs a probe and gives what the whole run ends with.
pub(super) fn run(probe: &Probe) -> anyhow::Result<End> {
    save::begin(probe.save_chain.as_deref())?;
    let outputs = Outputs::open(&probe.outputs, probe.color, &environment())?;
    let footing = Footing::new(probe.new_resolver(), probe.deadline)?;
    let mut talk = Screen::stderr();
    told::warnings(&probe.warnings, &mut talk);
    let roots = Roots::begin(&probe.roots)?;
    let mut show = Show {
        outputs,
        detail: probe.detail,
    };
    let mut tally = Tally::default();
    let mut chains = Chains::default();
    for (index, target) in probe.targets.iter().enumerate() {
        if index > 0 {
            show.separate();
        }
        let run = Run::new(probe, target, &roots, footing.deadline).heeding(&footing.interrupt);
        let mut outcome = footing
            .runtime
            .block_on(one(&run, &footing.resolver, &mut show));
        for endpoint in &outcome.endpoints {
            chains.add(endpoint);
        }
        if let (Some(file), [_]) = (&probe.save_chain, probe.targets.as_slice()) {
            let saved = chains.save(file, &mut talk);
            save::conclude(&mut outcome.conclusion, saved, file);
        }
        let mut report = outcome.report(&run);
        let code = outcome.conclusion.exit;
        let code = expected::of_probe(&probe.expectations, &mut report, code);
        show.end(report, probe.all)?;
        tally.add(target, code);
    }
    let several = probe.targets.len() > 1;
    let mut besides = None;
    if let (Some(file), true) = (&probe.save_chain, several) {
        let saved = chains.save(file, &mut talk);
        besides = (saved != ExitCode::Success).then(|| save::unsaved(file));
        tally.add_besides(saved);
    }
    let code = tally.code();
    if several {
        show.end_of_all(code, &tally.failed, probe.targets.len(), besides.as_deref());
    }
    told::notes(roots.complaints(), &mut talk);
    let ended = Ended::of("probe", probe.thresholds);
    Ok(show.outputs.end(ended, code, &mut talk))
}

/// What is shown, and when.
struct Show {
    outputs: Outputs,
    detail: text::Detail,
}

impl Show {
    /// Between two targets.
    fn separate(&mut self) {
        self.outputs.line("");
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
        let detail = self.detail;
        for sheet in self.outputs.texts() {
            let screen = &mut sheet.screen;
            screen.line("");
            screen.lines(text::block(endpoint, sheet.style, detail));
            screen.line("");
            let certificates = text::certificates(endpoint);
            if !certificates.is_empty() {
                screen.lines(certificates);
                screen.line("");
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
        let last = |style| text::last_of_all(code.number(), failed, targets, besides, style);
        for sheet in self.outputs.texts() {
            sheet.screen.lines(last(sheet.style));
        }
        for sheet in self.outputs.of(Format::Brief) {
            sheet.screen.lines(last(Style::new(false, None)));
        }
    }

    fn end(&mut self, report: Report, all: bool) -> anyhow::Result<()> {
        for sheet in self.outputs.texts() {
            let screen = &mut sheet.screen;
            let findings = text::domain(&report, sheet.style);
            if !findings.is_empty() {
                screen.lines(findings);
                screen.line("");
            }
            if all && report.endpoints.len() > 1 {
                screen.lines(text::table(&report));
                screen.line("");
            }
            let expected = text::expected(&report.expectations, sheet.style);
            if !expected.is_empty() {
                screen.lines(expected);
                screen.line("");
            }
            screen.lines(text::last(&report, sheet.style));
            screen.flush();
        }
        self.outputs.add(Dossier::of_probe(report))
    }
}

impl Audience for Show {
    fn route(&mut self, run: &Run<'_>, route: &Route) {
        for sheet in self.outputs.texts() {
            let lines = told::route(&sheet.transcript, run, route);
            sheet.screen.lines(lines);
        }
    }

    fn event(&mut self, run: &Run<'_>, seen: &Observation, timed: &Timed, shown: &Shown) {
        for sheet in self.outputs.texts() {
            if timed.event == Event::Waiting {
                sheet.screen.flush();
                continue;
            }
            let lines = told::event(&sheet.transcript, run, seen, timed, shown);
            sheet.screen.lines(lines);
        }
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

//! What is shown of an audit, and when.

use super::endpoint::Endpoint;
use super::plan::Plan;
use crate::audit::Progress;
use crate::cli::AuditFormat;
use crate::exit::ExitCode;
use crate::probe::Peer;
use crate::report::audit::{self, AuditDetail, AuditReport};
use crate::report::style::Style;
use crate::report::text::{self, Transcript};
use crate::route::Route;
use crate::run::screen::Screen;
use crate::target::Target;
use indicatif::ProgressBar;
use std::io::{self, IsTerminal};

/// What is shown, and when.
pub(super) struct Show {
    format: AuditFormat,
    style: Style,
    detail: AuditDetail,
    transcript: Transcript,
    screen: Screen,
    /// How far it has come, where somebody looks at standard error.
    bar: Option<ProgressBar>,
}

impl Show {
    pub(super) fn new(format: AuditFormat, style: Style, detail: AuditDetail) -> Self {
        Self {
            format,
            style,
            detail,
            transcript: Transcript::new(style),
            screen: Screen::stdout(),
            bar: None,
        }
    }

    /// Between two targets.
    pub(super) fn separate(&mut self) {
        if self.is_text() {
            self.screen.line("");
        }
    }

    /// Where the mail goes.
    pub(super) fn route(&mut self, target: &Target, route: &Route) {
        if let Some(sentence) = text::route(target, route) {
            self.info(&sentence);
        }
    }

    /// What is about to be done.
    pub(super) fn plan(&mut self, peer: &Peer, plan: &Plan) {
        let sentence = plan.sentence(peer);
        self.info(&sentence);
        if io::stderr().is_terminal() {
            let length = u64::try_from(plan.about).unwrap_or_default();
            let bar = ProgressBar::new(length);
            bar.set_message(peer.to_string());
            self.bar = Some(bar);
        }
    }

    /// How far it has come.
    pub(super) fn progress(&mut self, peer: &Peer, progress: Progress) {
        match progress {
            Progress::Begun(count) => {
                let Some(bar) = &self.bar else { return };
                let count = u64::try_from(count).unwrap_or_default();
                // The plan was for a common server.
                bar.set_length(bar.length().unwrap_or_default().max(count));
                bar.set_position(count);
            }
            Progress::Pausing(long) => {
                let seconds = long.as_secs();
                let sentence =
                    format!("{peer} sends smtls away: waiting {seconds} s before going on, once");
                self.info(&sentence);
            }
        }
    }

    /// A server has been asked everything.
    pub(super) fn done(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// A server that could not be asked anything, and why.
    pub(super) fn unanswered(&mut self, endpoint: &Endpoint) {
        if self.is_text() && !endpoint.answered {
            let lines = self.transcript.error(&endpoint.conclusion.sentence);
            self.screen.lines(lines);
            self.screen.flush();
        }
    }

    /// The end of a target.
    pub(super) fn end(&mut self, report: &AuditReport) -> anyhow::Result<()> {
        match self.format {
            AuditFormat::Text => {
                self.screen.line("");
                for endpoint in &report.endpoints {
                    self.screen
                        .lines(audit::text(endpoint, self.style, self.detail));
                    self.screen.line("");
                }
                self.screen.lines(audit::last(report, self.style));
            }
            AuditFormat::Json => self.screen.line(&audit::json::pretty(report)?),
            AuditFormat::Jsonl => self.screen.line(&audit::json::line(report)?),
        }
        self.screen.flush();
        Ok(())
    }

    /// After the last of several targets.
    pub(super) fn end_of_all(&mut self, code: ExitCode, failed: &[String], targets: usize) {
        self.separate();
        if self.is_text() {
            self.screen.lines(text::last_of_all(
                code.number(),
                failed,
                targets,
                None,
                self.style,
            ));
        }
    }

    /// Why not everything could be written.
    pub(super) fn trouble(&mut self) -> Option<io::Error> {
        self.screen.trouble()
    }

    fn is_text(&self) -> bool {
        self.format == AuditFormat::Text
    }

    /// A line of what smtls does, at once.
    fn info(&mut self, sentence: &str) {
        if !self.is_text() {
            return;
        }
        let lines = self.transcript.info(sentence);
        let screen = &mut self.screen;
        let write = || {
            screen.lines(lines);
            screen.flush();
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

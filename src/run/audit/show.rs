//! What is shown of an audit, and when.

use super::endpoint::Endpoint;
use super::plan::Plan;
use crate::audit::Progress;
use crate::exit::ExitCode;
use crate::probe::Peer;
use crate::report::audit::{self, AuditDetail, AuditReport};
use crate::report::{Dossier, text};
use crate::route::Route;
use crate::run::outputs::Outputs;
use crate::target::Target;
use indicatif::ProgressBar;
use std::io::{self, IsTerminal};

/// What is shown, and when.
pub(super) struct Show {
    pub(super) outputs: Outputs,
    detail: AuditDetail,
    /// How far it has come, where somebody looks at standard error.
    bar: Option<ProgressBar>,
    /// Nothing is shown.
    is_silent: bool,
}

impl Show {
    pub(super) fn new(outputs: Outputs, detail: AuditDetail) -> Self {
        Self {
            outputs,
            detail,
            bar: None,
            is_silent: false,
        }
    }

    /// Shows nothing.
    pub(super) fn silent() -> Self {
        Self {
            is_silent: true,
            ..Self::new(Outputs::default(), AuditDetail::default())
        }
    }

    /// Between two targets.
    pub(super) fn separate(&mut self) {
        self.outputs.line("");
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
        if !self.is_silent && io::stderr().is_terminal() {
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
        if endpoint.answered {
            return;
        }
        for sheet in self.outputs.texts() {
            let lines = sheet.transcript.error(&endpoint.conclusion.sentence);
            sheet.screen.lines(lines);
            sheet.screen.flush();
        }
    }

    /// The end of a target.
    pub(super) fn end(&mut self, report: AuditReport) -> anyhow::Result<()> {
        let detail = self.detail;
        for sheet in self.outputs.texts() {
            let screen = &mut sheet.screen;
            screen.line("");
            for endpoint in &report.endpoints {
                screen.lines(audit::text(endpoint, sheet.style, detail));
                screen.line("");
            }
            let expected = text::expected(&report.expectations, sheet.style);
            if !expected.is_empty() {
                screen.lines(expected);
                screen.line("");
            }
            screen.lines(audit::last(&report, sheet.style));
            screen.flush();
        }
        self.outputs.add(Dossier::of_audit(report))
    }

    /// After the last of several targets.
    pub(super) fn end_of_all(&mut self, code: ExitCode, failed: &[String], targets: usize) {
        self.separate();
        for sheet in self.outputs.texts() {
            let lines = text::last_of_all(code.number(), failed, targets, None, sheet.style);
            sheet.screen.lines(lines);
        }
    }

    /// A line of what smtls does, at once.
    fn info(&mut self, sentence: &str) {
        let outputs = &mut self.outputs;
        let mut write = || {
            for sheet in outputs.texts() {
                let lines = sheet.transcript.info(sentence);
                sheet.screen.lines(lines);
                sheet.screen.flush();
            }
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

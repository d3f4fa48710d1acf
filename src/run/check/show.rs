//! What is shown of a check, and when.

use crate::cli::{CheckRun, Format};
use crate::exit::ExitCode;
use crate::report::check::{CheckReport, CheckedReport};
use crate::report::{ConclusionReport, rfc3339, text};
use crate::run::outputs::Outputs;

/// The most targets that the last line names.
const MOST_NAMED: usize = 10;

/// What is shown, and when.
pub(super) struct Show {
    pub(super) outputs: Outputs,
    verbose: bool,
    /// How many targets are as expected.
    good: usize,
    /// Those that are not.
    failed: Vec<String>,
    /// Those of which that cannot be said now.
    untested: Vec<String>,
    /// Those that a signal kept from being checked to their end.
    stopped: Vec<String>,
    /// The report on the run, of which the targets come one by one.
    report: CheckReport,
    /// All of them are wanted together at the end.
    wants_all: bool,
}

impl Show {
    pub(super) fn new(outputs: Outputs, check: &CheckRun) -> Self {
        let file = check.file.display().to_string();
        Self {
            report: CheckReport::new(rfc3339(check.started), file),
            outputs,
            verbose: check.verbose,
            good: 0,
            failed: Vec::new(),
            untested: Vec::new(),
            stopped: Vec::new(),
            wants_all: check.outputs.iter().any(|it| it.format == Format::Json),
        }
    }

    /// A target has come to its end.
    pub(super) fn target(&mut self, report: CheckedReport) -> anyhow::Result<()> {
        match report.conclusion.exit_code {
            0 => self.good = self.good.saturating_add(1),
            code if code == ExitCode::NotNow.number() => self.untested.push(report.name.clone()),
            code if is_of_a_signal(code) => self.stopped.push(report.name.clone()),
            _ => self.failed.push(report.name.clone()),
        }
        for sheet in self.outputs.texts() {
            let lines = text::checked(&report, sheet.style, self.verbose);
            sheet.screen.lines(lines);
            sheet.screen.flush();
        }
        for sheet in self.outputs.of(Format::Jsonl) {
            let line = self.report.with_one(report.clone()).line()?;
            sheet.screen.line(&line);
            sheet.screen.flush();
        }
        self.outputs.keep(|| report.dossier());
        if self.wants_all {
            self.report.targets.push(report);
        }
        Ok(())
    }

    /// What all of it comes to.
    fn sentence(&self) -> String {
        let numbers = [
            self.good,
            self.failed.len(),
            self.untested.len(),
            self.stopped.len(),
        ];
        let all = numbers.into_iter().fold(0, usize::saturating_add);
        let plural = if all == 1 { "" } else { "s" };
        let named = |names: &[String], what: &str| {
            let verb = if names.len() == 1 { "is" } else { "are" };
            let what = what.replacen("is", verb, 1);
            format!(
                "{} of {all} target{plural} {what}: {}",
                names.len(),
                first(names)
            )
        };
        let mut parts = Vec::new();
        if !self.failed.is_empty() {
            parts.push(named(&self.failed, "failed"));
        }
        if !self.untested.is_empty() {
            parts.push(named(&self.untested, "is not testable now"));
        }
        if !self.stopped.is_empty() {
            parts.push(named(
                &self.stopped,
                "is not checked to the end, because the run was interrupted",
            ));
        }
        match (parts.is_empty(), all) {
            (false, _) => parts.join("; "),
            (true, 1) => "the target is as expected".to_owned(),
            (true, _) => format!("all {all} targets are as expected"),
        }
    }

    /// The end of the run.
    pub(super) fn end(&mut self, exit: ExitCode) -> anyhow::Result<()> {
        let sentence = self.sentence();
        for sheet in self.outputs.texts() {
            let lines = text::exit_line(exit.number(), &sentence, sheet.style);
            sheet.screen.line("");
            sheet.screen.lines(lines);
        }
        self.report.conclusion = ConclusionReport::new(exit, sentence);
        for sheet in self.outputs.of(Format::Json) {
            sheet.screen.line(&self.report.pretty()?);
        }
        Ok(())
    }
}

fn is_of_a_signal(code: u8) -> bool {
    [ExitCode::Interrupted, ExitCode::Terminated]
        .map(ExitCode::number)
        .contains(&code)
}

/// The first few, and how many more there are.
fn first(names: &[String]) -> String {
    let some: Vec<&str> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
    match names.len().saturating_sub(some.len()) {
        0 => some.join(", "),
        more => format!("{}, and {more} more", some.join(", ")),
    }
}

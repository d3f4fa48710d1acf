//! One target of a file: probed, audited where that is asked, held against what is expected, and tried again where it was not testable.

use crate::cli::{CheckRun, Checked};
use crate::dns::Resolver;
use crate::exit::ExitCode;
use crate::expect;
use crate::interrupt::{Interrupt, Signal};
use crate::report::Report;
use crate::report::audit::AuditReport;
use crate::report::check::CheckedReport;
use crate::run::audit::quietly;
use crate::run::one::{Nobody, one};
use crate::run::pipeline::Run;
use crate::run::roots::Roots;
use crate::run::until::Until;
use crate::smtp::Transacted;
use crate::target::Target;
use std::sync::Arc;
use std::time::Instant;

/// A target and what it is checked with.
pub(super) struct Bench<'a> {
    pub(super) check: &'a CheckRun,
    pub(super) checked: &'a Checked,
    pub(super) target: &'a Target,
    pub(super) roots: &'a Roots,
    pub(super) resolver: &'a Arc<Resolver>,
    pub(super) interrupt: &'a Interrupt,
}

/// What a target came to.
pub(super) struct Outcome {
    pub(super) report: CheckedReport,
    pub(super) exit: ExitCode,
    /// A message was handed in, or a part of it: another attempt might bring it twice.
    has_sent: bool,
}

impl Outcome {
    /// A signal came before the next attempt.
    fn end(&mut self, signal: Signal) {
        self.exit = signal.into();
        let ended = &mut self.report.conclusion;
        ended.exit_code = self.exit.number();
        let words = format!("; {} before the next attempt", signal.words());
        ended.sentence.push_str(&words);
    }
}

impl Bench<'_> {
    /// Checks the target, and again where it was not testable, as often as that is allowed.
    pub(super) async fn work(self) -> Outcome {
        let mut attempt = 1;
        loop {
            let mut outcome = self.once(attempt).await;
            let again = outcome.exit == ExitCode::NotNow && attempt <= self.check.retry;
            if !again || outcome.has_sent {
                return outcome;
            }
            tokio::select! {
                biased;
                signal = self.interrupt.came() => {
                    outcome.end(signal);
                    return outcome;
                }
                () = tokio::time::sleep(self.check.retry_delay) => {}
            }
            attempt = attempt.saturating_add(1);
        }
    }

    async fn once(&self, attempt: u32) -> Outcome {
        let begun = Instant::now();
        let (probe, own, has_sent) = self.probe().await;
        let audit = self.audit().await;
        let rows = expect::held(&self.checked.expectations, Some(&probe), audit.as_ref());
        let exit = expect::exit(&self.checked.expectations, &rows, Some(own.number()));
        // What a signal broke off says less than there was to say, whatever was expected.
        let exit = match self.interrupt.signal() {
            Some(signal) => ExitCode::worst([exit, signal.into()]),
            None => exit,
        };
        Outcome {
            report: CheckedReport::new(
                (&self.checked.name, self.checked.place),
                (attempt, begun.elapsed()),
                rows,
                (probe, audit),
                exit,
            ),
            exit,
            has_sent,
        }
    }

    /// The report, what the probe ends with, and whether anything of a message was sent.
    async fn probe(&self) -> (Report, ExitCode, bool) {
        let probe = &self.checked.probe;
        let deadline = Instant::now() + probe.deadline;
        let run = Run::new(probe, self.target, self.roots, deadline).heeding(self.interrupt);
        let outcome = one(&run, self.resolver, &mut Nobody).await;
        let mut endpoints = outcome.endpoints.iter();
        let has_sent = endpoints.any(|endpoint| {
            let transacted = endpoint.session.observation.transacted.as_ref();
            transacted.is_some_and(Transacted::was_begun)
        });
        (outcome.report(&run), outcome.conclusion.exit, has_sent)
    }

    async fn audit(&self) -> Option<AuditReport> {
        let audit = self.checked.audit.as_ref()?;
        let target = audit.targets.first()?;
        let until = Until {
            deadline: Instant::now() + audit.deadline,
            interrupt: self.interrupt,
        };
        Some(quietly(audit, target, self.resolver, until).await)
    }
}

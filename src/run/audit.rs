//! `smtls audit`: one target after the other, each endpoint asked everything.

mod endpoint;
mod plan;
mod show;
mod target;
mod until;

use super::expected;
use super::outputs::Outputs;
use super::probe::environment;
use super::screen::Screen;
use super::signals;
use super::warm_up::warm_up;
use crate::cli::Audit;
use crate::dns::Resolver;
use crate::exit::{End, ExitCode};
use crate::report::Ended;
use crate::report::audit::AuditReport;
use crate::target::Target;
use show::Show;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;
pub(super) use until::Until;

/// Runs an audit and gives what the whole run ends with.
pub(super) fn run(audit: &Audit) -> anyhow::Result<End> {
    let outputs = Outputs::open(&audit.outputs, audit.color, &environment())?;
    warm_up();
    let deadline = Instant::now() + audit.deadline;
    let interrupt = signals::listen()?;
    let resolver = Arc::new(audit.new_resolver().heeding(interrupt.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let show = RefCell::new(Show::new(outputs, audit.detail));
    let mut codes = Vec::new();
    let mut failed = Vec::new();
    for (index, target) in audit.targets.iter().enumerate() {
        if index > 0 {
            show.borrow_mut().separate();
        }
        let outcome = {
            let until = Until {
                deadline,
                interrupt: &interrupt,
            };
            runtime.block_on(target::audit(audit, target, &resolver, until, &show))
        };
        let mut report = outcome.report(audit, target);
        let code = outcome.conclusion.exit;
        let code = expected::of_audit(&audit.expectations, &mut report, code);
        show.borrow_mut().end(report)?;
        if code != ExitCode::Success {
            failed.push(target.given.clone());
        }
        codes.push(code);
    }
    let code = ExitCode::worst(codes);
    let mut show = show.into_inner();
    if audit.targets.len() > 1 {
        show.end_of_all(code, &failed, audit.targets.len());
    }
    let ended = Ended::of("audit", audit.thresholds);
    let mut talk = Screen::stderr();
    Ok(show.outputs.end(ended, code, &mut talk))
}

/// Audits a target without a word, for whoever makes something of the report.
pub(super) async fn quietly(
    audit: &Audit,
    target: &Target,
    resolver: &Arc<Resolver>,
    until: Until<'_>,
) -> AuditReport {
    let show = RefCell::new(Show::silent());
    let outcome = target::audit(audit, target, resolver, until, &show).await;
    outcome.report(audit, target)
}

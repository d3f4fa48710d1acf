//! `smtls audit`: one target after the other, each endpoint asked everything.

mod endpoint;
mod plan;
mod show;
mod target;

use super::expected;
use super::footing::Footing;
use super::outputs::Outputs;
use super::probe::environment;
use super::screen::Screen;
use super::tally::Tally;
use super::until::Until;
use crate::cli::Audit;
use crate::dns::Resolver;
use crate::exit::End;
use crate::report::Ended;
use crate::report::audit::AuditReport;
use crate::target::Target;
use show::Show;
use std::cell::RefCell;
use std::sync::Arc;

/// Runs an audit and gives what the whole run ends with.
pub(super) fn run(audit: &Audit) -> anyhow::Result<End> {
    let outputs = Outputs::open(&audit.outputs, audit.color, &environment())?;
    let footing = Footing::new(audit.new_resolver(), audit.deadline)?;
    let show = RefCell::new(Show::new(outputs, audit.detail));
    let mut tally = Tally::default();
    for (index, target) in audit.targets.iter().enumerate() {
        if index > 0 {
            show.borrow_mut().separate();
        }
        let audited = target::audit(audit, target, &footing.resolver, footing.until(), &show);
        let outcome = footing.runtime.block_on(audited);
        let mut report = outcome.report(audit, target);
        let code = outcome.conclusion.exit;
        let code = expected::of_audit(&audit.expectations, &mut report, code);
        show.borrow_mut().end(report)?;
        tally.add(target, code);
    }
    let code = tally.code();
    let mut show = show.into_inner();
    if audit.targets.len() > 1 {
        show.end_of_all(code, &tally.failed, audit.targets.len());
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

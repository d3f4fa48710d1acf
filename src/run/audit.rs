//! `smtls audit`: one target after the other, each endpoint asked everything.

mod endpoint;
mod plan;
mod show;
mod target;
mod until;

use super::probe::environment;
use super::screen::Screen;
use super::signals;
use super::warm_up::warm_up;
use crate::cli::Audit;
use crate::exit::ExitCode;
use crate::report::style::Style;
use show::Show;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;
use until::Until;

/// Runs an audit and gives the exit code of the whole run.
pub(super) fn run(audit: &Audit) -> anyhow::Result<ExitCode> {
    warm_up();
    let deadline = Instant::now() + audit.deadline;
    let interrupt = signals::listen()?;
    let resolver = Arc::new(audit.new_resolver().heeding(interrupt.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let style = Style::chosen(audit.color, &environment());
    let show = RefCell::new(Show::new(audit.format, style, audit.detail));
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
        show.borrow_mut().end(&outcome.report(audit, target))?;
        let code = outcome.conclusion.exit;
        if code != ExitCode::Success {
            failed.push(target.given.clone());
        }
        codes.push(code);
    }
    let mut code = ExitCode::worst(codes);
    let mut show = show.into_inner();
    if audit.targets.len() > 1 {
        show.end_of_all(code, &failed, audit.targets.len());
    }
    if let Some(error) = show.trouble() {
        let mut talk = Screen::stderr();
        talk.line(&format!("smtls: the output could not be written: {error}"));
        talk.line("hint: make room for it, or send it elsewhere");
        code = ExitCode::worst([code, ExitCode::Usage]);
    }
    Ok(code)
}

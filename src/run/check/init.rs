//! `smtls check --init`: a file of what a target shows today.

use crate::cli::{Init, UsageError};
use crate::exit::ExitCode;
use crate::expect;
use crate::quote;
use crate::report::Report;
use crate::run::one::{Nobody, one};
use crate::run::pipeline::Run;
use crate::run::roots::Roots;
use crate::run::screen::Screen;
use crate::run::{signals, warm_up};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Probes the target and writes the file. The exit code is that of the file: 0 where it was written, whatever it says.
pub(in crate::run) fn run(init: &Init) -> anyhow::Result<ExitCode> {
    warm_up::warm_up();
    let probe = &init.probe;
    let roots = Roots::begin(&probe.roots)?;
    let interrupt = signals::listen()?;
    let resolver = Arc::new(probe.new_resolver().heeding(interrupt.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let Some(target) = probe.targets.first() else {
        anyhow::bail!("there is no target");
    };
    let deadline = Instant::now() + probe.deadline;
    let run = Run::new(probe, target, &roots, deadline).heeding(&interrupt);
    let outcome = runtime.block_on(one(&run, &resolver, &mut Nobody));
    let report = outcome.report(&run);
    if let Some(signal) = interrupt.signal() {
        return Err(UsageError {
            code: signal.into(),
            ..UsageError::interrupted("nothing was written")
        }
        .into());
    }
    let conclusion = &report.conclusion;
    if let Some(refusal) = refusal(&report) {
        return Err(refusal.into());
    }
    let text = expect::init::written(&init.target, &init.options, &report, None);
    let mut talk = Screen::stderr();
    match &init.file {
        None => Screen::stdout().lines(text.lines().map(str::to_owned)),
        Some(file) => {
            write(file, &text, init.force)?;
            talk.line(&quote::text(&format!(
                "{} is written; look through it, and then: smtls check {}",
                file.display(),
                file.display()
            )));
        }
    }
    if conclusion.exit_code != 0 {
        talk.line(&quote::text(&format!(
            "smtls: note: today the target ends with exit {}: {}",
            conclusion.exit_code, conclusion.sentence
        )));
    }
    Ok(ExitCode::Success)
}

/// Why no file is made of this: what is expected for good is not learnt from a bad moment, nor from a slip of the pen.
fn refusal(report: &Report) -> Option<UsageError> {
    let conclusion = &report.conclusion;
    let ended_with = |code: &ExitCode| code.number() == conclusion.exit_code;
    if ended_with(&ExitCode::NotNow) {
        return Some(UsageError {
            code: ExitCode::NotNow,
            ..UsageError::new(
                format!("nothing was written: {}", conclusion.sentence),
                "try again later, so that the file says what the target shows when it is well",
            )
        });
    }
    let mut observations = report.endpoints.iter().flat_map(|it| &it.observations);
    if observations.any(|it| !it.transcript.is_empty()) {
        return None;
    }
    let code = [ExitCode::Resolve, ExitCode::Connect]
        .into_iter()
        .find(ended_with)?;
    Some(UsageError {
        code,
        ..UsageError::new(
            format!(
                "nothing was written, because no server was seen: {}",
                conclusion.sentence
            ),
            "look at the name, or try again when it is well; for what is to stay so, write exit-code = NUMBER under [target.expect] yourself",
        )
    })
}

fn write(file: &Path, text: &str, force: bool) -> Result<(), UsageError> {
    let mut options = OpenOptions::new();
    options.write(true);
    match force {
        true => options.create(true).truncate(true),
        false => options.create_new(true),
    };
    let written = options
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        UsageError::new(
            format!("{} cannot be written: {error}", file.display()),
            "name a file that can be written, or - for standard output",
        )
    })
}

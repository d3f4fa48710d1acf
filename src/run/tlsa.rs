//! `smtls tlsa`: what servers or files show, as TLSA records, and what is published of that.

mod files;
mod host;
mod see;
mod servers;

use super::outputs::Outputs;
use super::probe::environment;
use super::screen::Screen;
use super::signals;
use super::until::Until;
use super::warm_up::warm_up;
use crate::cli::{Format, TlsaRequest, TlsaSource};
use crate::exit::{End, ExitCode};
use crate::judge::dane::publish::OnHost;
use crate::report::records::{self, RecordsInput, RecordsReport};
use crate::report::style::ColorChoice;
use crate::report::{Ended, Thresholds};
use crate::target::Target;
use std::sync::Arc;
use std::time::Instant;

/// What one target, or the files, came to.
struct Outcome {
    hosts: Vec<OnHost>,
    exit: ExitCode,
    sentence: String,
}

/// Makes the records and gives what the whole run ends with.
pub(super) fn run(request: &TlsaRequest) -> anyhow::Result<End> {
    // Files that cannot be used are told before any server is asked.
    let mut outputs = Outputs::open(&request.outputs, ColorChoice::Never, &environment())?;
    let next = files::next(&request.next)?;
    let given = match &request.source {
        TlsaSource::Files { files, .. } => Some(files::current(files)?),
        TlsaSource::Targets(_) => None,
    };
    warm_up();
    let deadline = Instant::now() + request.deadline;
    let interrupt = signals::listen()?;
    let until = Until {
        deadline,
        interrupt: &interrupt,
    };
    let resolver = Arc::new(request.new_resolver().heeding(interrupt.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut codes = Vec::new();
    let targets = match &request.source {
        TlsaSource::Files { host, .. } => std::slice::from_ref(host),
        TlsaSource::Targets(targets) => targets,
    };
    for (index, target) in targets.iter().enumerate() {
        let outcome = runtime.block_on(async {
            match &given {
                Some(given) => {
                    let shown = (given, &next);
                    host::of_files(request, target, shown, &resolver, until).await
                }
                None => servers::outcome(request, target, &next, &resolver, until).await,
            }
        });
        let report = report(request, target, &outcome);
        for sheet in outputs.texts() {
            if index > 0 {
                sheet.screen.line("");
            }
            sheet.screen.lines(records::text(&report));
            sheet.screen.flush();
        }
        for sheet in outputs.of(Format::Json) {
            sheet.screen.line(&records::json::pretty(&report)?);
        }
        for sheet in outputs.of(Format::Jsonl) {
            sheet.screen.line(&records::json::line(&report)?);
            sheet.screen.flush();
        }
        codes.push(outcome.exit);
    }
    let ended = Ended::of("tlsa", Thresholds::default());
    Ok(outputs.end(ended, ExitCode::worst(codes), &mut Screen::stderr()))
}

fn report(request: &TlsaRequest, target: &Target, outcome: &Outcome) -> RecordsReport {
    let files = match &request.source {
        TlsaSource::Files { files, .. } => files.as_slice(),
        TlsaSource::Targets(_) => &[],
    };
    RecordsReport::from(RecordsInput {
        target,
        files: files
            .iter()
            .map(|file| file.display().to_string())
            .collect(),
        hosts: &outcome.hosts,
        every: request.every,
        check: request.check,
        exit: outcome.exit,
        sentence: &outcome.sentence,
        started: request.started,
    })
}

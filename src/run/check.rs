//! `smtls check`: the targets of a file side by side, each held against what is expected of it.

mod init;
mod list;
mod show;
mod target;

use super::outputs::Outputs;
use super::probe::environment;
use super::roots::Roots;
use super::screen::Screen;
use super::signals;
use super::warm_up::warm_up;
use crate::cli::{CheckRun, Checked, UsageError, in_keys};
use crate::exit::{End, ExitCode};
use crate::quote;
use crate::report::Ended;
use futures_util::stream::{self, StreamExt as _};
use show::Show;
use std::sync::Arc;
use target::Bench;

pub(super) use init::run as init;
pub(super) use list::run as list;

/// Runs the check of a file and gives what the whole run ends with.
pub(super) fn run(check: &CheckRun) -> anyhow::Result<End> {
    let outputs = Outputs::open(&check.outputs, check.color, &environment())?;
    warm_up();
    let mut talk = Screen::stderr();
    for checked in &check.targets {
        for warning in &checked.probe.warnings {
            let warning = quote::text(&format!("{}: {warning}", checked.name));
            talk.line(&format!("smtls: warning: {warning}"));
        }
    }
    talk.flush();
    let roots = Shared::of(
        &check.targets,
        |it| it.probe.roots.clone(),
        |it| Roots::begin(&it.probe.roots).map_err(|error| at(check, it, error)),
    )?;
    let interrupt = signals::listen()?;
    let resolvers = Shared::of(
        &check.targets,
        |it| it.resolver.clone(),
        |it| Ok(Arc::new(it.probe.new_resolver().heeding(interrupt.clone()))),
    )?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let file = check.file.display().to_string();
    let mut show = Show::new(outputs, check);
    let mut codes = Vec::new();
    runtime.block_on(async {
        let benches = check.targets.iter().enumerate();
        let benches = benches.filter_map(|(index, checked)| {
            Some(Bench {
                check,
                checked,
                target: checked.probe.targets.first()?,
                roots: roots.at(index)?,
                resolver: resolvers.at(index)?,
                interrupt: &interrupt,
            })
        });
        let mut ended = stream::iter(benches)
            .map(|bench| async move { bench.work().await })
            .buffered(check.side_by_side.max(1));
        // In the order of the file, each as soon as those before it are there.
        while let Some(outcome) = ended.next().await {
            codes.push(outcome.exit);
            show.target(outcome.report)?;
        }
        anyhow::Ok(())
    })?;
    let code = ExitCode::worst(codes);
    show.end(code)?;
    for roots in roots.all() {
        for complaint in roots.complaints() {
            talk.line(&format!("smtls: note: {}", quote::text(complaint)));
        }
    }
    let ended = Ended {
        file: Some(&file),
        ..Ended::of("check", check.thresholds)
    };
    Ok(show.outputs.end(ended, code, &mut talk))
}

/// What is wrong with a target of the file, with its place.
fn at(check: &CheckRun, target: &Checked, error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<UsageError>() {
        Ok(usage) => {
            let usage = in_keys(usage, |_| false);
            UsageError {
                sentence: format!(
                    "{}:{}:{}: {}",
                    check.file.display(),
                    target.place.line,
                    target.place.column,
                    usage.sentence
                ),
                ..usage
            }
            .into()
        }
        Err(error) => error,
    }
}

/// What several targets share, because the same is said of them.
struct Shared<T> {
    all: Vec<T>,
    /// Which of them each target has.
    which: Vec<usize>,
}

impl<T> Shared<T> {
    fn of<K: PartialEq>(
        targets: &[Checked],
        key: impl Fn(&Checked) -> K,
        make: impl Fn(&Checked) -> anyhow::Result<T>,
    ) -> anyhow::Result<Self> {
        let mut keys: Vec<K> = Vec::new();
        let (mut all, mut which) = (Vec::new(), Vec::new());
        for target in targets {
            let wanted = key(target);
            let found = keys.iter().position(|known| *known == wanted);
            which.push(match found {
                Some(index) => index,
                None => {
                    keys.push(wanted);
                    all.push(make(target)?);
                    all.len().saturating_sub(1)
                }
            });
        }
        Ok(Self { all, which })
    }

    fn at(&self, target: usize) -> Option<&T> {
        self.which
            .get(target)
            .and_then(|index| self.all.get(*index))
    }

    fn all(&self) -> impl Iterator<Item = &T> {
        self.all.iter()
    }
}

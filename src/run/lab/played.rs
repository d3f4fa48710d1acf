//! One scenario played to its end without a word, and what came out held against its row.

use super::meant;
use crate::lab::{Finding, Lab, Scenario};
use crate::quote;
use crate::report::suite::{CaseResult, suites};
use crate::report::{Dossier, Report};
use crate::run::one::{Nobody, one};
use crate::run::pipeline::Run;
use crate::run::roots::Roots;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What came out of a scenario.
pub(super) struct Played {
    /// The exit code of the probe; nothing where it could not be played.
    pub(super) exit: Option<u8>,
    /// What it came to, as the last line has it, or why it could not be played.
    pub(super) sentence: String,
    /// What the row wants and is not so, in a sentence fragment each.
    pub(super) differences: Vec<String>,
}

impl Played {
    /// Plays a scenario, whose lab has its folder in this one.
    pub(super) fn new(scenario: &Scenario, folder: &Path) -> Self {
        match report(scenario, folder) {
            Ok(report) => Self {
                exit: Some(report.conclusion.exit_code),
                sentence: quote::text(&report.conclusion.sentence),
                differences: differences(scenario, &report),
            },
            Err(error) => Self {
                exit: None,
                sentence: quote::text(&format!("{error:#}")),
                differences: vec!["it could not be played".to_owned()],
            },
        }
    }
}

/// The report on a scenario.
pub(super) fn report(scenario: &Scenario, folder: &Path) -> anyhow::Result<Report> {
    let lab = Lab::start_in(folder, scenario)?;
    let probe = meant(lab.probe_arguments())?;
    let roots = Roots::begin(&probe.roots)?;
    let resolver = Arc::new(probe.new_resolver());
    let Some(target) = probe.targets.first() else {
        anyhow::bail!("there is no target");
    };
    let run = Run::new(&probe, target, &roots, Instant::now() + probe.deadline);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(one(&run, &resolver, &mut Nobody));
    Ok(outcome.report(&run))
}

fn differences(scenario: &Scenario, report: &Report) -> Vec<String> {
    let mut differences = Vec::new();
    let exit = report.conclusion.exit_code;
    if exit != scenario.exit {
        differences.push(format!("the exit code is {exit}, not {}", scenario.exit));
    }
    let sentence = quote::text(&report.conclusion.sentence);
    let suites = suites(&Dossier::of_probe(report.clone()));
    let mut cases = suites.iter().flat_map(|suite| &suite.cases);
    let has_bad = cases.any(|case| case.result >= CaseResult::Error);
    if has_bad != (exit != 0) {
        differences.push(format!(
            "a run that ends with {exit} has {} case that failed",
            match has_bad {
                true => "a",
                false => "no",
            }
        ));
    }
    let missing = scenario
        .says
        .iter()
        .filter(|words| !sentence.contains(*words));
    differences.extend(missing.map(|words| format!("the last line has no \"{words}\"")));
    let missing = scenario.finds.iter().filter(|wanted| !has(report, wanted));
    differences.extend(missing.map(|wanted| {
        format!(
            "no {} speaks of \"{}\"",
            wanted.status,
            wanted.words.join("\" and \"")
        )
    }));
    differences
}

/// Whether a verdict, on the target or on an endpoint, is the one that is wanted.
fn has(report: &Report, wanted: &Finding) -> bool {
    let endpoints = report.endpoints.iter();
    let mut verdicts = endpoints
        .flat_map(|endpoint| &endpoint.verdicts)
        .chain(&report.verdicts);
    verdicts.any(|verdict| {
        let reason = quote::text(&verdict.reason);
        verdict.status == wanted.status && wanted.words.iter().all(|words| reason.contains(words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::find;

    fn play(change: impl FnOnce(&mut Scenario)) -> (Option<u8>, String) {
        let mut scenario = find("bare-lf").unwrap();
        change(&mut scenario);
        let folder = tempfile::tempdir().unwrap();
        let played = Played::new(&scenario, folder.path());
        (played.exit, played.differences.join("; "))
    }

    #[test]
    fn what_comes_out_differently_is_named() {
        assert_eq!(play(|_| {}), (Some(0), String::new()));
        let (exit, differences) = play(|scenario| scenario.exit = 29);
        assert_eq!(exit, Some(0));
        assert_eq!(differences, "the exit code is 0, not 29");
        let (_, differences) = play(|scenario| scenario.says.push("no such words".to_owned()));
        assert_eq!(differences, "the last line has no \"no such words\"");
        for (status, words) in [("warn", "no such words"), ("note", "bare line feed")] {
            let (_, differences) = play(|scenario| {
                scenario.finds = vec![Finding {
                    status,
                    words: vec![words.to_owned()],
                }];
            });
            assert_eq!(differences, format!("no {status} speaks of \"{words}\""));
        }
        let (exit, differences) = play(|scenario| scenario.options = vec!["--nonsense".to_owned()]);
        assert_eq!(exit, None);
        assert_eq!(differences, "it could not be played");
    }
}

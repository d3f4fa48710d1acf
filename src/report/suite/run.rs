//! The suites of a whole run, in which no two have the same name.

use super::{Case, CaseLine, CaseResult, Suite, suites};
use crate::judge::Status;
use crate::report::{Dossier, Ended};
use std::collections::HashMap;

/// The suites of all targets, in order, each with the dossier that it is from; what the run as a whole ended with, where no target
/// says so, has none.
pub fn of_run<'a>(ended: &Ended<'a>) -> Vec<(Option<&'a Dossier>, Suite)> {
    let mut all: Vec<(Option<&Dossier>, Suite)> = Vec::new();
    for dossier in ended.dossiers {
        let suites = suites(dossier);
        all.extend(suites.into_iter().map(|suite| (Some(dossier), suite)));
    }
    let mut cases = all.iter().flat_map(|(_, suite)| &suite.cases);
    if ended.exit_code != 0 && !cases.any(|case| case.result >= CaseResult::Error) {
        all.push((None, of_the_end(ended)));
    }
    let mut names = Names::default();
    for (_, suite) in &mut all {
        let name = suite.name();
        if let Some(behind) = names.number(&name) {
            suite.target.push_str(&behind);
        }
        let mut ids = Names::default();
        for case in &mut suite.cases {
            if let Some(behind) = ids.number(&case.id) {
                case.id.push_str(&behind);
            }
        }
    }
    all
}

/// How often each name came.
#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    /// What is to stand behind a name that was there before.
    fn number(&mut self, name: &str) -> Option<String> {
        let times = self.0.entry(name.to_owned()).or_default();
        *times = times.saturating_add(1);
        (*times > 1).then(|| format!(" ({times})"))
    }
}

/// A run that ended badly though nothing that was tested did.
fn of_the_end(ended: &Ended<'_>) -> Suite {
    Suite {
        target: format!("smtls {}", ended.command),
        endpoint: None,
        by: None,
        took_ms: 0.0,
        cases: vec![Case {
            id: "run".to_owned(),
            sentence: "the run comes to its end".to_owned(),
            result: CaseResult::Error,
            lines: vec![CaseLine {
                status: Status::NotTested,
                reason: super::words::meaning(ended.exit_code).to_owned(),
                fix: None,
                result_type: None,
            }],
            exit_code: ended.exit_code,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ConclusionReport;

    fn dossier(name: &str, exit_code: u8) -> Dossier {
        Dossier {
            name: name.to_owned(),
            conclusion: ConclusionReport {
                exit_code,
                sentence: "that is why".to_owned(),
            },
            ..Dossier::default()
        }
    }

    fn ended(dossiers: &[Dossier], exit_code: u8) -> Ended<'_> {
        Ended {
            dossiers,
            exit_code,
            ..Ended::of("probe", crate::report::Thresholds::default())
        }
    }

    #[test]
    fn a_run_that_ended_badly_never_looks_good() {
        let good = [dossier("a.test", 0)];
        assert!(of_run(&ended(&good, 0)).is_empty());
        let found = of_run(&ended(&good, 130));
        let [(None, suite)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(suite.name(), "smtls probe");
        assert_eq!(suite.count(CaseResult::Error), 1);
        let bad = [dossier("a.test", 130)];
        let found = of_run(&ended(&bad, 130));
        let [(Some(_), suite)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(suite.name(), "a.test");
        assert_eq!(
            suite.cases.first().map(Case::reason).unwrap(),
            "that is why"
        );
    }

    #[test]
    fn a_target_that_is_there_twice_has_two_names() {
        let twice = [dossier("a.test", 2), dossier("a.test", 2)];
        let found = of_run(&ended(&twice, 2));
        let names: Vec<String> = found.iter().map(|(_, suite)| suite.name()).collect();
        assert_eq!(names, ["a.test", "a.test (2)"]);
    }
}

//! One run, in all forms for CI at once.

use super::{Found, Result, github, junit, prove, tap};
use crate::support::{Outcome, Smtls};
use serde_json::Value;

/// What a run wrote, and what the readers made of it.
pub struct Forms {
    pub code: i32,
    pub cases: Vec<Found>,
    pub annotations: Vec<github::Annotation>,
    pub report: Vec<Value>,
    pub texts: [String; 3],
}

impl Forms {
    /// The run of these words, read and held against each other.
    #[track_caller]
    pub fn of(words: Vec<String>, code: i32) -> Self {
        Self::by(code, |options| {
            let mut all = words;
            all.splice(1..1, options.iter().map(|it| (*it).to_owned()));
            Smtls::new(all).run()
        })
    }

    /// The same of a run with these options.
    #[track_caller]
    pub fn by(code: i32, run: impl FnOnce(&[&str]) -> Outcome) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        let forms = ["junit", "tap", "jsonl"];
        let given = forms.map(|form| format!("--format={form}={}", file(form).display()));
        let mut options = vec!["--format=github"];
        options.extend(given.iter().map(String::as_str));
        let outcome = run(&options).exits(code).plain();
        let text = |name| std::fs::read_to_string(file(name)).unwrap();
        let (xml, test_points) = (text("junit"), text("tap"));
        prove::agrees(&file("tap"), &test_points, code == 0);
        let lines = text("jsonl");
        let report = lines.lines().map(|it| serde_json::from_str(it).unwrap());
        let made = Self {
            code,
            cases: junit::read(&xml),
            annotations: github::read(&outcome.stdout),
            report: report.collect(),
            texts: [xml, test_points, outcome.stdout.clone()],
        };
        made.agree(&outcome);
        made
    }

    /// The forms tell the same, and what the exit code tells.
    #[track_caller]
    fn agree(&self, outcome: &Outcome) {
        let [_, test_points, log] = &self.texts;
        let short = |found: &Found| (found.name.clone(), found.result);
        // TAP has one mark for what failed and what could not be tested.
        let cases: Vec<_> = self.cases.iter().map(short).collect();
        let points: Vec<_> = tap::read(test_points).iter().map(short).collect();
        assert_eq!(cases, points, "{outcome}");
        let bad = |found: &&Found| matches!(found.result, Result::Failed | Result::Error);
        let bad: Vec<&str> = self
            .cases
            .iter()
            .filter(bad)
            .map(|found| found.name.as_str())
            .collect();
        assert_eq!(bad.is_empty(), self.code == 0, "{bad:?} {outcome}");
        let mut errors = self.annotated("error");
        let mut expected = bad.clone();
        errors.sort_unstable();
        expected.sort_unstable();
        if bad.len() <= 10 {
            assert_eq!(errors, expected, "{outcome}");
        }
        assert_eq!(
            log.lines().last().map(|line| line.starts_with("smtls ")),
            Some(true),
            "{outcome}"
        );
        let exit = format!("; exit {}: ", self.code);
        assert!(log.lines().last().unwrap().contains(&exit), "{outcome}");
    }

    /// The titles of the annotations of this kind.
    pub fn annotated(&self, kind: &str) -> Vec<&str> {
        let of_kind = self.annotations.iter().filter(|it| it.kind == kind);
        of_kind.map(|it| it.title()).collect()
    }

    /// The names of the cases that came out so.
    pub fn with(&self, result: Result) -> Vec<&str> {
        let cases = self.cases.iter().filter(|found| found.result == result);
        cases.map(|found| found.name.as_str()).collect()
    }

    /// The one case whose name ends so.
    #[track_caller]
    pub fn case(&self, end: &str) -> &Found {
        let mut cases = self.cases.iter().filter(|found| found.name.ends_with(end));
        let (Some(case), None) = (cases.next(), cases.next()) else {
            panic!("not one {end:?}: {:#?}", self.cases);
        };
        case
    }
}

//! Every form of the output of one `smtls check` of a Postfix, each read by a reader of its own.

#[expect(dead_code, reason = "it tells more than is asked here")]
#[path = "../cli/pages/dom.rs"]
mod dom;
#[path = "../cli/ci/github.rs"]
mod github;
#[path = "../cli/ci/junit.rs"]
mod junit;
#[path = "../cli/pages/mdast.rs"]
mod mdast;
#[path = "../cli/ci/prove.rs"]
mod prove;
#[path = "../cli/ci/tap.rs"]
mod tap;

use crate::expectations::Expectations;
use crate::services::service;
use serde_json::Value;

/// How a case came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Result {
    Passed,
    Skipped,
    Error,
    Failed,
}

/// A case that a reader found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Suite and check.
    pub name: String,
    pub result: Result,
    /// What was said of it beside.
    pub said: String,
}

const FORMS: [&str; 10] = [
    "text",
    "json",
    "jsonl",
    "junit",
    "tap",
    "nagios",
    "prometheus",
    "github",
    "markdown",
    "html",
];

/// The forms of one run, each from its file.
struct Written(tempfile::TempDir);

impl Written {
    #[track_caller]
    fn by(expect: &str, exit: i32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |form| format!("{form}={}", folder.path().join(form).display());
        let places = FORMS.map(place);
        let options: Vec<&str> = places.iter().flat_map(|it| ["--format", it]).collect();
        let ran = Expectations::of(&service("rsa"), expect).run(&options);
        assert_eq!(ran.exit, exit, "{}", ran.text);
        Self(folder)
    }

    fn text(&self, form: &str) -> String {
        std::fs::read_to_string(self.0.path().join(form)).expect("the form was written")
    }
}

#[test]
fn every_form_of_a_run_can_be_read_and_all_say_the_same() {
    let well = "starttls = true\nprotocol = \"TLSv1.3\"\ndays-left = 14";
    let ill = "starttls = true\nprotocol = \"TLSv1.3\"\ndays-left = 400\ngroups = [\"secp384r1\"]";
    for (expect, exit, bad) in [(well, 0, &[][..]), (ill, 41, &["days-left", "groups"])] {
        let written = Written::by(expect, exit);
        let json: Value = serde_json::from_str(&written.text("json")).expect("JSON");
        assert_eq!(json["conclusion"]["exit_code"], exit);
        let lines = written.text("jsonl");
        let line: Value = serde_json::from_str(lines.trim_end()).expect("one line");
        assert_eq!(line["targets"][0]["name"], "it");
        let text = written.text("text");
        let last = text.lines().last().unwrap_or_default();
        assert!(last.starts_with(&format!("exit {exit}: ")), "{text}");

        let failed = |found: Vec<Found>| -> Vec<String> {
            let mut failed: Vec<String> = found
                .into_iter()
                .filter(|it| matches!(it.result, Result::Failed | Result::Error))
                .map(|it| it.name)
                .collect();
            failed.sort_unstable();
            failed
        };
        let xml = written.text("junit");
        let cases = failed(junit::read(&xml));
        let suite = json["targets"][0]["name"].as_str().expect("a name");
        let endpoint = json["targets"][0]["expectations"][0]["endpoint"].as_str();
        let endpoint = endpoint.expect("an endpoint");
        let properties = junit::properties(&xml, &format!("{suite} {endpoint}"));
        assert_eq!(properties["protocol"], "TLSv1.3", "{xml}");
        let points = written.text("tap");
        prove::agrees(&written.0.path().join("tap"), &points, exit == 0);
        assert_eq!(cases, failed(tap::read(&points)), "{xml}\n{points}");
        let log = written.text("github");
        let errors = github::read(&log).into_iter();
        let errors = errors.filter(|it| it.kind == "error");
        let mut titles: Vec<String> = errors
            .inspect(|it| assert!(!it.message.is_empty(), "{log}"))
            .map(|it| it.title().to_owned())
            .collect();
        titles.sort_unstable();
        assert_eq!(titles, cases, "{log}");
        assert_eq!(cases.len(), bad.len(), "{cases:?}");
        for (case, name) in cases.iter().zip(bad) {
            assert!(case.contains(name), "{case}: {name}");
        }

        let page = dom::Page::read(&written.text("html"));
        let cells = page.tables().concat().concat();
        let tree = mdast::read(&written.text("markdown"));
        let words: String = mdast::all(&tree).into_iter().map(mdast::words).collect();
        assert!(!mdast::tables(&tree).is_empty() && !cells.is_empty());
        for name in bad {
            let all = page.all("body").map(|it| it.text.as_str());
            let all: String = all.collect();
            assert!(all.contains(name) && words.contains(name), "{name}");
        }
        assert_eq!(state(&written.text("nagios")), u8::from(exit != 0) * 2);
        assert_eq!(success(&written.text("prometheus")), f64::from(exit == 0));
    }
}

/// What the plugin would end with.
fn state(said: &str) -> u8 {
    let first = said.lines().next().unwrap_or_default();
    let (state, perfdata) = first.split_once('|').expect("perfdata");
    assert!(perfdata.contains(" time'="), "{first}");
    match state.split(' ').nth(1) {
        Some("OK") => 0,
        Some("WARNING") => 1,
        Some("CRITICAL") => 2,
        _ => 3,
    }
}

/// The one sample that says how the target ended.
fn success(metrics: &str) -> f64 {
    let lines = metrics.lines();
    let samples = lines.filter(|line| line.starts_with("smtls_probe_success{"));
    let samples: Vec<&str> = samples.collect();
    let [sample] = samples.as_slice() else {
        panic!("not one sample:\n{metrics}");
    };
    let value = sample.rsplit(' ').next().expect("a value");
    value.parse().expect("a number")
}

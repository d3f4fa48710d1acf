//! One run of `smtls check` in every form at once, each to a file of its own: what all of them say is what the exit code says.

use super::{Result, github, junit, prove, tap};
use crate::nagios::Said;
use crate::pages::{dom::Page, mdast};
use crate::prometheus::Metrics;
use crate::support::{Table, Theatre, instead, run_file};
use serde_json::Value;
use smtls::lab::Manners;
use std::collections::BTreeMap;

/// The forms that go to files; text goes to standard output beside them.
const FORMS: [&str; 9] = [
    "json",
    "jsonl",
    "junit",
    "tap",
    "github",
    "nagios",
    "prometheus",
    "markdown",
    "html",
];

/// A target, the exit code that it alone comes to, and how its cases come out at worst.
const TARGETS: [(&str, u8, Result); 3] = [
    ("met", 0, Result::Passed),
    ("unmet", 41, Result::Failed),
    ("busy", 45, Result::Error),
];

/// The run of these targets, of which `code` comes: standard output, and the files by their forms.
#[track_caller]
fn run(names: &[&str], code: i32) -> (String, BTreeMap<&'static str, String>) {
    let good = Theatre::with_host(Manners::default());
    let busy = Theatre::with_host(instead("EHLO", "421 busy\r\n"));
    let all = [
        Table::of(&good, "met", "starttls = true\ndays-left = 3"),
        Table::of(&good, "unmet", "starttls = true\ndays-left = 4000"),
        Table::of(&busy, "busy", "starttls = true"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = |form: &str| folder.path().join(form);
    let mut options = vec!["--format=text".to_owned()];
    options.extend(FORMS.map(|form| format!("--format={form}={}", file(form).display())));
    options.extend(names.iter().map(|name| format!("--only={name}")));
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let outcome = run_file("", &all, &options).exits(code);
    let files = FORMS.map(|form| (form, std::fs::read_to_string(file(form)).unwrap()));
    prove::agrees(&file("tap"), &files[3].1, code == 0);
    (outcome.stdout, files.into())
}

/// The worst of the cases of a target.
fn worst(cases: &[super::Found], target: &str) -> Result {
    let begin = format!("{target} ");
    let mine = cases.iter().filter(|case| {
        case.name.starts_with(&begin) || case.name.starts_with(&format!("{target}:"))
    });
    let results: Vec<Result> = mine.map(|case| case.result).collect();
    assert!(!results.is_empty(), "no case of {target}");
    let order = [Result::Failed, Result::Error];
    let worst = order.into_iter().find(|it| results.contains(it));
    worst.unwrap_or(Result::Passed)
}

#[track_caller]
fn hold(names: &[&str], code: u8) {
    let (text, files) = run(names, i32::from(code));
    let asked = || TARGETS.into_iter().filter(|it| names.contains(&it.0));
    let begin = format!("exit {code}: ");
    assert!(text.lines().last().unwrap().starts_with(&begin), "{text}");

    let json: Value = serde_json::from_str(&files["json"]).unwrap();
    assert_eq!(json["conclusion"]["exit_code"], code);
    let lines = files["jsonl"].lines();
    let lines: Vec<Value> = lines.map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), names.len());
    let cases = junit::read(&files["junit"]);
    let points = tap::read(&files["tap"]);
    let short = |found: &super::Found| (found.name.clone(), found.result);
    assert_eq!(
        cases.iter().map(short).collect::<Vec<_>>(),
        points.iter().map(short).collect::<Vec<_>>()
    );
    let metrics = Metrics::of(&files["prometheus"]);
    let annotations = github::read(&files["github"]);
    let page = Page::read(&files["html"]);
    let tree = mdast::read(&files["markdown"]);
    let of_html = page.tables_of("Target");
    let of_markdown: Vec<_> = mdast::tables(&tree)
        .into_iter()
        .filter(|rows| rows[0][0] == "Target")
        .collect();
    for (index, (name, code, result)) in asked().enumerate() {
        let target = &json["targets"][index];
        assert_eq!(target["name"], name);
        assert_eq!(target["conclusion"]["exit_code"], code, "{name}");
        assert_eq!(lines[index]["targets"][0], *target, "{name}");
        assert_eq!(worst(&cases, name), result, "{name}: {cases:#?}");
        let labels = [("command", "check"), ("target", name)];
        let told = metrics.value("smtls_exit_code", &labels);
        assert_eq!(told, f64::from(code), "{name}");
        let success = metrics.value("smtls_probe_success", &labels);
        assert_eq!(success == 1.0, code == 0, "{name}");
        let errors = annotations.iter().filter(|it| it.kind == "error");
        let mut errors = errors.filter(|it| it.title().starts_with(name));
        assert_eq!(
            errors.next().is_some(),
            code != 0,
            "{name}: {annotations:#?}"
        );
        // Where there is one target alone, the heading has its verdict.
        for rows in [of_html.first(), of_markdown.first()].into_iter().flatten() {
            let row = &rows[index + 1];
            let verdict = verdict(code);
            assert!(row[0] == name && row[1].ends_with(&verdict), "{row:?}");
        }
    }
    assert_eq!(of_html.len(), of_markdown.len());
    assert_eq!(of_html.len(), usize::from(names.len() > 1));
    let title = &page.all("title").next().unwrap().text;
    assert!(
        title.starts_with(&format!("{}: ", verdict(code))),
        "{title}"
    );
    let heading = files["markdown"].lines().next().unwrap();
    assert!(
        heading.ends_with(&format!(": {}", verdict(code))),
        "{heading}"
    );
    let last = files["github"].lines().last().unwrap();
    assert!(last.contains(&format!("; exit {code}: ")), "{last}");
    let state = match code {
        0 => 0,
        45 => 3,
        _ => 2,
    };
    Said::of(&files["nagios"], state);
}

fn verdict(code: u8) -> String {
    match code {
        0 => "pass".to_owned(),
        45 => "not now (exit 45)".to_owned(),
        code => format!("fail (exit {code})"),
    }
}

#[test]
fn every_form_of_one_run_says_what_the_exit_code_says() {
    hold(&["met", "unmet", "busy"], 41);
}

#[test]
fn every_form_says_so_of_one_target_too() {
    for (name, code, _) in TARGETS {
        hold(&[name], code);
    }
}

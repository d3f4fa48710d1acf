//! Servers and runs for both pages, and what a page is to say of them.

use crate::support::{Outcome, Smtls, Theatre, complaints, one_host};
use serde_json::Value;
use smtls::lab::{Act, find};

/// All that would be markup, a link, the end of a cell or a turn of the writing in one of the forms.
pub const HOSTILE: &[u8] = b"<script>alert(1)</script> \"><img src=x onerror=alert(1)> ' *x* _y_ |a|b| `c` ``` [l](http://evil.test) \
www.evil.test mail@evil.test @everyone #1 \xe2\x80\xae \x00 \x1b[2J &lt; </pre></details> - x";

/// A run in one of the forms, and as JSON.
pub struct Run {
    pub page: String,
    pub json: Value,
}

/// Runs smtls once for both.
#[track_caller]
pub fn run(theatre: &Theatre, command: &str, form: &str, options: &[&str], code: i32) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let json = format!("json={}", file.display());
    let options = [options, &["--format", form, "--format", &json]].concat();
    let outcome = match command {
        "audit" => theatre.audit(&options),
        _ => theatre.probe(&options),
    };
    let outcome = outcome.exits(code).plain();
    let json: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(complaints(&json), [""; 0]);
    Run {
        page: outcome.stdout,
        json,
    }
}

/// Two targets, of which the second does not exist.
pub fn two_targets(form: &str) -> Outcome {
    let theatre = Theatre::new(&find("good").unwrap());
    let mut words = theatre.words(&["--format", form]);
    words.push("nowhere.good.test".to_owned());
    Smtls::new(words).run().exits(40).plain()
}

/// A server that refuses with hostile words, after a greeting with such.
pub fn hostile() -> Theatre {
    let line = |code: &str| [code.as_bytes(), HOSTILE, b"\r\n"].concat();
    let acts = vec![
        Act::Send(line("220 ")),
        Act::Expect("EHLO"),
        Act::Send([line("250-"), line("250-X"), b"250 STARTTLS\r\n".to_vec()].concat()),
        Act::Expect("STARTTLS"),
        Act::Send(line("554 ")),
    ];
    Theatre::new(&one_host(acts))
}

/// Scenarios of the lab with the code that `--all` ends with, one for each way in which a row of a page may look.
pub const SCENES: &[(&str, i32)] = &[
    ("good", 0),
    ("first-mx-down", 2),
    ("wrong-name", 41),
    ("expired", 41),
    ("every-mx-down", 2),
    ("greeting-421", 45),
    ("no-starttls", 29),
    ("bogus-tlsa", 42),
    ("dane-rollover", 0),
    ("mta-sts-mx-wrong-name", 43),
    ("null-mx", 40),
    ("dead-mx-beside-good", 0),
    ("tls10-only", 29),
];

/// The status of each check of an endpoint in JSON, as a page has it: fail before all else.
pub fn results(endpoint: &Value) -> Vec<(String, &'static str)> {
    let mut results: Vec<(String, &'static str)> = Vec::new();
    for verdict in endpoint["verdicts"].as_array().unwrap() {
        let check = verdict["check"].as_str().unwrap().to_owned();
        let result = match (
            verdict["status"].as_str().unwrap(),
            verdict["exit_code"].as_i64(),
        ) {
            ("not-tested", None) => "not tested",
            (_, Some(45)) | ("not-tested", Some(_)) => "not tested now",
            ("fail", _) | (_, Some(_)) => "fail",
            ("warn", None) => "warn",
            ("pass", None) => "pass",
            _ => "note",
        };
        match results.iter_mut().find(|(known, _)| *known == check) {
            Some((_, known)) if rank(result) > rank(known) => *known = result,
            Some(_) => {}
            None => results.push((check, result)),
        }
    }
    results
}

fn rank(result: &str) -> usize {
    let order = [
        "not tested",
        "note",
        "pass",
        "warn",
        "not tested now",
        "fail",
    ];
    order.iter().position(|it| *it == result).unwrap()
}

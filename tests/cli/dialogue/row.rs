//! A table of servers: how each behaves, what is said to it, and how the run ends.

use crate::support::{Theatre, in_parallel};
use serde_json::Value;
use smtls::lab::Behaviour;

/// What a client says to a good server.
pub const WHOLE: &str = "EHLO STARTTLS EHLO QUIT";

/// How a server behaves, and what a probe of it is to do.
pub struct Row {
    pub name: &'static str,
    pub server: Behaviour,
    pub options: &'static [&'static str],
    pub code: i32,
    /// Words of the last line.
    pub words: &'static [&'static str],
    /// What was said to the server, without arguments.
    pub said: &'static str,
}

pub fn row(
    name: &'static str,
    server: impl Into<Behaviour>,
    code: i32,
    words: &'static [&'static str],
    said: &'static str,
) -> Row {
    Row {
        name,
        server: server.into(),
        options: &[],
        code,
        words,
        said,
    }
}

pub fn check(rows: &[Row]) {
    in_parallel(rows, |row| {
        let theatre = Theatre::with_host(row.server.clone());
        let (outcome, json) = theatre.run_twice(row.options);
        // The name of the row is the first thing to see where it fails.
        assert_eq!(outcome.code, Some(row.code), "{}: {outcome}", row.name);
        outcome.ends(row.code, row.words).plain();
        assert_eq!(theatre.verbs().join(" "), row.said, "{}", row.name);
        let json = json.exits(row.code).plain();
        let endpoint = &json.json()["endpoints"][0];
        assert_eq!(endpoint["exit_code"], row.code, "{}: {json}", row.name);
        // What the report says was said is what the server heard.
        let transcript = endpoint["observations"][0]["transcript"]
            .as_array()
            .unwrap();
        let said = transcript.iter().filter(|line| line["from"] == "client");
        let verbs: Vec<&str> = said
            .map(|line| word(line, "text").split(' ').next().unwrap())
            .collect();
        let verbs = verbs.join(" ");
        // A QUIT may come when the server has left.
        let heard = verbs == row.said || verbs == format!("{} QUIT", row.said);
        assert!(heard, "{}: {verbs} in {json}", row.name);
    });
}

pub fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// The status of the verdict on a check.
pub fn status<'a>(report: &'a Value, check: &str) -> &'a str {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let mut on_it = verdicts.iter().filter(|one| one["check"] == check);
    word(on_it.next().unwrap(), "status")
}

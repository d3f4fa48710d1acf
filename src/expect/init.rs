//! The file that `smtls check --init` writes: what a server shows today, as what is expected of it.

mod candidates;
mod toml;

use super::held::held;
use super::{Expectation, Name};
use crate::quote;
use crate::report::audit::AuditReport;
use crate::report::{ExpectationOutcome, Report};
use candidates::{Candidate, Part};

/// How long a line of a comment becomes, in characters.
const WIDTH: usize = 100;

/// The file: of what the server shows what should stay so, each expectation only where the report meets it; as comments what changes by
/// itself, such as keys and times. The options are long names without dashes, each with its values; a flag has none.
pub fn written(
    target: &str,
    options: &[(String, Vec<String>)],
    probe: &Report,
    audit: Option<&AuditReport>,
) -> String {
    let mut file = Vec::new();
    file.extend(comment(&format!(
        "What {} showed on {}. smtls check holds it to that; smtls check --list-checks tells what else can be expected.",
        target, probe.started_at
    )));
    if probe.conclusion.exit_code != 0 {
        file.extend(comment(&format!(
            "It was not as it should be, and what failed is not expected below. The probe ended with exit {}: {}",
            probe.conclusion.exit_code, probe.conclusion.sentence
        )));
    }
    file.extend(
        [
            "",
            "[run]",
            "# concurrency = 8",
            "# retry = 2",
            "# retry-delay = \"30s\"",
            "",
            "[[target]]",
        ]
        .map(str::to_owned),
    );
    file.push(format!("target = {}", toml::text(target)));
    file.push("# name = \"a name of its own, for the output\"".to_owned());
    for (name, values) in options {
        file.push(format!("{name} = {}", toml::values(values)));
    }
    file.extend(["", "[target.expect]"].map(str::to_owned));
    let meets = |expectation: &Expectation| {
        let rows = held(std::slice::from_ref(expectation), Some(probe), audit);
        let mut rows = rows.iter();
        rows.len() > 0 && rows.all(|row| row.outcome == ExpectationOutcome::Met)
    };
    for part in candidates::parts(probe, audit) {
        file.extend(lines(part, meets));
    }
    file.join("\n") + "\n"
}

/// The lines of one part: nothing where there is nothing to expect in it.
fn lines(part: Part, meets: impl Fn(&Expectation) -> bool) -> Vec<String> {
    let mut known: Vec<Name> = Vec::new();
    let mut lines = Vec::new();
    for candidate in part.candidates {
        let (expectation, as_comment) = match candidate {
            Candidate::Stays(expectation) => (expectation, false),
            Candidate::Changes(expectation) => (expectation, true),
        };
        // Of several values of one name the first that holds is the strictest.
        if known.contains(&expectation.name) || !meets(&expectation) {
            continue;
        }
        known.push(expectation.name);
        let line = format!(
            "{} = {}",
            expectation.name.id(),
            toml::value(&expectation.value)
        );
        lines.push(match as_comment {
            true => format!("# {line}"),
            false => line,
        });
    }
    if !lines.is_empty() {
        lines.insert(0, format!("# {}", part.title));
    }
    lines
}

/// Words as comments, which nothing in them can end.
fn comment(words: &str) -> Vec<String> {
    let words = quote::text(words);
    let mut lines = vec!["#".to_owned()];
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() == 1 || line.len() + word.len() < WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("# {word}")),
        }
    }
    lines
}

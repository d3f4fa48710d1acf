//! Annotations for GitHub Actions: workflow commands that the runner reads from the output of a step.
//!
//! Of each kind GitHub shows ten for a step and drops the rest without a word. Therefore the worst come first, and where there are
//! more, the tenth says how many, and all of them stand in the log.

use super::check::PlaceReport;
use super::suite::{Case, CaseResult, Suite, bounded, of_run};
use super::{Dossier, Ended};
use crate::exit::ExitCode;
use std::cmp::Ordering;

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;
/// What a message begins with where another run may bring the answer.
const NOT_NOW: &str = "not testable now";
/// How many characters of a title are told.
const TITLE: usize = 200;

/// The run as the output of a step.
pub fn github(ended: &Ended<'_>) -> String {
    let suites = of_run(ended);
    let mut lines: Vec<String> = Vec::new();
    let mut annotations = Vec::new();
    for (dossier, suite) in &suites {
        lines.push(in_the_log(&counted(suite)));
        let cases = suite.cases.iter();
        annotations.extend(cases.filter_map(|case| {
            let place = dossier.and_then(|dossier| place(dossier, suite, case));
            annotation(suite, case, place)
        }));
    }
    annotations.sort_by(worst_first);
    for level in [Level::Error, Level::Warning, Level::Notice] {
        let of_level = annotations.iter().filter(|it| it.level == level);
        let file = ended.file.filter(|file| *file != "-");
        lines.extend(commands(&of_level.collect::<Vec<_>>(), file));
    }
    lines.extend(ended.dossiers.iter().map(|it| in_the_log(&end(it))));
    lines.push(sum(&suites, ended));
    lines.join("\n") + "\n"
}

/// How bad an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Error,
    Warning,
    Notice,
}

/// One annotation.
#[derive(Clone, Debug)]
struct Annotation {
    level: Level,
    result: CaseResult,
    code: u8,
    place: Option<PlaceReport>,
    title: String,
    message: String,
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

impl Annotation {
    /// The command.
    fn command(&self, file: Option<&str>) -> String {
        let mut properties = Vec::new();
        if let Some(file) = file {
            properties.push(("file", file.to_owned()));
            if let Some(place) = self.place {
                properties.push(("line", place.line.to_string()));
                properties.push(("col", place.column.to_string()));
            }
        }
        properties.push(("title", self.title.clone()));
        let properties = properties.iter();
        let properties: Vec<String> = properties
            .map(|(name, value)| format!("{name}={}", property(value)))
            .collect();
        format!(
            "::{} {}::{}",
            self.level.word(),
            properties.join(","),
            data(&self.message)
        )
    }

    /// The same as a line that is no command.
    fn line(&self) -> String {
        let message = self.message.replace('\n', "; ");
        in_the_log(&format!("{}: {}: {message}", self.level.word(), self.title))
    }
}

/// Where a file has what is wrong: the expectation, or else the target.
fn place(dossier: &Dossier, suite: &Suite, case: &Case) -> Option<PlaceReport> {
    let mut rows = dossier.expectations.iter();
    let expected = rows.find(|row| row.endpoint == suite.endpoint && case.holds(row));
    expected.and_then(|row| row.place).or(dossier.place)
}

/// What a case is worth; nothing where it passed and does not warn, or where no answer is missed.
fn annotation(suite: &Suite, case: &Case, place: Option<PlaceReport>) -> Option<Annotation> {
    let level = match case.result {
        CaseResult::Failed | CaseResult::Error => Level::Error,
        CaseResult::Passed if case.warns() => Level::Warning,
        CaseResult::Skipped if case.is_set_aside() => Level::Notice,
        CaseResult::Passed | CaseResult::Skipped => return None,
    };
    let mut message = match case.result {
        // Many a reason says so itself.
        CaseResult::Error if !case.reason().contains(NOT_NOW) => {
            format!("{NOT_NOW}: {}", case.reason())
        }
        _ => case.reason(),
    };
    let decisive = case.decisive();
    if let Some(fix) = decisive.and_then(|line| line.cure()) {
        message.push_str(&format!("\nfix: {fix}"));
    }
    if let Some(word) = decisive.and_then(|line| line.result_type) {
        message.push_str(&format!("\nsenders report: {word}"));
    }
    let mut title = format!("{}: {}", suite.title(), case.title());
    if title.len() > TITLE {
        title = bounded(&title, TITLE);
    }
    Some(Annotation {
        level,
        result: case.result,
        code: case.exit_code,
        place,
        title: tame(&title),
        message: tame(&message),
    })
}

/// What failed before what could not be tested, and what weighs more for the exit code before the rest.
fn worst_first(one: &Annotation, other: &Annotation) -> Ordering {
    let (a, b) = (code(one.code), code(other.code));
    let by_code = match ExitCode::worst([a, b]) {
        _ if a == b => Ordering::Equal,
        worst if worst == a => Ordering::Less,
        _ => Ordering::Greater,
    };
    let by_level = one.level.cmp(&other.level);
    by_level.then(other.result.cmp(&one.result)).then(by_code)
}

fn code(number: u8) -> ExitCode {
    let mut codes = ExitCode::ALL.into_iter();
    let code = codes.find(|code| code.number() == number);
    code.unwrap_or(ExitCode::Success)
}

/// The annotations of one level, the last of those that are shown telling how many are not.
fn commands(annotations: &[&Annotation], file: Option<&str>) -> Vec<String> {
    if annotations.len() <= SHOWN {
        return annotations.iter().map(|it| it.command(file)).collect();
    }
    let (shown, rest) = annotations.split_at(SHOWN.saturating_sub(1));
    let mut lines: Vec<String> = shown.iter().map(|it| it.command(file)).collect();
    if let Some(next) = rest.first() {
        let more = Annotation {
            place: None,
            title: "smtls".to_owned(),
            message: format!(
                "{} more {}s: GitHub shows no more than {SHOWN}; the log of this step has all",
                rest.len(),
                next.level.word()
            ),
            ..(*next).clone()
        };
        lines.push(more.command(file));
    }
    lines.extend(rest.iter().map(|it| it.line()));
    lines
}

fn counted(suite: &Suite) -> String {
    let passed = suite.count(CaseResult::Passed);
    let warn = suite.cases.iter().filter(|case| case.warns()).count();
    format!(
        "{}: {passed} passed ({warn} with warnings), {} failed, {} not testable now, {} skipped",
        suite.title(),
        suite.count(CaseResult::Failed),
        suite.count(CaseResult::Error),
        suite.count(CaseResult::Skipped)
    )
}

fn end(dossier: &Dossier) -> String {
    let conclusion = &dossier.conclusion;
    format!(
        "{}: exit {}: {}",
        bounded(&dossier.name, TITLE),
        conclusion.exit_code,
        bounded(&conclusion.sentence, 2000)
    )
}

/// The last line.
fn sum(suites: &[(Option<&Dossier>, Suite)], ended: &Ended<'_>) -> String {
    let count = |result| -> usize {
        let counts = suites.iter().map(|(_, suite)| suite.count(result));
        counts.sum()
    };
    let targets = ended.dossiers.len();
    format!(
        "smtls {}: {targets} {}: {} passed, {} failed, {} not testable now, {} skipped; exit {}: {}",
        ended.command,
        if targets == 1 { "target" } else { "targets" },
        count(CaseResult::Passed),
        count(CaseResult::Failed),
        count(CaseResult::Error),
        count(CaseResult::Skipped),
        ended.exit_code,
        meant(ended.exit_code)
    )
}

/// What an exit code says of the run. Many mean no more than where it failed.
fn meant(code: u8) -> String {
    let meaning = super::suite::meaning(code);
    match code {
        21..=28 | 32 | 33 | 41..=43 => format!("failed at {meaning}"),
        _ => meaning.to_owned(),
    }
}

/// Without the marks of the runner's old commands, which count wherever they stand in a line.
fn tame(text: &str) -> String {
    text.replace("##[", "##\\[")
}

/// A line that the runner takes for no command: one of the new kind begins with `::`.
fn in_the_log(line: &str) -> String {
    let line = tame(line);
    match line.trim_start().starts_with("::") {
        true => format!("\\{line}"),
        false => line,
    }
}

/// What stands behind the second `::`, escaped as actions/toolkit does it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, escaped as actions/toolkit does it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests;

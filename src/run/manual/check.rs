//! What the manual page of a check has beside its options: examples, and what may be expected.

use super::sheet::Sheet;
use crate::expect;
use crate::judge::Check;

/// How it is used, and what for.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "smtls check",
        "Hold every target of smtls.toml against what it must show.",
    ),
    (
        "smtls check --init example.com",
        "Write smtls.toml, of what example.com shows today.",
    ),
    (
        "smtls check mail.toml --only mx1 --verbose",
        "One target of another file, with what is as expected too.",
    ),
    (
        "smtls check --retry 2 --retry-delay 5m",
        "Try again what is not testable now, such as a server that puts off.",
    ),
    (
        "smtls check --format json=report.json --format text",
        "A report for programs in a file, and one for people.",
    ),
];

/// A file with each kind of table.
const FILE: &str = include_str!("check.toml");

/// The sections on the file, and on what may be expected.
pub(super) fn sections(sheet: &mut Sheet) {
    sheet.section("THE FILE");
    sheet.paragraph(
        "It is TOML. [run] says how the run goes: concurrency, retry and retry-delay, as the options of these names. Under [defaults] and in each \
         [[target]] stand options of smtls probe and smtls audit by their long names without dashes: true for one without a value, or whose value may be left out, a text or \
         a number, a list where an option is repeatable; those that say where output goes have no place there. The files that options name are looked for in the working folder. What a target sets counts over \
         the defaults, and false undoes a flag or an expectation. Every address of every host is looked at, unless all = false. A target may have a name, \
         which is unique; what is expected of it stands under [target.expect], of all under [defaults.expect]. What a probe by itself fails on, at its \
         level, fails here too.",
    );
    sheet.verbatim(FILE);
    sheet.section("CHECKS AND OTHER EXPECTATIONS");
    sheet.paragraph(
        "The same names stand in the file, behind --require and in reports. Each is met where it is so:",
    );
    let (checks, facts): (Vec<_>, Vec<_>) = expect::lines()
        .into_iter()
        .partition(|line| Check::ALL.iter().any(|check| check.id() == line.name));
    sheet.subsection("Checks");
    sheet.paragraph(
        "Such as dane = true, or --require dane: the verdict is a pass. With \"note\" or \"warn\" one as bad as that will do too. The value of \
         extensions may also be a list of keywords.",
    );
    sheet.table(
        20,
        checks.iter().map(|line| (line.name.to_owned(), met(line))),
    );
    sheet.subsection("Facts");
    let facts = facts.iter().map(|line| {
        let of_audit = match line.of_audit {
            true => " It is asked of an audit.",
            false => "",
        };
        let choices = match line.choices.as_slice() {
            [] => String::new(),
            choices => format!(" ({})", choices.join(", ")),
        };
        let meaning = format!(
            "{}. The value is {}{choices}; such as {}.{of_audit}",
            met(line),
            line.value,
            line.example
        );
        (line.name, meaning)
    });
    sheet.list(facts);
}

/// When an expectation is met, and by which standard.
fn met(line: &expect::Line) -> String {
    let reference = line.reference.map(|it| format!(" ({it})"));
    format!("{}{}", line.sentence, reference.unwrap_or_default())
}

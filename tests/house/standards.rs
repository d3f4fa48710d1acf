//! Every RFC that the sources and the list of cases cite stands in the README's table of standards, and is still in force.

use crate::files::{File, files};
use crate::violation::{Violation, demand, lines_at_fault};
use std::collections::BTreeSet;

/// Obsolete numbers, and what to cite instead.
const OBSOLETE: &[(u32, u32)] = &[
    (821, 5321),
    (1651, 5321),
    (1869, 5321),
    (2246, 8996),
    (2487, 3207),
    (2821, 5321),
    (4346, 8996),
    (5077, 9846),
    (5246, 9846),
    (5336, 6531),
    (6125, 9525),
    (6961, 9846),
    (7525, 9325),
    (7627, 9846),
    (8422, 9846),
    (8446, 9846),
];

/// Where the table of EHLO keywords stands, each after the number of the RFC that defines it.
const KEYWORDS: &str = "src/smtp/keyword.rs";

/// Keywords that are met although their RFC is obsolete: the number says whose they were, and nothing follows it.
const FORERUNNERS: &[(u32, &str)] = &[(5336, "UTF8SMTP")];

/// Where obsolete standards are cited as what they are: what old servers speak is defined nowhere else. They stand in a table of
/// their own in the README.
const OLD_TONGUES: &[&str] = &[
    "src/tls/wire",
    "src/tls/names",
    "src/audit",
    "src/judge/audit",
    "src/report/audit",
];

fn rule(file: &File, standards: &BTreeSet<u32>) -> Vec<Violation> {
    let is_source = file.is_rust() && (file.is_in("src") || file.is_in("tests"));
    if !is_source && file.path != "tests/CASES.md" {
        return Vec::new();
    }
    let speaks_old = OLD_TONGUES.iter().any(|folder| file.is_in(folder));
    let wrong = |number| match OBSOLETE.iter().find(|(old, _)| *old == number) {
        Some(_) if speaks_old && standards.contains(&number) => None,
        Some((old, new)) => Some(format!("RFC {old} is obsolete, see RFC {new}")),
        None if standards.contains(&number) => None,
        None => Some(format!("RFC {number} is not in README.md, Standards")),
    };
    let cited = citations(&file.text).into_iter();
    let mut found: Vec<_> = cited
        .filter_map(|(at, number)| Some(Violation::at(file, at, wrong(number)?)))
        .collect();
    if file.path == KEYWORDS {
        let old = definitions(&file.text).into_iter().filter(|(_, row)| {
            OBSOLETE.iter().any(|(old, _)| *old == row.0) && !FORERUNNERS.contains(row)
        });
        found.extend(old.map(|(at, (number, keyword))| {
            Violation::at(
                file,
                at,
                format!("{keyword} is by the obsolete RFC {number}"),
            )
        }));
    }
    found
}

/// The rows `by(NUMBER, "KEYWORD", …)` of the table of keywords.
fn definitions(text: &str) -> Vec<(usize, (u32, &str))> {
    let rows = text.match_indices("by(").filter_map(|(at, begin)| {
        let (number, rest) = text[at + begin.len()..].split_once(", \"")?;
        let keyword = rest.split('"').next()?;
        Some((at, (number.parse().ok()?, keyword)))
    });
    rows.collect()
}

/// The numbers after `RFC`, also over a line's end in a comment, and all of them after `RFCs`; not those in a longer name
/// such as `rfc822Name` or `rfc2822::parse`.
fn citations(text: &str) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for (at, name) in text.match_indices("RFC").chain(text.match_indices("rfc")) {
        let rest = &text[at + name.len()..];
        let (mut rest, many) = match rest.strip_prefix('s') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        loop {
            rest = rest.trim_start_matches([' ', '\n', '/', '!', '-', ',', '&']);
            rest = rest.strip_prefix("and ").unwrap_or(rest);
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let Ok(number) = rest[..digits].parse() else {
                break;
            };
            rest = &rest[digits..];
            // A module of a crate, or the type of an address: names as well.
            let is_joined = text[at + name.len()..].starts_with(|it: char| it.is_ascii_digit());
            let is_name = is_joined && rest.starts_with([':', ';']);
            if is_name || rest.starts_with(char::is_alphanumeric) {
                break;
            }
            found.push((at, number));
            if !many {
                break;
            }
        }
    }
    found.sort_unstable();
    found
}

/// The numbers in the tables below the heading `## Standards`.
fn standards(readme: &str) -> BTreeSet<u32> {
    readme
        .lines()
        .skip_while(|line| *line != "## Standards")
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| line.strip_prefix("| ")?.split('|').next())
        .flat_map(citations)
        .map(|(_, number)| number)
        .collect()
}

/// The table in the README.
fn standards_of_the_house() -> BTreeSet<u32> {
    let files = files();
    let readme = files.iter().find(|file| file.path == "README.md");
    standards(readme.map_or("", |file| &file.text))
}

#[test]
fn citations_are_in_the_table_of_standards() {
    let standards = standards_of_the_house();
    demand(|file| rule(file, &standards));
}

#[test]
fn the_table_of_standards_lists_nothing_obsolete() {
    let files = files();
    let readme = files.iter().find(|file| file.path == "README.md");
    let readme = readme.map_or("", |file| file.text.as_str());
    let in_force = readme.split("### What old servers speak").next();
    let listed = standards(in_force.unwrap_or_default());
    assert!(!listed.is_empty(), "README.md has no table of standards");
    for (old, new) in OBSOLETE {
        assert!(
            !listed.contains(old),
            "RFC {old} is obsolete, see RFC {new}"
        );
    }
}

#[test]
fn unlisted_and_obsolete_citations_are_found() {
    let readme = "## Standards\n\n| RFC | title |\n| --- | --- |\n| RFC 3207 | STARTTLS, once RFC 2487 |\n| [RFC 9846](x) | TLS |\n\n## More\n| RFC 1 |\n";
    let standards = standards(readme);
    assert_eq!(standards, BTreeSet::from([3207, 9846]));

    let old = BTreeSet::from([8446]);
    for (path, lines) in [("src/tls/wire/a.rs", &[][..]), ("src/tls/a.rs", &[1])] {
        let found = lines_at_fault(|file| rule(file, &old), path, "// RFC 8446 §4\n");
        assert_eq!(found, lines, "{path}");
    }

    let text = "// RFC 3207 §4, by RFC 5321\n// RFC 8446\n// RFCs 3207, 9846 and 7672\n/// As in RFC\n/// 2487, and no RFC at all.\n// RFC 9846, 2026, rfc822Name, rfc2822::x, rfc822;y\n";
    let found = lines_at_fault(|file| rule(file, &standards), "src/a.rs", text);
    assert_eq!(found, [1, 2, 3, 4]);
    for (path, lines) in [("tests/CASES.md", &[1][..]), ("CHANGELOG.md", &[])] {
        let text = "| A01 | x | y | RFC 3207 §4, RFC 8446 §4 |\n";
        let found = lines_at_fault(|file| rule(file, &standards), path, text);
        assert_eq!(found, lines, "{path}");
    }
}

#[test]
fn keywords_of_obsolete_standards_are_found_but_for_forerunners() {
    let text = "//! by(\nby(5321, \"HELP\", \"\"),\nby(2821, \"ETRN\", \"\"),\nby(5336, \"UTF8SMTP\", \"\"),\nby(5336, \"VRFY\", \"\"),\n";
    let rule = |file: &File| rule(file, &BTreeSet::new());
    assert_eq!(lines_at_fault(rule, KEYWORDS, text), [3, 5]);
    assert_eq!(lines_at_fault(rule, "src/a.rs", text), []);
    let keywords = files().into_iter().find(|file| file.path == KEYWORDS);
    let keywords = keywords.expect("the table of keywords has moved");
    let rows = definitions(&keywords.text);
    for forerunner in FORERUNNERS {
        assert!(
            rows.iter().any(|(_, row)| row == forerunner),
            "{forerunner:?} needs no exemption"
        );
    }
}

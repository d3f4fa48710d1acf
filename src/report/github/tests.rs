//! What the runner would read.

use super::*;
use crate::judge::Status;
use crate::report::suite::CaseLine;

fn case(id: &str, result: CaseResult, status: Status, exit_code: u8, reason: &str) -> Case {
    Case {
        id: id.to_owned(),
        sentence: String::new(),
        result,
        lines: vec![CaseLine {
            status,
            reason: reason.to_owned(),
            fix: Some("100%: mend, it".to_owned()),
            result_type: None,
        }],
        exit_code,
    }
}

fn suite(cases: Vec<Case>) -> Suite {
    Suite {
        target: "a.test".to_owned(),
        endpoint: Some("mx[192.0.2.1]:25".to_owned()),
        by: None,
        took_ms: 0.0,
        cases,
    }
}

fn annotations(suite: &Suite) -> Vec<Annotation> {
    let cases = suite.cases.iter();
    let mut all: Vec<Annotation> = cases
        .filter_map(|case| {
            let place = PlaceReport { line: 3, column: 1 };
            annotation(suite, case, Some(place))
        })
        .collect();
    all.sort_by(worst_first);
    all
}

#[test]
fn the_worst_come_first_and_what_is_well_does_not_come() {
    use CaseResult::{Error, Failed, Passed, Skipped};
    let suite = suite(vec![
        case("greeting", Error, Status::Fail, 45, "421"),
        case("connect", Passed, Status::Pass, 0, "fine"),
        case("identity", Passed, Status::Note, 0, "by the way"),
        case("mta-sts", Passed, Status::Warn, 0, "mode testing"),
        case("starttls", Failed, Status::Fail, 29, "none"),
        case("dane", Failed, Status::Fail, 42, "another key"),
        case("revocation", Skipped, Status::NotTested, 0, "no staple"),
        case("ehlo", Skipped, Status::Fail, 0, "refused"),
    ]);
    let all = annotations(&suite);
    let ids: Vec<(&str, &str)> = all
        .iter()
        .map(|it| (it.level.word(), it.title.rsplit(' ').next().unwrap()))
        .collect();
    assert_eq!(
        ids,
        [
            ("error", "dane"),
            ("error", "starttls"),
            ("error", "greeting"),
            ("warning", "mta-sts"),
            ("notice", "ehlo"),
        ]
    );
    assert_eq!(
        all[0].command(Some("a,b:c.toml")),
        "::error file=a%2Cb%3Ac.toml,line=3,col=1,title=a.test mx[192.0.2.1]%3A25%3A dane\
         ::another key%0Afix: 100%25: mend, it"
    );
    assert_eq!(
        all[2].command(None),
        "::error title=a.test mx[192.0.2.1]%3A25%3A greeting\
         ::not testable now: 421%0Afix: 100%25: mend, it"
    );
    assert!(all[4].message.starts_with("does not count: refused"));
}

#[test]
fn the_tenth_says_how_many_there_are_more() {
    for (given, annotated, told) in [(10, 10, 0), (11, 10, 2), (30, 10, 21)] {
        let failed = |_| case("path", CaseResult::Failed, Status::Fail, 41, "no");
        let suite = suite((0..given).map(failed).collect());
        let all = annotations(&suite);
        let lines = commands(&all.iter().collect::<Vec<_>>(), None);
        let (commands, others): (Vec<&String>, Vec<&String>) =
            lines.iter().partition(|line| line.starts_with("::"));
        assert_eq!((commands.len(), others.len()), (annotated, told));
        let last = commands[9];
        let more = format!("title=smtls::{told} more errors: ");
        assert_eq!(last.contains(&more), told > 0, "{last}");
    }
}

#[test]
fn a_peer_gives_the_runner_no_commands() {
    let hostile = "::error::x\r\n::add-mask::y\n##[add-mask]z%0A::stop-commands::w,file=/etc:1";
    let mut bad = case(hostile, CaseResult::Failed, Status::Fail, 41, hostile);
    bad.lines[0].fix = Some(hostile.to_owned());
    let mut suite = suite(vec![bad; 12]);
    suite.target = hostile.to_owned();
    let all = annotations(&suite);
    let mut lines = commands(&all.iter().collect::<Vec<_>>(), Some(hostile));
    lines.push(in_the_log(&counted(&suite)));
    assert_eq!(lines.len(), 10 + 3 + 1);
    for line in &lines {
        assert!(line.bytes().all(|it| (b' '..=b'~').contains(&it)), "{line}");
        let Some(command) = line.strip_prefix("::error ") else {
            assert!(
                !line.contains("##[") && !line.trim_start().starts_with("::"),
                "{line}"
            );
            continue;
        };
        // The runner splits at the first "::", and the properties at commas.
        let (properties, message) = command.split_once("::").unwrap();
        let names: Vec<&str> = properties
            .split(',')
            .map(|it| it.split_once('=').unwrap().0)
            .collect();
        assert!(
            names.starts_with(&["file"]) && names.ends_with(&["title"]),
            "{line}"
        );
        assert!(names.len() <= 4 && !properties.contains(':'), "{line}");
        assert!(!message.contains("%0A::"), "{line}");
    }
    assert_eq!(property("%:,\r\n"), "%25%3A%2C%0D%0A");
    assert_eq!(data("%:,\r\n"), "%25:,%0D%0A");
}

//! The Markdown page.

use super::mdast::{all, read, tables, words};
use super::scenes::{HOSTILE, SCENES, hostile, results, run, two_targets};
use crate::support::{Theatre, in_parallel};
use markdown::mdast::Node;
use smtls::lab::find;

/// The first heading.
fn heading(tree: &Node) -> String {
    let heading = all(tree)
        .into_iter()
        .find(|it| matches!(it, Node::Heading(_)));
    words(heading.unwrap())
}

#[test]
fn a_page_says_what_json_says() {
    in_parallel(SCENES, |(name, code)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let run = run(&theatre, "probe", "markdown", &["--all"], *code);
        let tree = read(&run.page);
        let given = run.json["target"]["given"].as_str().unwrap();
        let (mark, word) = match code {
            0 => ("\u{2705}", "pass".to_owned()),
            45 => ("\u{26a0}\u{fe0f}", "not now (exit 45)".to_owned()),
            code => ("\u{274c}", format!("fail (exit {code})")),
        };
        assert_eq!(
            heading(&tree),
            format!("{mark} smtls probe {given}: {word}")
        );
        let sentence = run.json["conclusion"]["sentence"].as_str().unwrap();
        let mut paragraphs = all(&tree)
            .into_iter()
            .filter(|it| matches!(it, Node::Paragraph(_)));
        assert!(
            paragraphs.any(|it| words(it) == sentence),
            "{name}: {sentence}"
        );
        let tables = tables(&tree);
        let matrix = &tables[0];
        assert_eq!(matrix[0][0], "Host");
        let hosts = run.json["route"]["hosts"].as_array().unwrap();
        let rows = hosts
            .iter()
            .map(|it| it["addresses"].as_array().unwrap().len().max(1));
        assert_eq!(matrix.len() - 1, rows.sum::<usize>(), "{name}: {matrix:?}");
        for endpoint in run.json["endpoints"].as_array().unwrap() {
            let row = matrix.iter().find(|it| endpoint["host"] == it[0].as_str());
            let failed = endpoint["exit_code"] != 0;
            assert_eq!(row.unwrap()[9].contains("pass"), !failed, "{name}: {row:?}");
            let expected = results(endpoint);
            let said = |rows: &Vec<Vec<String>>| {
                expected.iter().all(|(check, result)| {
                    let is_so = |row: &Vec<String>| {
                        let shown = row[1].trim_start_matches(|it: char| !it.is_ascii());
                        row[0] == *check && shown.trim() == *result
                    };
                    rows.iter().any(is_so)
                })
            };
            assert!(
                tables.iter().any(said),
                "{name}: {expected:?} in {tables:?}"
            );
        }
    });
}

#[test]
fn hostile_words_are_text() {
    let run = run(&hostile(), "probe", "markdown", &[], 29);
    let tree = read(&run.page);
    tables(&tree);
    let shown = String::from_utf8_lossy(&HOSTILE[..25]);
    let blocks = all(&tree).into_iter();
    let mut blocks = blocks.filter(|it| matches!(it, Node::Code(_)));
    assert!(
        blocks.any(|it| words(it).contains(shown.as_ref())),
        "{}",
        run.page
    );
    let items = all(&tree).into_iter();
    let mut items = items.filter(|it| matches!(it, Node::ListItem(_)));
    assert!(
        items.any(|it| words(it)
            .contains("[l](http://evil.test) www.evil.test mail@evil.test @everyone #1")),
        "{}",
        run.page
    );
    // What is folded is opened and closed as often.
    let count = |tag: &str| run.page.lines().filter(|line| *line == tag).count();
    assert!(count("<details>") > 0);
    assert_eq!(count("<details>"), count("</details>"));
}

#[test]
fn several_targets_share_a_page() {
    let tree = read(&two_targets("markdown").stdout);
    assert_eq!(
        heading(&tree),
        "\u{274c} smtls probe of 2 targets: fail (exit 40)"
    );
    let overview = &tables(&tree)[0];
    assert_eq!(overview[1][..2], ["good.test", "\u{2705} pass"]);
    assert_eq!(
        overview[2][..2],
        ["nowhere.good.test", "\u{274c} fail (exit 40)"]
    );
}

#[test]
fn an_audit_shows_what_was_found() {
    let rows = [("good", 0), ("ssl3-only", 44), ("every-mx-down", 2)];
    in_parallel(&rows, |(name, code)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let run = run(&theatre, "audit", "markdown", &[], *code);
        let tree = read(&run.page);
        let tables = tables(&tree);
        for endpoint in run.json["endpoints"].as_array().unwrap() {
            for finding in endpoint["findings"].as_array().unwrap() {
                let id = finding["id"].as_str().unwrap();
                let told = |row: &Vec<String>| match finding["severity"].as_str() {
                    Some(severity) => row[1] == id && row[0].contains(severity),
                    None => row[0] == id,
                };
                let is_told = tables.iter().flatten().any(told);
                assert_eq!(is_told, finding["outcome"] != "not-found", "{name}: {id}");
            }
            for version in endpoint["versions"].as_array().unwrap() {
                let version = version["name"].as_str().unwrap();
                assert!(
                    tables.iter().flatten().any(|row| row[0] == version),
                    "{name}: {version}"
                );
            }
        }
    });
}

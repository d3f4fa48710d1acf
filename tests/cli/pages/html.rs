//! The HTML page.

use super::dom::Page;
use super::scenes::{HOSTILE, SCENES, hostile, results, run, two_targets};
use crate::support::{Theatre, in_parallel};
use smtls::lab::find;

/// What every page keeps to: nothing is loaded, nothing runs, and it can be read by a program that reads aloud.
#[track_caller]
fn is_sound(page: &Page) {
    for element in &page.elements {
        for (name, value) in &element.attributes {
            assert!(
                !name.starts_with("on") && name != "style" && name != "src",
                "{element:?}"
            );
            assert!(
                name != "href" || value.starts_with("#target-"),
                "{element:?}"
            );
        }
        if element.name == "th" {
            assert!(element.attributes.contains_key("scope"), "{element:?}");
        }
    }
    let policy = page
        .all("meta")
        .filter_map(|it| it.attributes.get("content"));
    let policies: Vec<&String> = policy
        .filter(|it| it.starts_with("default-src 'none'"))
        .collect();
    assert_eq!(policies.len(), 1);
    assert!(!policies[0].contains("unsafe"), "{policies:?}");
    let html = page.all("html").next().unwrap();
    assert_eq!(html.attributes.get("lang").map(String::as_str), Some("en"));
    assert_eq!(page.all("h1").count(), 1);
    assert_eq!(page.all("main").count(), 1);
    let made = format!("made by smtls {}, run begun 20", env!("CARGO_PKG_VERSION"));
    assert!(page.all("footer").next().unwrap().text.starts_with(&made));
}

#[test]
fn a_page_says_what_json_says() {
    in_parallel(SCENES, |(name, code)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let run = run(&theatre, "probe", "html", &["--all"], *code);
        let page = Page::read(&run.page);
        is_sound(&page);
        let title = &page.all("title").next().unwrap().text;
        let given = run.json["target"]["given"].as_str().unwrap();
        let word = match code {
            0 => "pass".to_owned(),
            45 => "not now (exit 45)".to_owned(),
            code => format!("fail (exit {code})"),
        };
        assert_eq!(*title, format!("{word}: smtls probe: {given}"));
        let sentence = run.json["conclusion"]["sentence"].as_str().unwrap();
        let header = &page.all("header").next().unwrap().text;
        assert!(header.contains(sentence), "{name}: {header}");
        let endpoints = run.json["endpoints"].as_array().unwrap();
        // Each address of each host is a row, and a host without one too.
        let matrix = &page.tables_of("Host")[0];
        let hosts = run.json["route"]["hosts"].as_array().unwrap();
        let rows = hosts
            .iter()
            .map(|it| it["addresses"].as_array().unwrap().len().max(1));
        assert_eq!(matrix.len() - 1, rows.sum::<usize>(), "{name}: {matrix:?}");
        let checks = page.tables_of("Check");
        let times = page.tables_of("Stage");
        for endpoint in endpoints {
            let (host, address) = (endpoint["host"].as_str(), endpoint["address"].as_str());
            let row = matrix
                .iter()
                .find(|it| Some(it[0].as_str()) == host && Some(it[1].as_str()) == address);
            let row = row.unwrap_or_else(|| panic!("{name}: {host:?} in {matrix:?}"));
            let failed = endpoint["exit_code"] != 0;
            assert_eq!(row[9].starts_with("pass"), !failed, "{name}: {row:?}");
            let expected = results(endpoint);
            let said = |rows: &Vec<Vec<String>>| {
                expected.iter().all(|(check, result)| {
                    rows.iter()
                        .any(|row| row[0].starts_with(check.as_str()) && row[1] == *result)
                })
            };
            assert!(
                checks.iter().any(said),
                "{name}: {expected:?} in {checks:?}"
            );
            let session = &endpoint["observations"][0];
            for stage in session["stages"].as_array().unwrap() {
                let stage = stage["stage"].as_str().unwrap();
                assert!(
                    times[0].iter().any(|row| row[0] == stage),
                    "{name}: {stage}"
                );
            }
            for line in session["transcript"].as_array().unwrap() {
                let line = line["text"].as_str().unwrap();
                assert!(page.all("code").any(|it| it.text == line), "{name}: {line}");
            }
            for certificate in session["chain"].as_array().unwrap() {
                let digest = certificate["sha256"].as_str().unwrap();
                assert!(
                    page.all("dd").any(|it| it.text == digest),
                    "{name}: {digest}"
                );
            }
        }
    });
}

#[test]
fn what_was_not_tried_is_not_said_to_be_good() {
    let theatre = Theatre::new(&find("good").unwrap());
    let page = Page::read(&run(&theatre, "probe", "html", &[], 0).page);
    let matrix = &page.tables_of("Host")[0];
    assert_eq!(matrix[1][9], "pass");
    assert_eq!(matrix[2][3], "not tried");
    assert!(
        matrix[2][4..].iter().all(|it| it == "not tested"),
        "{matrix:?}"
    );
}

#[test]
fn hostile_words_are_text() {
    let theatre = hostile();
    let run = run(&theatre, "probe", "html", &[], 29);
    let page = Page::read(&run.page);
    is_sound(&page);
    let shown = String::from_utf8_lossy(&HOSTILE[..25]);
    assert!(
        page.all("code").any(|it| it.text.contains(shown.as_ref())),
        "{}",
        run.page
    );
    // What was refused with is quoted in a reason as well.
    assert!(
        page.all("p").any(|it| it.text.contains("onerror=alert(1)")),
        "{}",
        run.page
    );
    assert!(
        run.page.contains("\\xe2\\x80\\xae") && run.page.contains("\\x00"),
        "{}",
        run.page
    );
}

#[test]
fn several_targets_share_a_page() {
    let page = Page::read(&two_targets("html").stdout);
    is_sound(&page);
    let overview = &page.tables_of("Target")[0];
    let verdicts: Vec<&str> = overview.iter().skip(1).map(|row| row[1].as_str()).collect();
    assert_eq!(verdicts, ["pass", "fail (exit 40)"]);
    let heads: Vec<&str> = page.all("h2").map(|it| it.text.as_str()).collect();
    assert_eq!(heads, ["good.test", "nowhere.good.test"]);
    let links = page.all("a").filter_map(|it| it.attributes.get("href"));
    for link in links {
        let place = link.trim_start_matches('#');
        assert!(
            page.all("section")
                .any(|it| it.attributes.get("id").is_some_and(|id| id == place))
        );
    }
}

#[test]
fn an_audit_shows_its_findings_and_lists() {
    let rows = [
        ("good", 0),
        ("ssl3-only", 44),
        ("auth-in-the-clear", 0),
        ("every-mx-down", 2),
    ];
    in_parallel(&rows, |(name, code)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let run = run(&theatre, "audit", "html", &[], *code);
        let page = Page::read(&run.page);
        is_sound(&page);
        for endpoint in run.json["endpoints"].as_array().unwrap() {
            for finding in endpoint["findings"].as_array().unwrap() {
                let id = finding["id"].as_str().unwrap();
                let title = finding["title"].as_str().unwrap();
                match finding["severity"].as_str() {
                    Some(severity) => {
                        let head = format!("{severity} {id} {title}");
                        assert!(page.all("p").any(|it| it.text == head), "{name}: {head}");
                    }
                    None => {
                        let outcome = finding["outcome"].as_str().unwrap().replace('-', " ");
                        let tables = page.tables_of("Weakness");
                        let mut rows = tables.iter().flatten();
                        assert!(
                            rows.any(|row| row[0] == id && row[3] == outcome),
                            "{name}: {id}"
                        );
                    }
                }
            }
            for version in endpoint["versions"].as_array().unwrap() {
                for suite in version["suites"].as_array().unwrap() {
                    let suite = suite["name"].as_str().unwrap();
                    let tables = page.tables_of("Cipher suite");
                    assert!(
                        tables.iter().flatten().any(|row| row[0] == suite),
                        "{name}: {suite}"
                    );
                }
            }
        }
    });
}

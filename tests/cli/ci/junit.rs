//! A reader of JUnit XML that knows no more elements and attributes than the schema that Jenkins holds such documents against.

use super::{Found, Result};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// An element: which attributes it must have, which it may have, and what it holds.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const TEXT: &str = "#text";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("", &[], &[], &["testsuites"]),
    ("testsuites", &[], &["name", "time", "tests", "failures", "errors"], &["testsuite"]),
    ("testsuite", &["name", "tests", "failures", "errors"], &["skipped", "time", "timestamp"], &["properties", "testcase"]),
    ("properties", &[], &[], &["property"]),
    ("property", &["name", "value"], &[], &[]),
    ("testcase", &["name", "classname"], &["time"], &["skipped", "error", "failure", "system-out"]),
    ("skipped", &["message"], &["type"], &[]),
    ("error", &["message", "type"], &[], &[TEXT]),
    ("failure", &["message", "type"], &[], &[TEXT]),
    ("system-out", &[], &[], &[TEXT]),
];

/// An element with what is in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    text: String,
}

/// The cases of a document, by suite and name.
#[track_caller]
pub fn read(text: &str) -> Vec<Found> {
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    let document = tree(text);
    let [root] = document.children.as_slice() else {
        panic!("{document:#?}");
    };
    let mut found: Vec<Found> = Vec::new();
    for suite in &root.children {
        is_span(suite);
        let stamp = &suite.attributes["timestamp"];
        assert!(
            stamp.starts_with("20") && stamp.ends_with("+00:00"),
            "{stamp}"
        );
        let cases = suite.children.iter().filter(|it| it.name == "testcase");
        let cases: Vec<Found> = cases.map(|case| of_case(suite, case)).collect();
        counts(suite, &cases);
        found.extend(cases);
    }
    is_span(root);
    counts(root, &found);
    let mut names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "a name is there twice: {text}");
    found
}

/// The properties of the suite of this name.
#[track_caller]
pub fn properties(text: &str, name: &str) -> BTreeMap<String, String> {
    let document = tree(text);
    let mut suites = document.children[0].children.iter();
    let suite = suites.find(|it| it.attributes["name"] == name).unwrap();
    let properties = suite.children.iter().filter(|it| it.name == "properties");
    let properties = properties.flat_map(|it| &it.children);
    let value = |it: &Element, key| it.attributes[key].clone();
    properties
        .map(|it| (value(it, "name"), value(it, "value")))
        .collect()
}

#[track_caller]
fn of_case(suite: &Element, case: &Element) -> Found {
    let name = &suite.attributes["name"];
    assert_eq!(&case.attributes["classname"], name);
    let mut result = Result::Passed;
    let mut said = String::new();
    for child in &case.children {
        result = match child.name.as_str() {
            "skipped" => Result::Skipped,
            "error" => Result::Error,
            "failure" => Result::Failed,
            _ => result,
        };
        for part in [
            child.attributes.get("type"),
            child.attributes.get("message"),
            Some(&child.text),
        ] {
            said.push_str(part.map_or("", String::as_str));
            said.push('\n');
        }
    }
    assert!(case.children.len() <= 1, "{case:#?}");
    Found {
        name: format!("{name}: {}", case.attributes["name"]),
        result,
        said,
    }
}

#[track_caller]
fn counts(element: &Element, cases: &[Found]) {
    let count = |result| cases.iter().filter(|it| it.result == result).count();
    for (attribute, expected) in [
        ("tests", cases.len()),
        ("failures", count(Result::Failed)),
        ("errors", count(Result::Error)),
        ("skipped", count(Result::Skipped)),
    ] {
        let told = element.attributes.get(attribute);
        let is_root = element.name == "testsuites" && attribute == "skipped";
        let expected = (!is_root).then(|| expected.to_string());
        assert_eq!(told, expected.as_ref(), "{attribute} in {element:#?}");
    }
}

#[track_caller]
fn is_span(element: &Element) {
    let Some(time) = element.attributes.get("time") else {
        return;
    };
    let (whole, part) = time.split_once('.').unwrap();
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    assert!(digits(whole) && digits(part), "{time}");
}

#[track_caller]
fn tree(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let close = |open: &mut Vec<Element>| {
        let element = open.pop().unwrap();
        open.last_mut().unwrap().children.push(element);
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Decl(_) => {}
            Event::Start(start) => {
                let element = begun(&open, &start);
                open.push(element);
            }
            Event::Empty(start) => {
                let element = begun(&open, &start);
                open.push(element);
                close(&mut open);
            }
            Event::End(_) => close(&mut open),
            Event::Text(part) => {
                let part = part.decode().unwrap();
                words(&mut open, &part);
            }
            Event::GeneralRef(reference) => {
                let part = match reference.decode().unwrap().as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                };
                words(&mut open, part);
            }
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(open.len(), 1);
    open.pop().unwrap()
}

/// Text, which stands only where it may.
#[track_caller]
fn words(open: &mut [Element], part: &str) {
    let element = open.last_mut().unwrap();
    let may = row(&element.name).3.contains(&TEXT);
    assert!(may || part.trim().is_empty(), "{part:?} in {element:?}");
    if may {
        element.text.push_str(part);
    }
}

#[track_caller]
fn row(name: &str) -> &'static Row {
    let mut rows = ROWS.iter();
    rows.find(|row| row.0 == name)
        .unwrap_or_else(|| panic!("an element {name:?}"))
}

#[track_caller]
fn begun(open: &[Element], start: &BytesStart<'_>) -> Element {
    let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
    let parent = &open.last().unwrap().name;
    assert!(row(parent).3.contains(&name.as_str()), "{name} in {parent}");
    let (_, must, may, _) = row(&name);
    let mut given = start.attributes();
    let attributes = given.with_checks(true).map(|attribute| {
        let attribute = attribute.unwrap();
        let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
        let known = must.contains(&key.as_str()) || may.contains(&key.as_str());
        assert!(known, "{key} of {name}");
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
        (key, value.into_owned())
    });
    let attributes: BTreeMap<String, String> = attributes.collect();
    for key in *must {
        assert!(attributes.contains_key(*key), "{name} has no {key}");
    }
    Element {
        name,
        attributes,
        ..Element::default()
    }
}

//! Servers that fail, and what was asked of them.

use crate::support::starttls_script;
use serde_json::Value;
use smtls::lab::{Act, OldTls, TlsProfile};

pub(super) const GO: &str = "220 go\r\n";

/// A server that does this and nothing newer.
pub(super) fn old(old: OldTls) -> Vec<Act> {
    starttls_script(GO, [Act::Old(old), Act::Stall])
}

/// The same with a certificate that is made in no time.
pub(super) fn quick(version: u16, suite: u16) -> OldTls {
    OldTls {
        certificate: Some(TlsProfile::default()),
        ..OldTls::new(version, suite)
    }
}

pub(super) fn alert(number: u8) -> Vec<u8> {
    vec![21, 3, 3, 0, 2, 2, number]
}

/// A flight that was recorded, or constructed from its specification, out of its file.
pub(super) fn flight(name: &str) -> Vec<u8> {
    let file = format!(
        "{}/tests/fixtures/tls/{name}.hex",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let digits: String = lines
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    let octets = digits.as_bytes().chunks(2);
    let octets = octets.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16));
    octets.collect::<Result<_, _>>().unwrap()
}

pub(super) fn on<'a>(report: &'a Value, check: &str) -> Vec<&'a Value> {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let told = verdicts.iter().filter(|verdict| verdict["check"] == check);
    told.collect()
}

/// These words stand in a reason or in a fix, however the text breaks its lines.
#[track_caller]
pub(super) fn tells(report: &Value, check: &str, words: &str) {
    let told = on(report, check).into_iter().any(|verdict| {
        let parts = [&verdict["reason"], &verdict["fix"]];
        let mut parts = parts.iter().filter_map(|part| part.as_str());
        parts.any(|part| part.contains(words))
    });
    assert!(told, "{words:?} is not in {:#?}", on(report, check));
}

/// What the connections after the session asked, in order.
pub(super) fn asked(report: &Value) -> Vec<&str> {
    let observations = report["endpoints"][0]["observations"].as_array().unwrap();
    let questions = observations.iter().skip(1);
    questions
        .map(|seen| {
            assert_eq!(seen["purpose"], "question", "{seen:#}");
            seen["asked"]["question"].as_str().unwrap_or("not let in")
        })
        .collect()
}

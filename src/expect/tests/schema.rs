//! The JSON Schema of the file: it takes what the reader takes, and refuses what no file may have.

use crate::expect::file::tests::{FULL, options};
use crate::expect::{Name, file, schema};
use serde_json::Value;

fn accepts(text: &str) -> Result<(), String> {
    let table: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
    let document = serde_json::to_value(table).expect("JSON");
    let schema: Value = serde_json::from_str(&schema(&options()).expect("a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors = validator
        .iter_errors(&document)
        .map(|error| error.to_string());
    match errors.collect::<Vec<_>>().as_slice() {
        [] => Ok(()),
        errors => Err(errors.join("; ")),
    }
}

#[test]
fn every_example_and_a_full_file_are_accepted() {
    // A date is no text in TOML, and is one in JSON.
    let full = FULL.replace("2026-12-24", "\"2026-12-24\"");
    assert_eq!(accepts(&full), Ok(()));
    for value in ["true", "false", "\"mail.eml\""] {
        let text = format!("[[target]]\ntarget = \"a.test\"\ndata = {value}\n");
        assert_eq!(accepts(&text), Ok(()), "{text}");
        assert!(file::read(&text, &options()).is_ok(), "{text}");
    }
    let expect = |line: &str| format!("[[target]]\ntarget = \"a.test\"\n[target.expect]\n{line}\n");
    for name in Name::all() {
        let row = name.row();
        for value in [row.example, "false"] {
            let text = expect(&format!("{} = {value}", row.name));
            assert_eq!(accepts(&text), Ok(()), "{text}");
            assert!(file::read(&text, &options()).is_ok(), "{text}");
        }
    }
    for line in [
        "dane = \"warn\"",
        "groups = \"x25519\"",
        "suites = [\"ECDHE-RSA-AES256-GCM-SHA384\"]",
        "min-size = 10485760",
        "exit-code = [29, 2]",
        "max-time = { total = 20 }",
        "protocol = \"1.3\"",
        "profile = \"./mine.toml\"",
        "extensions = true",
    ] {
        assert_eq!(accepts(&expect(line)), Ok(()), "{line}");
        assert!(file::read(&expect(line), &options()).is_ok(), "{line}");
    }
}

#[test]
fn wrong_types_and_unknown_keys_are_refused_by_schema_and_reader() {
    let target = "[[target]]\ntarget = \"a.test\"\n";
    let expect = |line: &str| format!("{target}[target.expect]\n{line}\n");
    for text in [
        "[run]\nretry = 1\n".to_owned(),
        "target = []\n".to_owned(),
        format!("{target}[run]\nretries = 1\n"),
        format!("{target}[run]\nconcurrency = 0\n"),
        format!("{target}[defaults]\nname = \"x\"\n"),
        format!("{target}tiemout = \"3s\"\n"),
        format!("{target}all = \"yes\"\n"),
        format!("{target}timeout = true\n"),
        format!("{target}timeout = [1]\n"),
        format!("{target}level = \"dne\"\n"),
        format!("{target}connect-to = []\n"),
        "[[target]]\nname = \"x\"\n".to_owned(),
        "[[target]]\ntarget = 1\n".to_owned(),
        expect("wxyz = true"),
        expect("dane = 1"),
        expect("dane = \"fail\""),
        expect("days-left = -1"),
        expect("days-left = \"soon\""),
        expect("days-left = \"14\""),
        expect("exit-code = \"29\""),
        format!("{target}data = [true]\n"),
        expect("stage = \"elho\""),
        expect("groups = []"),
        expect("groups = [1]"),
        expect("without = [\"rc5\"]"),
        expect("worst-finding = \"fail\""),
        expect("key-types = [\"RSB\"]"),
        expect("mta-sts-mode = \"on\""),
        expect("exit-code = 99"),
        expect("max-time = { conect = \"5s\" }"),
        expect("max-time = {}"),
        expect("min-size = 0"),
        expect("min-size = \"10 miles\""),
        expect("post-quantum = \"yes\""),
        expect("issuer = \"\""),
    ] {
        assert!(accepts(&text).is_err(), "{text}");
        assert!(file::read(&text, &options()).is_err(), "{text}");
    }
}

#[test]
fn options_and_expectations_are_described() {
    let schema = schema(&options()).expect("a schema");
    for words in [
        "What timeout does",
        "in a file this is the default",
        "Met where the certificates lead to a trust anchor (RFC 5280",
        "Asked of an audit.",
        "Example: days-left = 14",
    ] {
        assert!(schema.contains(words), "{words}");
    }
}

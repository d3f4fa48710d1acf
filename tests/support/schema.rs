//! The schemas of the JSON forms, which every document that a test reads is held against.

use jsonschema::Validator;
use serde_json::Value;
use std::sync::LazyLock;

/// As the program writes it now; that the committed one is the same is a test of its own.
static PROBE: LazyLock<Validator> =
    LazyLock::new(|| validator(&smtls::report::schema::pretty().unwrap()));
/// The same of audits.
static AUDIT: LazyLock<Validator> =
    LazyLock::new(|| validator(&smtls::report::schema::audit().unwrap()));

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// What the schema of its kind has against a document: each time the place and the complaint.
pub fn complaints(document: &Value) -> Vec<String> {
    let schema = match document["command"] == "audit" {
        true => &AUDIT,
        false => &PROBE,
    };
    let errors = schema.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

//! The schema of the JSON form, which every document that a test reads is held against.

use jsonschema::Validator;
use serde_json::Value;
use std::sync::LazyLock;

/// As the program writes it now; that the committed one is the same is a test of its own.
static PROBE: LazyLock<Validator> = LazyLock::new(|| validator(&smtls::report::schema::pretty()));
static CHECK: LazyLock<Validator> = LazyLock::new(|| validator(&smtls::report::schema::checked()));
static AUDIT: LazyLock<Validator> = LazyLock::new(|| validator(&smtls::report::schema::audit()));
static TLSA: LazyLock<Validator> = LazyLock::new(|| validator(&smtls::report::schema::tlsa()));
static EXPLAIN: LazyLock<Validator> =
    LazyLock::new(|| validator(&smtls::report::schema::explain()));

fn validator(schema: &serde_json::Result<String>) -> Validator {
    let schema: Value = serde_json::from_str(schema.as_ref().unwrap()).unwrap();
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// What the schema has against a document: each time the place and the complaint.
pub fn complaints(document: &Value) -> Vec<String> {
    let schema = match document["command"].as_str() {
        Some("audit") => &AUDIT,
        Some("explain") => &EXPLAIN,
        Some("check") => &CHECK,
        Some("tlsa") => &TLSA,
        _ => &PROBE,
    };
    let errors = schema.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

//! The JSON Schema of the report, made from the types that are serialised, so that it says what they say.

use super::Report;
use super::audit::AuditReport;
use super::check::CheckReport;
use super::explain::ExplainReport;
use super::records::RecordsReport;
use crate::exit::ExitCode;
use crate::judge::Check;
use crate::judge::audit::Weakness;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

/// The schema of one document, in JSON Schema's edition 2020-12, over several lines.
///
/// # Errors
/// Where the schema cannot be serialised, which would be a fault of smtls.
pub fn pretty() -> serde_json::Result<String> {
    of::<Report>("smtls report")
}

/// The schema of one document of an audit.
///
/// # Errors
/// As for [`pretty`].
pub fn audit() -> serde_json::Result<String> {
    of::<AuditReport>("smtls audit report")
}

/// The schema of one document of `smtls tlsa`.
///
/// # Errors
/// As for [`pretty`].
pub fn tlsa() -> serde_json::Result<String> {
    of::<RecordsReport>("smtls tlsa report")
}

/// The schema of what `smtls explain` writes.
///
/// # Errors
/// As for [`pretty`].
pub fn explain() -> serde_json::Result<String> {
    of::<ExplainReport>("smtls explain")
}

/// The schema of one document of a check.
///
/// # Errors
/// As for [`pretty`].
pub fn checked() -> serde_json::Result<String> {
    of::<CheckReport>("smtls check report")
}

fn of<T: JsonSchema>(title: &str) -> serde_json::Result<String> {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(exact))
        .into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    serde_json::to_string_pretty(&schema).map(|json| json + "\n")
}

/// The id of a check, each with what a pass confirms.
pub(super) fn check(_: &mut SchemaGenerator) -> Schema {
    let rows = Check::ALL.map(|check| {
        json_schema!({ "const": check.id(), "description": check.sentence() }).to_value()
    });
    json_schema!({ "type": "string", "oneOf": rows.to_vec() })
}

/// The id of a weakness, each with what it is.
pub(super) fn weakness(_: &mut SchemaGenerator) -> Schema {
    let rows = Weakness::ALL.map(|weakness| {
        json_schema!({ "const": weakness.id(), "description": weakness.title() }).to_value()
    });
    json_schema!({ "type": "string", "oneOf": rows.to_vec() })
}

/// A number that smtls ends with, each with what it means.
pub(super) fn exit_code(_: &mut SchemaGenerator) -> Schema {
    let rows = ExitCode::ALL.map(|code| {
        json_schema!({ "const": code.number(), "description": code.meaning() }).to_value()
    });
    json_schema!({ "type": "integer", "oneOf": rows.to_vec() })
}

/// A number that counts from 1.
pub(super) fn from_one(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "integer", "minimum": 1 })
}

/// A word for machines out of a list that may grow.
pub(super) fn word(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
}

/// Forbids fields that the schema does not name, and null where a field may be absent: then it is absent.
fn exact(schema: &mut Schema) {
    let required = schema.get("required").and_then(Value::as_array).cloned();
    let Some(Value::Object(fields)) = schema.get_mut("properties") else {
        return;
    };
    for (name, field) in fields {
        let must_be = required
            .iter()
            .flatten()
            .any(|required| required == name.as_str());
        if let (false, Value::Object(field)) = (must_be, field) {
            never_null(field);
        }
    }
    schema.insert("additionalProperties".to_owned(), false.into());
}

/// Takes null out of what a field may be.
fn never_null(field: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = field.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            field.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = field.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            field.remove("anyOf");
            field.extend(only);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::{Level, ResultType, Status, Trust};
    use crate::smtp::Stage;
    use schemars::JsonSchema;

    /// The words that the schema of an enum allows.
    fn words<T: JsonSchema>() -> Vec<String> {
        let schema = schemars::schema_for!(T).to_value();
        let rows = schema["oneOf"].as_array().expect("a list of words").iter();
        rows.map(|row| row["const"].as_str().expect("a word").to_owned())
            .collect()
    }

    #[test]
    fn words_are_those_that_are_printed() {
        assert_eq!(words::<Stage>(), Stage::ALL.map(Stage::name));
        assert_eq!(words::<Level>(), Level::ALL.map(Level::word));
        for status in [Status::Pass, Status::NotTested] {
            assert!(words::<Status>().contains(&status.id().to_owned()));
        }
        for trust in [Trust::Verified, Trust::Anonymous] {
            assert!(words::<Trust>().contains(&trust.word().to_ascii_lowercase()));
        }
        for result_type in [
            ResultType::StartTlsNotSupported,
            ResultType::ValidationFailure,
        ] {
            assert!(words::<ResultType>().contains(&result_type.word().to_owned()));
        }
    }
}

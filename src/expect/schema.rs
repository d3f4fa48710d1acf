//! The JSON Schema of the file, for editors: made from the table of expectations and the options of the commands.

use super::file::{KnownOption, OptionFor, RUN_KEYS};
use super::kind::{Kind, exit_codes};
use super::name::Name;
use super::read::MOST_DAYS;
use super::table::{Row, Scope};
use crate::judge::audit::profile::Profile;
use crate::smtp::Stage;
use crate::tls::names::{CIPHER_SUITES, GROUPS, PROTOCOL_VERSIONS, SIGNATURE_SCHEMES};
use serde_json::{Map, Value, json};

/// The schema in JSON Schema's edition 2020-12, over several lines. It knows every key, and of values what can be said of them without
/// smtls; names that may be written in several ways are proposed, and others let pass.
///
/// # Errors
/// Where it cannot be serialised, which would be a fault of smtls.
pub fn schema(options: &[KnownOption]) -> serde_json::Result<String> {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "smtls check file",
        "description": "What smtls check holds mail servers to: defaults, and targets with what each must show.",
        "type": "object",
        "properties": {
            "run": run(),
            "defaults": defaults(options),
            "target": {
                "description": "The targets, each under [[target]].",
                "type": "array",
                "minItems": 1,
                "maxItems": 10_000,
                "items": target(options),
            },
        },
        "required": ["target"],
        "additionalProperties": false,
        "$defs": { "expect": expect() },
    });
    serde_json::to_string_pretty(&schema).map(|json| json + "\n")
}

fn run() -> Value {
    let keys = RUN_KEYS.into_iter().map(|(name, what, bounds)| {
        let value = match bounds {
            Some((least, most)) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            None => span(),
        };
        (name.to_owned(), described(what, value))
    });
    let keys: Map<String, Value> = keys.collect();
    json!({
        "description": "How the run goes.",
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
    })
}

fn defaults(options: &[KnownOption]) -> Value {
    json!({
        "description": "Options and expectations of every target that does not say otherwise.",
        "type": "object",
        "properties": set(options),
        "additionalProperties": false,
    })
}

fn target(options: &[KnownOption]) -> Value {
    let mut keys = set(options);
    keys.insert(
        "target".to_owned(),
        json!({
            "description": "What is probed, as one would type it: example.com, [mx.example.com], submission://mail.example.com",
            "type": "string",
            "minLength": 1,
        }),
    );
    keys.insert(
        "name".to_owned(),
        json!({
            "description": "What it is called in the output; the target itself where it has no name. No two have the same.",
            "type": "string",
            "minLength": 1,
        }),
    );
    json!({
        "type": "object",
        "properties": keys,
        "required": ["target"],
        "additionalProperties": false,
    })
}

/// What a table may set and expect.
fn set(options: &[KnownOption]) -> Map<String, Value> {
    let options = options.iter();
    let mut keys: Map<String, Value> = options
        .map(|known| (known.name.clone(), option(known)))
        .collect();
    keys.insert("expect".to_owned(), json!({ "$ref": "#/$defs/expect" }));
    keys
}

fn option(known: &KnownOption) -> Value {
    let by = match known.by {
        OptionFor::Probe | OptionFor::Both => "",
        OptionFor::Audit => " (for an audit)",
    };
    let default = match known.name.as_str() {
        "all" => "; in a file this is the default",
        _ => "",
    };
    let words = format!("{}{default}{by}", known.help);
    if !known.takes_value {
        return described(&words, json!({ "type": "boolean" }));
    }
    let one = match known.values.as_slice() {
        [] => json!({ "type": ["string", "number"] }),
        values => json!({ "enum": values }),
    };
    let mut choices = match known.repeatable {
        true => one_or_list(&one),
        false => vec![one],
    };
    if known.value_may_be_left_out {
        choices.push(json!({ "const": true }));
    }
    let value = or_false(choices);
    described(&words, value)
}

fn expect() -> Value {
    let rows = Name::all().map(|name| {
        let row = name.row();
        (
            row.name.to_owned(),
            described(&sentence(&row), value(row.kind)),
        )
    });
    let rows: Map<String, Value> = rows.collect();
    json!({
        "description": "What the target must show. false undoes a default.",
        "type": "object",
        "properties": rows,
        "additionalProperties": false,
    })
}

fn sentence(row: &Row) -> String {
    let of = match row.scope {
        Scope::Audit => " Asked of an audit.",
        Scope::Domain | Scope::Endpoint | Scope::Both => "",
    };
    let by = row
        .reference
        .map_or_else(String::new, |it| format!(" ({it})"));
    format!(
        "Met where {}{by}.{of} Example: {} = {}",
        row.help, row.name, row.example
    )
}

/// What a value of this kind may be.
fn value(kind: Kind) -> Value {
    let proposed = |words: Vec<&str>| json!({ "anyOf": [{ "enum": words }, { "type": "string" }] });
    let item = match kind {
        Kind::Verdict | Kind::VerdictOrExtensions => {
            let verdict = json!({ "enum": [true, "pass", "note", "warn"] });
            let list = json!({ "type": "array", "minItems": 1, "items": { "type": "string" } });
            return match kind {
                Kind::Verdict => or_false(vec![verdict]),
                _ => or_false(vec![verdict, list]),
            };
        }
        Kind::Yes => return json!({ "type": "boolean" }),
        Kind::Stage | Kind::Trust | Kind::Mode | Kind::Sender | Kind::Severity => {
            return or_false(vec![json!({ "enum": kind.choices() })]);
        }
        Kind::Version => return or_false(vec![proposed(vec!["TLSv1.2", "TLSv1.3"])]),
        Kind::Days => {
            let days = json!({ "type": "integer", "minimum": 0, "maximum": MOST_DAYS });
            return or_false(vec![days]);
        }
        Kind::Size => {
            let words = json!({ "type": "string", "pattern": "^[0-9]+ *([kKmMgG][iI]?[bB]|octets|bytes)?$" });
            return or_false(vec![json!({ "type": "integer", "minimum": 1 }), words]);
        }
        Kind::Times => return or_false(vec![times()]),
        Kind::Text => return or_false(vec![json!({ "type": "string", "minLength": 1 })]),
        Kind::Profile => {
            let names = Profile::names().into_iter().map(|(name, _)| name);
            return or_false(vec![proposed(names.collect())]);
        }
        Kind::ExitCodes => json!({ "enum": exit_codes().collect::<Vec<_>>() }),
        Kind::Weaknesses | Kind::KeyTypes => json!({ "enum": kind.choices() }),
        Kind::Versions => proposed(PROTOCOL_VERSIONS.iter().map(|it| it.name).collect()),
        Kind::Groups => proposed(GROUPS.iter().map(|it| it.name).collect()),
        Kind::Suites => proposed(CIPHER_SUITES.iter().map(|it| it.name).collect()),
        Kind::Schemes => proposed(SIGNATURE_SCHEMES.iter().map(|it| it.name).collect()),
        Kind::Subjects | Kind::Pins | Kind::Hosts | Kind::Extensions | Kind::Uris => {
            json!({ "type": "string", "minLength": 1 })
        }
    };
    or_false(one_or_list(&item))
}

fn times() -> Value {
    let names = Stage::ALL.map(Stage::name).into_iter().chain(["total"]);
    let keys: Map<String, Value> = names.map(|name| (name.to_owned(), span())).collect();
    json!({
        "type": "object",
        "properties": keys,
        "minProperties": 1,
        "additionalProperties": false,
    })
}

/// A span of time: a text, or a number of seconds.
fn span() -> Value {
    json!({ "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "integer", "minimum": 1 }] })
}

/// A list of such parts, or one of them without brackets.
fn one_or_list(one: &Value) -> Vec<Value> {
    let list = json!({ "type": "array", "minItems": 1, "items": one });
    vec![list, one.clone()]
}

/// One of these, or false, which undoes a default.
fn or_false(mut choices: Vec<Value>) -> Value {
    choices.push(json!({ "const": false }));
    json!({ "anyOf": choices })
}

fn described(words: &str, mut value: Value) -> Value {
    if let Value::Object(keys) = &mut value {
        keys.insert("description".to_owned(), words.into());
    }
    value
}

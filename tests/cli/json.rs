//! The JSON form: its fields, and how a session was held and ended.

use crate::formats::servers;
use crate::support::{Theatre, script, without_starttls};
use serde_json::Value;
use smtls::lab::{Behaviour, Manners};

#[test]
fn json_has_its_fields() {
    for (server, code) in servers() {
        let theatre = Theatre::with_host(server);
        let report = theatre.json(&[], code);
        assert_eq!(report["schema_version"], 1);
        assert_eq!(report["smtls"], env!("CARGO_PKG_VERSION"));
        for (place, kind) in [
            ("/started_at", "string"),
            ("/judged_at", "string"),
            ("/level", "string"),
            ("/target/given", "string"),
            ("/target/kind", "string"),
            ("/target/name", "string"),
            ("/target/port", "number"),
            ("/target/security", "string"),
            ("/route/kind", "string"),
            ("/route/hosts/0/name", "string"),
            ("/route/hosts/0/preference", "number"),
            ("/route/hosts/0/addresses", "array"),
            ("/endpoints/0/peer", "string"),
            ("/endpoints/0/address", "string"),
            ("/endpoints/0/port", "number"),
            ("/endpoints/0/exit_code", "number"),
            ("/endpoints/0/verdicts/0/check", "string"),
            ("/endpoints/0/verdicts/0/status", "string"),
            ("/endpoints/0/verdicts/0/reason", "string"),
            ("/endpoints/0/observations/0/purpose", "string"),
            ("/endpoints/0/observations/0/duration_ms", "number"),
            ("/endpoints/0/observations/0/stages", "array"),
            ("/endpoints/0/observations/0/transcript", "array"),
            ("/endpoints/0/observations/0/chain", "array"),
            ("/endpoints/0/observations/0/failures", "array"),
            ("/verdicts", "array"),
            ("/conclusion/exit_code", "number"),
            ("/conclusion/sentence", "string"),
        ] {
            let found = match report.pointer(place) {
                Some(Value::String(_)) => "string",
                Some(Value::Number(_)) => "number",
                Some(Value::Array(_)) => "array",
                _ => "something else",
            };
            assert_eq!(found, kind, "{place} in {report:#}");
        }
        let tls = &report["endpoints"][0]["observations"][0]["tls"];
        assert_eq!(tls.is_object(), matches!(code, 0 | 41), "{report:#}");
        let failures = &report["endpoints"][0]["observations"][0]["failures"];
        let failed = failures.as_array().unwrap().len();
        assert_eq!(failed, usize::from(matches!(code, 2 | 29)), "{report:#}");
    }
}

#[test]
fn json_tells_how_a_session_was_held_and_how_it_ended() {
    let seen = |server: Behaviour, options: &[&str], code| {
        let report = Theatre::with_host(server).json(options, code);
        report["endpoints"][0]["observations"][0].clone()
    };
    let good = || Manners::default().into();
    assert_eq!(seen(good(), &[], 0)["ending"], "closed");
    assert_eq!(seen(good(), &[], 0)["helo"], false);
    for stage in ["greeting", "starttls-reply", "starttls", "ehlo"] {
        let found = seen(good(), &["--drop-after", stage], 0);
        assert_eq!(found["ending"], "dropped", "{stage}");
    }
    let found = seen(Behaviour::Down, &[], 2);
    assert_eq!(found["ending"], Value::Null);
    let helo = [
        ("EHLO", "502 what?\r\n"),
        ("HELO", "250 x\r\n"),
        ("QUIT", "221 x\r\n"),
    ];
    let found = seen(script("220 x\r\n", &helo).into(), &[], 29);
    assert_eq!(found["helo"], true);
    // A stage that was not reached is not what the connection was dropped after.
    let found = seen(without_starttls().into(), &["--drop-after", "starttls"], 29);
    assert_eq!(found["ending"], "closed");
}

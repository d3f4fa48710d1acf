//! Files of expectations: whatever one says, it is read whole or refused at a place that it has, and nothing that was not run is met.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::expect::file::{KnownOption, OptionFor, read};
use smtls::expect::{Value, held, one};
use smtls::report::ExpectationOutcome;
use std::collections::HashSet;

fn options() -> Vec<KnownOption> {
    let option = |name: &str, takes_value, repeatable, values: &[&str]| KnownOption {
        name: name.to_owned(),
        takes_value,
        value_may_be_left_out: name == "auth",
        repeatable,
        help: String::new(),
        values: values.iter().map(|it| (*it).to_owned()).collect(),
        by: OptionFor::Both,
    };
    vec![
        option("all", false, false, &[]),
        option("timeout", true, false, &[]),
        option("level", true, false, &["may", "verify", "dane"]),
        option("connect-to", true, true, &[]),
        option("auth", true, false, &[]),
    ]
}

fuzz_target!(|text: &str| {
    let file = match read(text, &options()) {
        Ok(file) => file,
        Err(error) => {
            let line = text
                .split('\n')
                .nth(error.line - 1)
                .expect("a line of the text");
            assert!(error.column <= line.chars().count() + 1, "{error}");
            assert!(!error.sentence.is_empty());
            return;
        }
    };
    let names: HashSet<&str> = file.targets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), file.targets.len());
    assert!(!names.is_empty());
    for target in &file.targets {
        assert!(target.expectations.iter().all(|it| !it.is_off()));
        let rows = held(&target.expectations, None, None);
        assert_eq!(rows.len(), target.expectations.len());
        assert!(
            rows.iter()
                .all(|row| row.outcome == ExpectationOutcome::NotTested)
        );
        for expectation in &target.expectations {
            // In these a comma need not part anything, and blanks count.
            let is_text = matches!(
                expectation.value,
                Value::Text(_) | Value::Profile(_) | Value::Uris(_) | Value::Extensions(_)
            );
            if !is_text {
                let typed = format!("{}={}", expectation.name.id(), expectation.value);
                let again = one(&typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
                assert_eq!(again.value, expectation.value, "{typed}");
            }
        }
    }
});

//! Files as they are written, rightly and wrongly.

mod expectations;
mod shape;
mod targets;

use super::{CheckFile, FileError, KnownOption, OptionFor, OptionValue, Place, read};
use crate::expect::{Expectation, Name};

/// Some options, one of each kind.
pub(in crate::expect) fn options() -> Vec<KnownOption> {
    let option = |name: &str, takes_value, repeatable, values: &[&str]| KnownOption {
        name: name.to_owned(),
        takes_value,
        value_may_be_left_out: name == "data",
        repeatable,
        help: format!("What {name} does"),
        values: values.iter().map(|it| (*it).to_owned()).collect(),
        by: OptionFor::Both,
    };
    vec![
        option("all", false, false, &[]),
        option("resume", false, false, &[]),
        option("timeout", true, false, &[]),
        option(
            "level",
            true,
            false,
            &["may", "encrypt", "verify", "dane", "secure"],
        ),
        option("connect-to", true, true, &[]),
        option("at", true, false, &[]),
        option("data", true, false, &[]),
    ]
}

fn good(text: &str) -> CheckFile {
    read(text, &options()).unwrap_or_else(|error| panic!("{error}\nhint: {}\n{text}", error.hint))
}

fn bad(text: &str) -> FileError {
    read(text, &options()).expect_err(text)
}

/// A text, the line and column of what is wrong with it, and parts of what is said of that and of what to write instead.
type Row<'a> = (&'a str, (usize, usize), &'a str, &'a str);

fn refused(rows: &[Row<'_>]) {
    for (text, at, sentence, hint) in rows {
        let error = bad(text);
        let shown: String = text.chars().take(200).collect();
        assert_eq!(
            (error.line, error.column),
            *at,
            "{shown}: {error} {}",
            error.hint
        );
        assert!(error.sentence.contains(sentence), "{shown}: {error}");
        assert!(
            error.hint.contains(hint),
            "{shown}: {error}: {}",
            error.hint
        );
    }
}

pub(in crate::expect) const FULL: &str = r#"# The mail hosts of example.com.
[run]
concurrency = 4
retry = 2
retry-delay = "30s"

[defaults]
all = true
timeout = "10s"
level = "verify"

[defaults.expect]
days-left = 14
protocol = "1.2"
starttls = true

[[target]]
target = "example.com"
name = "our MX"
level = "dane"
timeout = 20
connect-to = ["a:25:127.0.0.1:2525", "b:25:127.0.0.1:2526"]
at = 2026-12-24
[target.expect]
dane = true
protocol = false
groups = ["x25519"]

[[target]]
target = "[mx.example.net]"
all = false
level = false
"#;

#[test]
fn a_file_is_read_with_the_defaults_worked_in() {
    let file = good(FULL);
    assert_eq!(file.run.concurrency, Some(4));
    assert_eq!(file.run.retry, Some(2));
    assert_eq!(file.run.retry_delay.map(|it| it.as_secs()), Some(30));
    let [first, second] = file.targets.as_slice() else {
        panic!("two targets: {file:?}");
    };
    assert_eq!(
        (first.name.as_str(), first.target.as_str()),
        ("our MX", "example.com")
    );
    assert_eq!(
        first.place,
        Place {
            line: 17,
            column: 1
        }
    );
    assert_eq!(
        first.target_place,
        Place {
            line: 18,
            column: 10
        }
    );
    let set: Vec<String> = first
        .options
        .iter()
        .map(|it| format!("{}@{}={:?}", it.name, it.place, it.values))
        .collect();
    let place = |line, column| Place { line, column };
    let text = |text: &str, at| OptionValue::Text(text.to_owned(), at);
    let expected = [
        format!("all@line 8, column 1={:?}", [OptionValue::Flag(true)]),
        format!(
            "timeout@line 21, column 1={:?}",
            [text("20", place(21, 11))]
        ),
        format!("level@line 20, column 1={:?}", [text("dane", place(20, 9))]),
        format!(
            "connect-to@line 22, column 1={:?}",
            [
                text("a:25:127.0.0.1:2525", place(22, 15)),
                text("b:25:127.0.0.1:2526", place(22, 38)),
            ]
        ),
        format!(
            "at@line 23, column 1={:?}",
            [text("2026-12-24", place(23, 6))]
        ),
    ];
    assert_eq!(set, expected);
    let wanted = |all: &[Expectation]| -> Vec<String> {
        let all = all.iter();
        all.map(|it| format!("{}={}", it.name.id(), it.value))
            .collect()
    };
    let own = [
        "days-left=14",
        "starttls=pass",
        "dane=pass",
        "groups=x25519",
    ];
    assert_eq!(wanted(&first.expectations), own);
    assert_eq!(second.name, "[mx.example.net]");
    let undone = second.options.iter();
    let undone = undone.filter(|it| it.values == [OptionValue::Flag(false)]);
    let undone: Vec<&str> = undone.map(|it| it.name.as_str()).collect();
    assert_eq!(undone, ["all", "level"]);
    let defaults = ["days-left=14", "protocol=TLS 1.2", "starttls=pass"];
    assert_eq!(wanted(&second.expectations), defaults);
}

#[test]
fn every_example_of_the_table_is_read() {
    for name in Name::all() {
        let row = name.row();
        let text = format!(
            "[[target]]\ntarget = \"a.test\"\nexpect.{} = {}\n",
            row.name, row.example
        );
        let file = good(&text);
        let [expectation] = file.targets[0].expectations.as_slice() else {
            panic!("{text}");
        };
        assert_eq!(expectation.name, name);
        let off = format!(
            "[[target]]\ntarget = \"a.test\"\nexpect.{} = false\n",
            row.name
        );
        assert!(good(&off).targets[0].expectations.is_empty(), "{off}");
    }
}

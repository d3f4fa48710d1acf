//! Files as they are written, rightly and wrongly.

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

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_to_write() {
    let head = "[[target]]\ntarget = \"a.test\"\n";
    let expect = "[[target]]\ntarget = \"a.test\"\n[target.expect]\n";
    for (text, at, sentence, hint) in [
        ("", (1, 1), "the file is empty", "[[target]]"),
        (" \n\t\n", (1, 1), "the file is empty", "[[target]]"),
        (
            "[run]\nretry = 1\n",
            (1, 1),
            "the file has no target",
            "[[target]]",
        ),
        (
            "target = []",
            (1, 1),
            "the file has no target",
            "[[target]]",
        ),
        ("[[target]\n", (1, 10), "", "write [[target]]"),
        (
            "a = 1\na = 2",
            (2, 1),
            "duplicate key",
            "leave out one of them",
        ),
        (
            "[target]\ntarget = \"a.test\"",
            (1, 2),
            "target is to be a list",
            "[[target]]",
        ),
        (
            "[[targets]]",
            (1, 3),
            "there is no table \"targets\"",
            "did you mean target?",
        ),
        (
            "timeout = \"3s\"\n",
            (1, 1),
            "there is no table \"timeout\"",
            "under [defaults]",
        ),
        ("run = 1\n", (1, 1), "run is to be a table", "[run]"),
        (
            "[run]\nretrys = 1",
            (2, 1),
            "there is no key in [run]: \"retrys\"",
            "did you mean retry?",
        ),
        ("[run]\nconcurrency = 0", (2, 15), "from 1 to 256", ""),
        (
            "[run]\nconcurrency = -1",
            (2, 15),
            "concurrency is to be a number from 1 to 256",
            "concurrency = 2",
        ),
        (
            "[run]\nretry = \"2\"",
            (2, 9),
            "retry is to be a number from 0 to 100, not a text",
            "without quotes",
        ),
        (
            "[run]\nretry-delay = [1]",
            (2, 15),
            "retry-delay is to be a span of time",
            "30s",
        ),
        (
            "[run]\nretry-delay = \"soon\"",
            (2, 15),
            "a span of time",
            "30s",
        ),
        (
            "[[target]]\nname = \"x\"",
            (1, 1),
            "does not say what is to be probed",
            "target =",
        ),
        (
            "[[target]]\ntarget = 25",
            (2, 10),
            "target is to be a text",
            "quotes",
        ),
        (
            "[[target]]\ntarget = \" \"",
            (2, 10),
            "a line of text",
            "example.com",
        ),
        (
            "[[target]]\ntarget = \"a\\u0000\"",
            (2, 10),
            "a line of text",
            "",
        ),
        (
            &format!("{head}tiemout = \"3s\""),
            (3, 1),
            "\"tiemout\"",
            "did you mean timeout?",
        ),
        (
            &format!("{head}connect_to = \"3s\""),
            (3, 1),
            "\"connect_to\"",
            "write connect-to",
        ),
        (
            &format!("{head}days-left = 3"),
            (3, 1),
            "\"days-left\"",
            "write it under [target.expect]",
        ),
        (
            &format!("{head}dane = true"),
            (3, 1),
            "\"dane\"",
            "[target.expect]",
        ),
        (
            &format!("{head}all = \"yes\""),
            (3, 7),
            "all takes no value",
            "all = true",
        ),
        (
            &format!("{head}timeout = true"),
            (3, 11),
            "timeout needs a value",
            "timeout =",
        ),
        (
            &format!("{head}timeout = [1, 2]"),
            (3, 11),
            "takes one value",
            "",
        ),
        (
            &format!("{head}connect-to = []"),
            (3, 14),
            "1 to 1000 parts",
            "connect-to = false",
        ),
        (
            &format!("{head}connect-to = [true]"),
            (3, 15),
            "connect-to is to be a text or a number",
            "connect-to = [\"...\"]",
        ),
        (
            &format!("{head}data = \"\""),
            (3, 8),
            "the value of data is empty",
            "or data = true to give it without a value",
        ),
        (
            &format!("{head}data = [true]"),
            (3, 8),
            "data takes one value",
            "data = true",
        ),
        ("\u{e4} = 1", (1, 1), "unquoted key", "stands in quotes"),
        (
            &format!("{head}timeout = {{ a = 1 }}"),
            (3, 11),
            "not a table",
            "",
        ),
        (
            &format!("{head}level = \"dne\""),
            (3, 9),
            "level does not know \"dne\"",
            "did you mean dane?",
        ),
        (
            &format!("{head}expect = 1"),
            (3, 1),
            "target.expect is to be a table",
            "[target.expect]",
        ),
        (
            "[defaults]\nname = \"x\"\n",
            (2, 1),
            "there is no option or key in [defaults]",
            "",
        ),
        (
            &format!("{expect}days-lfet = 3"),
            (4, 1),
            "\"days-lfet\"",
            "did you mean days-left?",
        ),
        (
            &format!("{expect}days_left = 3"),
            (4, 1),
            "\"days_left\"",
            "write days-left",
        ),
        (
            &format!("{expect}timeout = 3"),
            (4, 1),
            "\"timeout\"",
            "one table higher",
        ),
        (
            &format!("{expect}wxyz = 3"),
            (4, 1),
            "\"wxyz\"",
            "--list-checks",
        ),
        (
            &format!("{expect}days-left = -1"),
            (4, 13),
            "a whole number of days from 0",
            "days-left = 14",
        ),
        (
            &format!("{expect}days-left = \"14\""),
            (4, 13),
            "is to be a number, and stands in quotes",
            "leave out the quotes: days-left = 14",
        ),
        (
            &format!("{expect}exit-code = [29, \"2\"]"),
            (4, 18),
            "stands in quotes",
            "exit-code = 2",
        ),
        (
            &format!("{expect}exit-code = [true]"),
            (4, 14),
            "each part of exit-code is to be a number, not true",
            "exit-code = 29",
        ),
        (
            &format!("{expect}exit-code = []"),
            (4, 13),
            "the list of exit-code is empty",
            "exit-code = false",
        ),
        (
            &format!("{expect}extensions = \"SIZE\""),
            (4, 14),
            "or a list of EHLO keywords, not \"SIZE\"",
            "brackets: extensions = [\"SIZE\"]",
        ),
        (
            &format!("{expect}extensions = \"wran\""),
            (4, 14),
            "",
            "did you mean warn?",
        ),
        (
            &format!("{expect}mx = \"true\""),
            (4, 6),
            "not \"true\"",
            "leave out the quotes: mx = true",
        ),
        (
            &format!("{expect}post-quantum = \"yes\""),
            (4, 16),
            "post-quantum is to be true",
            "write post-quantum = true",
        ),
        (
            &format!("{expect}sender = \"deliver\""),
            (4, 10),
            "not \"deliver\"",
            "deliver-authenticated, deliver-unauthenticated, deliver-in-the-clear",
        ),
        (
            &format!("{expect}accepts-versions = [\"1.4\"]"),
            (4, 21),
            "not a TLS version",
            "TLS 1.2, TLS 1.3",
        ),
        (
            &format!("{expect}max-time = {{}}"),
            (4, 12),
            "max-time names no stage",
            "total =",
        ),
        (
            &format!("{expect}days-left = 36501"),
            (4, 13),
            "a whole number of days from 0",
            "",
        ),
        (
            &format!("{expect}days-left = true"),
            (4, 13),
            "days-left needs a value",
            "days-left = 14",
        ),
        (
            &format!("{expect}days-left = 1.5"),
            (4, 13),
            "not a fraction",
            "days-left = 14",
        ),
        (
            &format!("{expect}dane = \"yes\""),
            (4, 8),
            "not \"yes\"",
            "write dane = true",
        ),
        (
            &format!("{expect}dane = 1"),
            (4, 8),
            "not a number",
            "dane = true",
        ),
        (
            &format!("{expect}groups = [\"X25519\", \"P-265\"]"),
            (4, 21),
            "\"P-265\" is not a group",
            "did you mean P-256?",
        ),
        (
            &format!("{expect}groups = []"),
            (4, 10),
            "the list of groups is empty",
            "groups = false",
        ),
        (
            &format!("{expect}groups = [1]"),
            (4, 11),
            "each part of groups is to be a text, not a number",
            "",
        ),
        (
            &format!("{expect}groups = [\"secp521r1\"]"),
            (4, 10),
            "negotiates none of these groups",
            "accepts-groups",
        ),
        (
            &format!("{expect}suites = [\"AES128-SHA\"]"),
            (4, 10),
            "negotiates none of these suites",
            "accepts-suites",
        ),
        (
            &format!("{expect}stage = \"elho\""),
            (4, 9),
            "stage is to be a stage",
            "did you mean ehlo?",
        ),
        (
            &format!("{expect}trust = \"anonymous\""),
            (4, 9),
            "not \"anonymous\"",
            "verified",
        ),
        (
            &format!("{expect}protocol = \"SSLv3\""),
            (4, 12),
            "a version that a session can have",
            "refuses-versions",
        ),
        (
            &format!("{expect}protocol = \"1.4\""),
            (4, 12),
            "is not a TLS version",
            "TLSv1.2",
        ),
        (
            &format!("{expect}profile = \"mozilla-moden\""),
            (4, 11),
            "there is no profile",
            "did you mean mozilla-modern?",
        ),
        (
            &format!("{expect}without = [\"rc5\"]"),
            (4, 12),
            "there is no weakness \"rc5\"",
            "did you mean rc4?",
        ),
        (
            &format!("{expect}worst-finding = \"fail\""),
            (4, 17),
            "not \"fail\"",
            "none, note, warn",
        ),
        (
            &format!("{expect}pins = [\"sha1:00\"]"),
            (4, 9),
            "is no pin",
            "sha256:HEX",
        ),
        (
            &format!("{expect}certificate-names = [\"*.a.test\"]"),
            (4, 22),
            "is a pattern",
            "wildcard",
        ),
        (
            &format!("{expect}mx-hosts = [\"-a.test\"]"),
            (4, 13),
            "is no host name",
            "mx.example.com",
        ),
        (
            &format!("{expect}tls-report-to = [\"a@b.test\"]"),
            (4, 18),
            "reports cannot go",
            "mailto:a@b.test",
        ),
        (
            &format!("{expect}extensions = [\"AUTH=LOGIN\"]"),
            (4, 15),
            "the old form of AUTH",
            "AUTH LOGIN",
        ),
        (
            &format!("{expect}extensions = [\"\"]"),
            (4, 15),
            "does not begin with an EHLO keyword",
            "SIZE",
        ),
        (
            &format!("{expect}min-size = \"10 miles\""),
            (4, 12),
            "a whole number of octets",
            "the units are GiB, MiB",
        ),
        (
            &format!("{expect}exit-code = 99"),
            (4, 13),
            "never ends with such an exit code",
            "29",
        ),
        (
            &format!("{expect}max-time = \"5s\""),
            (4, 12),
            "stages or total",
            "max-time = {",
        ),
        (
            &format!("{expect}max-time = {{ conect = \"5s\" }}"),
            (4, 14),
            "no stage \"conect\"",
            "did you mean connect?",
        ),
        (
            &format!("{expect}max-time = {{ tls = \"5s\", starttls = 1 }}"),
            (4, 26),
            "starttls stands here twice",
            "",
        ),
        (
            &format!("{expect}max-time = {{ total = 0 }}"),
            (4, 22),
            "the time of total is to be a span",
            "at most a day",
        ),
        (
            &format!("{head}{head}"),
            (4, 10),
            "two targets are called \"a.test\": this one, and that of line 1",
            "name =",
        ),
        (
            &format!("{head}name = \"1\"\n{head}name = \"2\"\n"),
            (6, 8),
            "this is \"1\" once more",
            "differ",
        ),
        (
            &format!("# {}\n", "x".repeat(1 << 20)),
            (1, 1),
            "larger than 1 MiB",
            "split",
        ),
    ] {
        let error = bad(text);
        let shown: String = text.chars().take(200).collect();
        assert_eq!(
            (error.line, error.column),
            at,
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

#[test]
fn an_option_whose_value_may_be_left_out_is_true_or_has_one() {
    let values = |line: &str| {
        let file = good(&format!("[[target]]\ntarget = \"a.test\"\n{line}\n"));
        file.targets[0].options[0].values.clone()
    };
    assert_eq!(values("data = true"), [OptionValue::Flag(true)]);
    assert_eq!(values("data = false"), [OptionValue::Flag(false)]);
    let at = Place { line: 3, column: 8 };
    assert_eq!(
        values("data = \"mail.eml\""),
        [OptionValue::Text("mail.eml".to_owned(), at)]
    );
}

#[test]
fn a_target_may_stand_twice_where_something_differs() {
    let file = good(
        "[[target]]\ntarget = \"a.test\"\n[[target]]\ntarget = \"a.test\"\nname = \"b\"\nresume = true\n",
    );
    assert_eq!(file.targets.len(), 2);
}

#[test]
fn there_are_not_more_targets_than_anybody_would_wait_for() {
    let target = |at: usize| format!("[[target]]\ntarget = \"{at}.test\"\n");
    let text: String = (0..10_000).map(target).collect();
    assert_eq!(good(&text).targets.len(), 10_000);
    let more = text + &target(10_000);
    assert!(bad(&more).sentence.contains("more than 10000 targets"));
}

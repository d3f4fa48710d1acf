//! What is typed behind `--require`, and the table behind it.

use crate::expect::given::Given;
use crate::expect::read;
use crate::expect::{Fact, Kind, Name, Value, lines, needs, one};
use crate::toml_source::TomlSource;

#[test]
fn names_are_unique_kebab_case_words() {
    let names: Vec<&str> = Name::all().map(Name::id).collect();
    for (index, name) in names.iter().enumerate() {
        let is_word = |b: u8| b.is_ascii_lowercase() || b == b'-';
        assert!(name.bytes().all(is_word), "{name}");
        assert!(!names[index + 1..].contains(name), "{name}");
        assert_eq!(Name::find(name).map(Name::id), Ok(*name));
    }
    for (index, fact) in Fact::ALL.into_iter().enumerate() {
        assert_eq!(fact as usize, index, "{}", Name::Fact(fact).id());
    }
    assert_eq!(Fact::ALL.len(), Fact::WorstFinding as usize + 1);
}

#[test]
fn examples_mean_the_same_in_a_file_and_as_they_are_typed() {
    for name in Name::all() {
        let row = name.row();
        let text = format!("a = {}", row.example);
        let source = TomlSource::new(&text);
        let table = source.parse().expect(row.example);
        let given = Given::of(&table.get_ref()["a"]);
        let of_file = read::value(name, &given).expect(row.example);
        let typed = format!("{}={}", row.name, row.typed_example());
        let typed = one(&typed).unwrap_or_else(|error| panic!("{typed}: {error}: {}", error.hint));
        assert_eq!(typed.value, of_file, "{}", row.name);
        // What is written of a value can be typed again.
        let again = format!("{}={}", row.name, typed.value);
        assert_eq!(one(&again).expect(&again).value, of_file, "{again}");
        assert!(!row.help.ends_with('.'), "{}", row.help);
    }
    let list = lines();
    assert_eq!(list.len(), Name::all().count());
    assert!(
        list.iter()
            .any(|line| line.example == "max-time=connect:2s,starttls:5s,total:20s")
    );
}

#[test]
fn what_is_typed_is_understood_or_refused_with_what_to_type() {
    for (typed, value) in [
        ("dane", "pass"),
        ("dane=true", "pass"),
        ("dane=warn", "warn"),
        ("identity = note", "note"),
        ("dane=false", "false"),
        ("groups=x25519, P-256", "x25519,secp256r1"),
        (
            "suites=ECDHE-RSA-AES256-GCM-SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        ),
        ("extensions=SIZE,AUTH plain", "SIZE,AUTH PLAIN"),
        ("extensions", "pass"),
        ("exit-code=29,2", "29,2"),
        ("max-time=tls:500ms", "starttls:500ms"),
        ("min-size=10MB", "10000000"),
        (
            "certificate-names=m\u{fc}nchen.test,192.0.2.1,2001:db8::1",
            "xn--mnchen-3ya.test,192.0.2.1,2001:db8::1",
        ),
        ("issuer=Let's Encrypt, US", "Let's Encrypt, US"),
        ("profile=./mine.toml", "./mine.toml"),
        ("profile=MX", "mx"),
        ("protocol=1.3", "TLS 1.3"),
    ] {
        let expectation = one(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(expectation.value.to_string(), value, "{typed}");
    }
    for (typed, sentence, hint) in [
        ("", "there is no expectation \"\"", "--list-checks"),
        (
            "dnae",
            "there is no expectation \"dnae\"",
            "did you mean dane?",
        ),
        (
            "daysleft=14",
            "there is no expectation",
            "did you mean days-left?",
        ),
        (
            "days-left",
            "days-left needs a value: a number of days",
            "days-left=14",
        ),
        (
            "days-left=",
            "a whole number of days from 0",
            "days-left=14",
        ),
        ("days-left=soon", "a whole number of days", "days-left=14"),
        (
            "exit-code=x",
            "each part of exit-code is to be a number",
            "exit-code=29",
        ),
        ("mx=yes", "not \"yes\"", "mx=true"),
        (
            "groups",
            "groups needs a value",
            "groups=X25519MLKEM768,x25519",
        ),
        ("groups=", "the list of groups is empty", "groups=false"),
        (
            "groups=P-265",
            "\"P-265\" is not a group",
            "did you mean P-256?",
        ),
        ("max-time=5s", "there is no stage \"5s\"", "total"),
        (
            "max-time=",
            "max-time names no stage",
            "max-time=connect:2s,starttls:5s,total:20s",
        ),
        ("stage=elho", "stage is to be a stage", "did you mean ehlo?"),
        (
            "post-quantum=maybe",
            "post-quantum is to be true",
            "post-quantum=true",
        ),
    ] {
        let error = one(typed).expect_err(typed);
        assert!(error.sentence.contains(sentence), "{typed}: {error}");
        assert!(error.hint.contains(hint), "{typed}: {}", error.hint);
    }
}

#[test]
fn what_is_asked_says_what_is_to_be_run() {
    let needs_of = |typed: &[&str]| {
        let all: Vec<_> = typed.iter().map(|it| one(it).expect(it)).collect();
        needs(&all)
    };
    let none = needs_of(&["dane=false", "profile=false"]);
    assert!(!none.probe && !none.audit && none.profile.is_none());
    let both = needs_of(&["resumption", "refuses-groups=x25519", "profile=rfc9325"]);
    assert!(both.probe && both.audit && both.resume);
    assert_eq!(both.profile.as_deref(), Some("rfc9325"));
    let probe = needs_of(&["days-left=14"]);
    assert!(probe.probe && !probe.audit && !probe.resume);
}

#[test]
fn every_kind_says_what_to_write() {
    for name in Name::all() {
        let kind = name.row().kind;
        assert!(!kind.words().is_empty());
        for choice in kind.choices() {
            let typed = format!("{}={choice}", name.id());
            let read = one(&typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_ne!(read.value, Value::Off);
        }
    }
    assert!(Kind::Weaknesses.choices().contains(&"rc4".to_owned()));
}

//! Reading profiles, built in and the user's own.

use crate::judge::audit::profile::{BUILT_IN, Profile, Topic};
use crate::tls::names::CipherSuiteName;

#[test]
fn every_built_in_profile_is_read_and_every_name_in_it_is_known() {
    for (name, _, text) in BUILT_IN {
        let profile = Profile::built_in(name).expect(name);
        assert_eq!(profile.name, name);
        for line in text.lines().map(str::trim) {
            let quoted = line
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix("\","));
            let Some(suite) = quoted.filter(|word| word.starts_with("TLS_")) else {
                continue;
            };
            assert_eq!(
                CipherSuiteName::parse(suite).expect(suite).name,
                suite,
                "{name}"
            );
        }
    }
}

#[test]
fn the_numbers_of_suites_are_those_of_the_guidelines() {
    // NCSC-NL 2025, and Mozilla's intermediate level, by their numbers.
    for (name, numbers) in [
        (
            "ncsc-nl-2025",
            "1302 1303 1301 1304 cca9 c02c c0ad c02b c0ac cca8 c030 c02f \
             c087 c073 c086 c072 c05d c049 c05c c048 c024 c023 c08b c077 c08a c076 c061 c04d c060 c04c c028 c027 ccaa c07d \
             00c4 c07c 00be c053 c045 c052 c044 009f c09f 006b 009e c09e 0067",
        ),
        (
            "mozilla-intermediate",
            "1301 1302 1303 c02b c02f c02c c030 cca9 cca8 009e 009f ccaa",
        ),
        ("mozilla-modern", "1301 1302 1303"),
        ("rfc9325", "c02f c030 c02b c02c 1301 1302 1303"),
    ] {
        let profile = Profile::built_in(name).expect(name);
        let rules = &profile.rules[&Topic::Ciphersuites];
        let mut named: Vec<String> = rules
            .iter()
            .flat_map(|rule| rule.numbers.iter().flatten())
            .map(|number| format!("{number:04x}"))
            .collect();
        named.sort();
        let mut expected: Vec<&str> = numbers.split_whitespace().collect();
        expected.sort_unstable();
        assert_eq!(named, expected, "{name}");
    }
}

/// What is wrong with a profile, and what to write instead.
fn wrong(text: &str) -> (String, String) {
    let error = Profile::load(text).expect_err(text);
    (error.sentence, error.hint)
}

#[test]
fn x22_what_is_no_profile_is_told_with_its_line() {
    let rule = "name = \"mine\"\n\n[[tls_versions]]\n";
    for (text, sentence, hint) in [
        ("name = ", "line 1, column ", "TOML"),
        ("title = \"x\"", "the profile has no name", "name ="),
        (
            "name = \"x\"\nnmae = \"y\"",
            "line 2, column 1: there is no key or table \"nmae\"",
            "did you mean name?",
        ),
        (
            "name = \"x\"\n[[tls_version]]",
            "line 2, column 3: there is no key or table",
            "did you mean tls_versions?",
        ),
        (
            "name = \"x\"\n[tls_versions]",
            "line 2, column 1: tls_versions is to be a list",
            "[[tls_versions]]",
        ),
        (
            "name = \"x\"\nextends = \"mozilla-moden\"",
            "there is no profile \"mozilla-moden\"",
            "did you mean mozilla-modern?",
        ),
        (
            "name = 1",
            "line 1, column 8: here is to be a text",
            "quotes",
        ),
        (
            &format!("{rule}nams = []"),
            "line 4, column 1: there is no key in [[tls_versions]]: \"nams\"",
            "did you mean names?",
        ),
        (
            &format!("{rule}below = 1"),
            "line 4, column 1: there is no key in [[tls_versions]]: \"below\"",
            "",
        ),
        (
            &format!("{rule}names = [\"TLS 1.4\"]"),
            "line 4, column 10: \"TLS 1.4\" is not a TLS version",
            "did you mean",
        ),
        (
            &format!("{rule}names = \"TLS 1.3\""),
            "line 4, column 9: here is to be a list",
            "[",
        ),
        (
            &format!("{rule}grade = \"god\""),
            "line 4, column 9: there is no grade \"god\"",
            "did you mean good?",
        ),
        (
            &format!("{rule}grade = \"good\""),
            "line 3, column 1: this rule has no clause",
            "clause =",
        ),
        (
            &format!("{rule}clause = \"x\""),
            "line 3, column 1: this rule has no grade",
            "grade =",
        ),
        (
            &format!("{rule}must = \"yes\""),
            "line 4, column 8: here is to be true or false",
            "quotes",
        ),
        (
            &format!("{rule}on = \"relais\""),
            "line 4, column 6: there is no service \"relais\"",
            "did you mean relay?",
        ),
        (
            &format!("{rule}grade = \"good\"\nclause = \"x\"\nmust = true"),
            "line 3, column 1: this rule grades as good",
            "MUST",
        ),
        (
            "name = \"x\"\n[[ffdhe]]\nbelow = -1",
            "line 3, column 9: here is to be a number",
            "sign",
        ),
        (
            "name = \"x\"\n[[ciphersuites]]\nhaving = [\"rc5\"]",
            "line 3, column 11: there is no quality \"rc5\"",
            "did you mean rc4?",
        ),
        (
            "name = \"x\"\n[[ciphersuites]]\nnames = [\"ECDHE-RSA-AES256-GCM-SHA348\"]",
            "line 3, column 10: ",
            "did you mean ECDHE-RSA-AES256-GCM-SHA384?",
        ),
        (
            "name = \"x\"\n[[certificate_curves]]\nnames = [\"P-265\"]",
            "line 3, column 10: there is no name \"P-265\"",
            "did you mean P-256?",
        ),
    ] {
        let (said, advice) = wrong(text);
        assert!(said.starts_with(sentence), "{text}: {said}");
        assert!(advice.contains(hint), "{text}: {advice}");
    }
}

#[test]
fn hostile_files_do_not_panic() {
    for text in [
        "",
        "\0",
        "=",
        "[[[",
        "\u{feff}",
        "name = \"\u{202e}\"\n[[x",
        &"[".repeat(100_000),
    ] {
        assert!(Profile::load(text).is_err());
    }
    let large = format!("name = \"{}\"", "x".repeat(2 << 20));
    assert!(wrong(&large).0.contains("larger than 1 MiB"));
}

#[test]
fn x22_a_profile_without_a_rule_is_refused() {
    for text in [
        "name = \"mine\"\n",
        "name = \"mine\"\ntitle = \"of mine\"\n",
        "name = \"mine\"\ntls_versions = []\n",
    ] {
        let (sentence, hint) = wrong(text);
        assert!(sentence.contains("no rules"), "{text}: {sentence}");
        assert!(hint.contains("extends"), "{hint}");
    }
    assert!(Profile::load("name = \"mine\"\nextends = \"mx\"\n").is_ok());
}

#[test]
fn own_rules_go_before_those_of_the_profile_that_is_extended() {
    let text = "name = \"ours\"\nextends = \"mx\"\n\n[[tls_versions]]\nnames = [\"1.2\"]\ngrade = \"insufficient\"\nmust = true\nclause = \"our rule 7\"\n";
    let profile = Profile::load(text).expect("a profile");
    let first = &profile.rules[&Topic::TlsVersions][0];
    assert_eq!(first.clause, "our rule 7");
    assert!(profile.rules.contains_key(&Topic::EarlyData));
}

#[test]
fn every_topic_has_one_name() {
    for (index, topic) in Topic::ALL.into_iter().enumerate() {
        assert_eq!(topic as usize, index, "{}", topic.name());
        let mut others = Topic::ALL.iter().skip(index + 1);
        assert!(others.all(|other| other.name() != topic.name()));
    }
}

//! The forms of the output, colour, help, and what happens where nobody reads on.

use crate::support::{Smtls, Theatre, expired, instead, script, without_starttls};
use smtls::lab::{Act, Behaviour, Manners, scenarios};
use std::io::{BufRead, BufReader};
use std::net::UdpSocket;

/// A good server, one whose certificate fails, one without TLS, and none at all.
pub fn servers() -> [(Behaviour, i32); 4] {
    [
        (Manners::default().into(), 0),
        (expired().into(), 41),
        (without_starttls().into(), 29),
        (Behaviour::Down, 2),
    ]
}

#[test]
fn t06_every_form_ends_with_the_same_code_and_sentence() {
    for (server, code) in servers() {
        let theatre = Theatre::with_host(server);
        let (text, report) = theatre.both(&[], code);
        let conclusion = &report["conclusion"];
        let sentence = conclusion["sentence"].as_str().unwrap();
        assert_eq!(text.last_line(), format!("exit {code}: {sentence}"));
        let brief = theatre.probe(&["--format", "brief"]).exits(code).plain();
        assert_eq!(brief.last_line(), format!("Exit: {code}: {sentence}"));
        let line = theatre.probe(&["--format", "jsonl"]).exits(code).plain();
        assert_eq!(line.stdout.lines().count(), 1, "{line}");
        assert_eq!(&line.json()["conclusion"], conclusion);
        text.plain();
    }
}

#[test]
fn text_has_the_markers_of_the_transcript() {
    let theatre = Theatre::with_host(Manners::default());
    theatre.probe(&["--ehlo", "me.test"]).ends(0, &[]).says(&[
        "=== Trying mx.lab.test[127.0.0.1]:25",
        "=== Connected to mx.lab.test[127.0.0.1]:25.\n",
        "\n<-  220 mx.lab.test ESMTP\n",
        "\n -> EHLO me.test\n",
        "\n<-  250 STARTTLS\n",
        "\n -> STARTTLS\n",
        "TLS connection established to mx.lab.test[127.0.0.1]:25: TLSv1.3 with cipher ",
        "\n ~> EHLO me.test\n",
        "\n<~  250 ENHANCEDSTATUSCODES\n",
        "\n ~> QUIT\n",
        "\n<~  221 2.0.0 Bye\n",
    ]);
    let theatre = Theatre::with_host(instead("EHLO", "550 no\r\n"));
    theatre.probe(&[]).ends(22, &[]).says(&["\n<** 550 no\n"]);
}

#[test]
fn text_comes_as_it_happens() {
    let mut acts = script("220 mx.lab.test ESMTP\r\n", &[]);
    acts.extend([Act::Expect("EHLO"), Act::Stall]);
    let theatre = Theatre::with_host(acts);
    let mut child = Smtls::new(theatre.words(&[])).start();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = lines
        .map(Result::unwrap)
        .find(|line| line.starts_with(" -> EHLO"));
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.is_some() && running, "{said:?}");
}

#[test]
fn untested_checks_are_set_apart() {
    for (server, code) in servers() {
        let outcome = Theatre::with_host(server).probe(&[]).exits(code);
        for line in outcome.stdout.lines() {
            let rest = line.strip_prefix("  not tested");
            assert!(
                rest.is_none_or(|rest| rest.starts_with(' ')),
                "{line:?} in {outcome}"
            );
        }
    }
}

#[test]
fn a_route_that_was_cut_short_says_nothing_about_the_domain() {
    // Nobody answers there, so that the deadline ends the search for the hosts.
    let mute = UdpSocket::bind("127.0.0.1:0").unwrap();
    let dns = mute.local_addr().unwrap().to_string();
    let words = ["probe", "--dns", &dns, "--deadline", "300ms", "lab.test"];
    Smtls::new(words)
        .run()
        .ends(45, &["deadline", "says nothing about the domain"])
        .says(&["  not tested  mx"])
        .never_says(&["not-tested", "a sender would"]);
}

#[test]
fn t07_colour_is_there_only_where_it_is_wanted() {
    let theatre = Theatre::with_host(Manners::default());
    for (options, variables, colour) in [
        (&[][..], &[][..], false),
        (&["--color", "auto"], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        // An empty NO_COLOR counts as none.
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], true),
        (&[], &[("NO_COLOR", "1")], false),
        // What was typed outweighs the environment.
        (
            &["--color", "always"],
            &[("NO_COLOR", "1"), ("TERM", "dumb")],
            true,
        ),
        (&["--color", "always", "--format", "json"], &[], false),
        (&["--color", "always", "--format", "brief"], &[], false),
    ] {
        let mut smtls = Smtls::new(theatre.words(options));
        for (variable, value) in variables {
            smtls = smtls.with(variable, value);
        }
        let outcome = smtls.run().exits(0);
        let found = outcome.stdout.contains('\u{1b}');
        assert_eq!(found, colour, "{variables:?} {outcome}");
        // It never says anything alone.
        assert!(outcome.stdout.contains("mx.lab.test"), "{outcome}");
    }
    // Usage errors and help keep to the same rule.
    let outcome = Smtls::new(["probe", "a..b"])
        .with("CLICOLOR_FORCE", "1")
        .run();
    assert!(!outcome.stderr.contains('\u{1b}'), "{outcome}");
}

#[test]
fn a_reader_who_leaves_ends_nothing_else() {
    let [_, (expired, code), _, _] = servers();
    let theatre = Theatre::with_host(expired);
    for options in [
        &[][..],
        &["--all"],
        &["--format", "json"],
        &["--format", "brief"],
    ] {
        let outcome = Smtls::new(theatre.words(options)).unread().run();
        outcome.exits(code);
    }
    // The session was held to its end all the same.
    assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS", "EHLO", "QUIT"]);
    for words in [
        &["--help"][..],
        &["--version"],
        &["lab"],
        &["probe", "--help"],
    ] {
        Smtls::new(words.iter().copied()).unread().run().exits(0);
    }
}

#[test]
fn help_and_version_are_data() {
    for (words, expected) in [
        (&["--version"][..], env!("CARGO_PKG_VERSION")),
        (&["-V"], env!("CARGO_PKG_VERSION")),
        (&["--help"], "probe"),
        (&["-h"], "probe"),
        (&["probe", "--help"], "--quit-after"),
        (&["probe", "-h"], "--quit-after"),
        (&["lab", "--help"], "SCENARIO"),
        (&["generate", "--help"], "completions"),
    ] {
        let outcome = Smtls::new(words.iter().copied()).run().exits(0).plain();
        assert!(
            outcome
                .stdout
                .starts_with(|c: char| c.is_ascii_alphabetic()),
            "{outcome}"
        );
        outcome.says(&[expected]);
    }
    let help = Smtls::new(["probe", "--help"]).run().exits(0);
    for row in [
        "Exit codes:",
        "and the greeting was read",
        "  0  every stage",
        " 41  ",
        " 45  ",
        " 70  ",
    ] {
        assert!(help.stdout.contains(row), "{row:?} is not there: {help}");
    }
    for line in help.stdout.lines() {
        assert!(line.chars().count() <= 100, "{line}");
        assert!(
            !line.ends_with(['\r', '.']) || !line.starts_with("      --"),
            "{line}"
        );
    }
}

#[test]
fn usage_errors_are_one_sentence_and_a_hint() {
    for (words, word) in [
        (&[][..], "command"),
        (&["prob"], "prob"),
        (&["probe", "--no-such-option", "a.test"], "--no-such-option"),
        (&["probe", "--quit-aftr", "ehlo", "a.test"], "--quit-after"),
        (&["probe", "a.test", "--format"], "--format"),
        (&["probe", "a.test", "--format", "yaml"], "yaml"),
        (&["probe", "a.test", "--color", "sometimes"], "sometimes"),
        (&["probe", "a.test", "-4", "-6"], "--ipv"),
        (&["probe", "a.test", "--all=yes"], "--all"),
        (&["probe", "a.test", "--all", "--all"], "--all"),
        (&["probe", "a.test", "--seed", "many"], "--seed"),
        (&["probe", "a.test", "--dns", "resolver.test"], "--dns"),
        (&["probe", "a.test", "--timeout", "0"], "--timeout"),
        (&["probe", "a.test", "--timeout", "soon"], "--timeout"),
        (
            &["probe", "a.test", "--connect-timeout=-1"],
            "--connect-timeout",
        ),
        (
            &["probe", "a.test", "--deadline", "2 fortnights"],
            "--deadline",
        ),
        (&["generate"], "MATERIAL"),
        (&["generate", "poems"], "poems"),
    ] {
        Smtls::new(words.iter().copied()).run().refused(&[word]);
    }
    // Escapes that were typed are not passed on.
    for words in [
        ["a\u{1b}[2Jb", "x"],
        ["probe", "--a\u{1b}[2Jb"],
        ["lab", "a\u{202e}b"],
    ] {
        Smtls::new(words).run().refused(&[]).plain();
    }
}

#[test]
fn scenario_reports_are_plain_in_every_form() {
    for scenario in scenarios() {
        if scenario.name == "slow-greeting" {
            continue;
        }
        let shared = Theatre::new(&scenario);
        for format in ["text", "brief", "json", "jsonl"] {
            // The one sends its fourth client away, the other takes what it hears a second time.
            let remembers = ["sends-away", "mail-greylist"].contains(&scenario.name.as_str());
            let fresh = remembers.then(|| Theatre::new(&scenario));
            fresh
                .as_ref()
                .unwrap_or(&shared)
                .probe(&["--format", format])
                .exits(i32::from(scenario.exit))
                .plain();
        }
    }
}

#[test]
fn several_forms_come_of_one_run_each_in_its_place() {
    let theatre = Theatre::with_host(expired());
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (json, text) = (file("report.json"), file("report.txt"));
    std::fs::write(&json, "what was there before").unwrap();
    let outcome = theatre.probe(&[
        &format!("--format=json={json}"),
        "--format=brief",
        &format!("--format=text={text}"),
        "--color=auto",
    ]);
    let outcome = outcome.exits(41);
    let sentence = outcome.last_line().replacen("Exit: ", "exit ", 1);
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    assert_eq!(crate::support::complaints(&json), [""; 0]);
    assert_eq!(json["conclusion"]["exit_code"], 41);
    let text = std::fs::read_to_string(text).unwrap();
    assert_eq!(text.lines().last(), Some(sentence.as_str()));
    assert!(text.starts_with("=== "), "{text}");
    let names = std::fs::read_dir(folder.path()).unwrap();
    let names: Vec<_> = names.map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left beside: {names:?}");
}

#[test]
fn a_place_that_is_none_is_refused_before_anything_is_sent() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("no").join("file");
    let given = format!("--format=json={}", place.display());
    let words = ["the output cannot be written to", "hint: behind = stands"];
    theatre.probe(&[&given]).refused(&words);
    for (options, complaint) in [
        (
            &["--format", "json", "--format", "text"][..],
            "json and text would both go to standard output",
        ),
        (
            &["--format", "jsonl=x", "--format", "text=x"],
            "jsonl and text would both go to x",
        ),
        (&["--format", "jsno=x"], "\"jsno\""),
        (
            &["--crit-days", "9", "--warn-days", "8"],
            "--crit-days 9 is more than --warn-days 8",
        ),
    ] {
        theatre.probe(options).refused(&[complaint]);
    }
}

#[test]
fn a_file_that_is_read_is_not_written() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.pem");
    std::fs::write(&list, "").unwrap();
    let list = list.display().to_string();
    let given = format!("--format=json={list}");
    let outcome = theatre.probe(&["--ca-file", &list, &given]);
    outcome.refused(&[&format!("--format would overwrite {list}")]);
    let outcome = theatre.probe(&["--save-chain", &list, &given]);
    outcome.refused(&[&format!("--save-chain and --format both name {list}")]);
}

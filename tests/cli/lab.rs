//! `smtls lab`: every scenario ends as its row says, and what is served can be probed.

use crate::support::{Smtls, in_parallel};
use smtls::lab::scenarios;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Command;

#[test]
fn all_scenarios_come_out_as_their_rows_say() {
    // T12: with the resolver, the sockets and the trust anchors of the lab, all of it on loopback.
    let outcome = Smtls::new(["lab", "all"]).run().exits(0).plain();
    let rows = scenarios();
    let mut lines = outcome.stdout.lines();
    for scenario in &rows {
        let line = lines.next().unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().take(6).collect();
        let exit = scenario.exit.to_string();
        let expected = [&scenario.name, "exit", &exit, "expected", &exit, "ok"];
        assert_eq!(words, expected, "{outcome}");
        // There is no screen to cut the sentence to.
        for words in &scenario.says {
            assert!(line.contains(words), "{words:?} is not there: {outcome}");
        }
    }
    let last = format!(
        "exit 0: all {} scenarios came out as their rows say",
        rows.len()
    );
    assert_eq!(lines.collect::<Vec<_>>(), ["", &last], "{outcome}");
    assert_eq!(outcome.stderr, "", "{outcome}");
}

#[test]
fn one_of_each_exit_code_is_played_and_told() {
    let mut seen = BTreeSet::new();
    let mut sample = scenarios();
    sample.retain(|scenario| seen.insert(scenario.exit));
    assert!(seen.len() > 7, "{seen:?}");
    in_parallel(&sample, |scenario| {
        let outcome = Smtls::new(["lab", &scenario.name]).run();
        let code = i32::from(scenario.exit);
        assert_eq!(outcome.code, Some(code), "{outcome}");
        let last = outcome.last_line();
        assert!(last.starts_with(&format!("exit {code}: ")), "{outcome}");
        for words in &scenario.says {
            assert!(last.contains(words), "{words:?} is not there: {outcome}");
        }
        // Talk goes to standard error: what is played, and the command that probes it.
        for talk in [scenario.description.as_str(), "smtls probe --dns"] {
            assert!(outcome.stderr.contains(talk), "{outcome}");
            assert!(!outcome.stdout.contains(talk), "{outcome}");
        }
        outcome.plain();
    });
}

#[test]
fn the_list_has_them_all() {
    let outcome = Smtls::new(["lab"]).run().exits(0).plain();
    let scenarios = scenarios();
    assert_eq!(outcome.stdout.lines().count(), scenarios.len(), "{outcome}");
    for (line, scenario) in outcome.stdout.lines().zip(scenarios) {
        assert!(line.starts_with(&scenario.name), "{line}");
        assert!(line.ends_with(&scenario.description), "{line}");
        assert!(
            line.contains(&format!("exit {:>2}", scenario.exit)),
            "{line}"
        );
    }
}

#[test]
fn what_is_no_scenario_is_refused() {
    Smtls::new(["lab", "no-such-scenario"])
        .run()
        .refused(&["no-such-scenario", "smtls lab lists the scenarios"]);
    Smtls::new(["lab", "--list"])
        .run()
        .refused(&["--list", "hint: smtls lab lists the scenarios"]);
    Smtls::new(["lab", "god"])
        .run()
        .refused(&["did you mean good?"]);
    Smtls::new(["lab", "a\u{1b}[2Jb"]).run().refused(&[]);
    for words in [
        &["lab", "--serve"][..],
        &["lab", "good", "--no-such-option"],
        &["lab", "good", "--serve", "--", "--all"],
        &["lab", "all", "--serve"],
        &["lab", "all", "--", "--level", "may"],
    ] {
        Smtls::new(words.iter().copied()).run().refused(&[]);
    }
    Smtls::new(["lab", "good", "--", "--no-such-option"])
        .run()
        .refused(&["--no-such-option"]);
    Smtls::new(["lab", "good", "--", "--interactive"])
        .run()
        .refused(&["by hand", "smtls lab good --serve", "smtls shell"]);
    Smtls::new(["lab", "good", "--", "other.test"])
        .run()
        .refused(&["no targets"]);
}

#[test]
fn options_after_the_dashes_are_the_probes() {
    let outcome = Smtls::new(["lab", "good", "--", "--format", "json"]).run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(outcome.json()["target"]["name"], "good.test");
    let all = Smtls::new(["lab", "first-mx-down", "--", "--all"]).run();
    assert_eq!(all.code, Some(2), "{all}");
}

#[cfg(unix)]
#[test]
fn a_lab_that_is_interrupted_leaves_nothing_behind() {
    for signal in ["INT", "TERM"] {
        // Its greeting takes longer than this test.
        let mut lab = Smtls::new(["lab", "slow-greeting"]).start();
        let mut talk = BufReader::new(lab.stderr.take().unwrap()).lines();
        let command = talk.find(|line| line.as_ref().unwrap().starts_with("smtls probe "));
        let command = command.unwrap().unwrap();
        let mut words = command.split_whitespace();
        words.find(|word| *word == "--ca-file").unwrap();
        let root = words.next().unwrap();
        let mut lines = BufReader::new(lab.stdout.take().unwrap()).lines();
        let greeting = lines.find(|line| line.as_ref().unwrap().contains("220-mx1"));
        assert!(greeting.is_some(), "it ended of itself");
        assert!(Path::new(root).exists());
        let kill = Command::new("kill")
            .args(["-s", signal, &lab.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        assert_eq!(lab.wait().unwrap().code(), Some(130), "{signal}");
        let folder = Path::new(root).parent().unwrap();
        assert!(!folder.exists(), "{signal}: {root} is left behind");
    }
}

#[cfg(unix)]
#[test]
fn all_scenarios_that_are_interrupted_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    let mut all = Smtls::new(["lab", "all"]).with("TMPDIR", &place).start();
    let mut stdout = BufReader::new(all.stdout.take().unwrap());
    // Once the first row is there, others are on their way, and some wait for seconds.
    let mut row = String::new();
    assert_ne!(stdout.read_line(&mut row).unwrap(), 0, "no row");
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    let kill = Command::new("kill")
        .args(["-s", "INT", &all.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    assert_eq!(all.wait().unwrap().code(), Some(130));
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn what_is_served_can_be_probed_with_the_printed_command() {
    let mut server = Smtls::new(["lab", "good", "--serve"]).start();
    let mut stdout = BufReader::new(server.stdout.take().unwrap());
    let mut command = String::new();
    while !command.starts_with("smtls probe ") {
        command.clear();
        assert_ne!(stdout.read_line(&mut command).unwrap(), 0, "no command");
    }
    let words: Vec<&str> = command.split_whitespace().skip(1).collect();
    let root = words[1 + words.iter().position(|word| *word == "--ca-file").unwrap()];
    let probed = Smtls::new(words.iter().copied()).run();
    let again = Smtls::new(words.iter().copied()).run();
    // The next line is for an audit, which takes fewer options.
    let mut command = String::new();
    stdout.read_line(&mut command).unwrap();
    let words = command.strip_prefix("smtls ").unwrap().split_whitespace();
    let audited = Smtls::new(words.chain(["--quick"])).run();

    let interrupt = Command::new("kill")
        .args(["-s", "INT", &server.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
    probed.ends(0, &["mx1.good.test"]);
    again.ends(0, &["mx1.good.test"]);
    audited.says(&["mx1.good.test", "profile mx: "]);
    assert!(!Path::new(root).exists(), "{root} is left behind");
    let mut talk = String::new();
    server.stderr.unwrap().read_to_string(&mut talk).unwrap();
    assert_eq!(talk, "");
}

#[cfg(unix)]
#[test]
fn what_is_served_can_be_held_against_a_file_by_the_printed_command() {
    // What fails stays a failure, whatever else is expected.
    for (name, code) in [("good", 0), ("expired", 41), ("dane-ee", 0)] {
        let mut server = Smtls::new(["lab", name, "--serve"]).start();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let command = lines.find(|line| line.as_ref().unwrap().starts_with("smtls check "));
        let command = command.unwrap().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let smtls = Path::new(env!("CARGO_BIN_EXE_smtls")).parent().unwrap();
        let path = format!("{}:{}", smtls.display(), std::env::var("PATH").unwrap());
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", path)
            .output();
        server.kill().unwrap();
        server.wait().unwrap();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let talk = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{name}: {command}\n{said}{talk}"
        );
        let words = match code {
            0 => "as expected",
            _ => "expectations met, and the probe by itself fails",
        };
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_served_can_be_spoken_with_by_the_printed_command() {
    let mut server = Smtls::new(["lab", "mail-good", "--serve"]).start();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let command = lines.find(|line| line.as_ref().unwrap().starts_with("smtls shell "));
    let command = command.unwrap().unwrap();
    let words = command.split_whitespace().skip(1);
    let outcome = Smtls::new(words).run();
    let interrupt = Command::new("kill")
        .args(["-s", "INT", &server.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
    assert!(!command.contains("--data"), "{command}");
    outcome.ends(0, &[]);
}

#[test]
fn the_users_own_limits_are_told_as_such() {
    let outcome = Smtls::new(["lab", "tls12-only", "--", "--tls-min", "1.3"]).run();
    assert_eq!(outcome.code, Some(29), "{outcome}");
    let last = outcome.last_line();
    assert!(last.contains("the offer of this command line"), "{outcome}");
    let outcome = Smtls::new(["lab", "good", "--", "--at", "+200d"]).run();
    assert_eq!(outcome.code, Some(41), "{outcome}");
    assert!(
        outcome.stdout.contains("certificates are judged as at 20"),
        "{outcome}"
    );
}

#[test]
fn d27_no_policy_verifies_a_host_whose_tlsa_lookup_fails() {
    let policy = std::env::temp_dir().join(format!("smtls-d27-{}", std::process::id()));
    let text = "version: STSv1\nmode: enforce\nmx: *.bogus-tlsa.test\nmax_age: 604800\n";
    std::fs::write(&policy, text).unwrap();
    let file = policy.to_str().unwrap();
    let outcome = Smtls::new(["lab", "bogus-tlsa", "--", "--mta-sts-policy", file]).run();
    std::fs::remove_file(&policy).unwrap();
    assert_eq!(outcome.code, Some(42), "{outcome}");
    let established = "=== Trusted TLS connection established to mx1.bogus-tlsa.test";
    assert!(outcome.stdout.contains(established), "{outcome}");
}

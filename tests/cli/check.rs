//! `smtls check`: the targets of a file, held against what is expected of them.

use crate::support::{
    Smtls, Table, Theatre, expired, instead, one_host, run_file, without_starttls,
};
use serde_json::Value;
use smtls::lab::{Act, Manners, mx, scenarios};
use std::time::Duration;

fn good() -> Theatre {
    Theatre::with_host(Manners::default())
}

fn scenario(name: &str) -> Theatre {
    let mut all = scenarios().into_iter();
    Theatre::new(&all.find(|it| it.name == name).unwrap())
}

#[test]
fn what_is_as_expected_is_one_line_and_what_is_not_says_why() {
    let (good, late) = (good(), Theatre::with_host(expired()));
    let tables = [
        Table::of(
            &good,
            "first",
            "starttls = true\nprotocol = \"TLSv1.2\"\ndays-left = 3",
        ),
        Table::of(&late, "second", "days-left = 3\nstage = \"ehlo\""),
    ];
    let outcome = run_file("", &tables, &["--concurrency", "2"]).exits(41);
    outcome.says(&[
        "ok         first (",
        "3 of 3 as expected",
        "failed     second (lab.test): exit 41, ",
        "  fail       validity  mx.lab.test[127.0.0.1]:25: ",
        "  unmet      expect days-left  mx.lab.test[127.0.0.1]:25: wanted days-left=3: ",
        "exit 41: 1 of 2 targets failed: second",
    ]);
}

#[test]
fn what_a_check_says_of_itself_is_not_said_twice() {
    let late = Theatre::with_host(expired());
    let table = Table::of(&late, "it", "validity = true\nstarttls = true");
    let outcome = run_file("", &[table], &[]).exits(41);
    outcome.says(&["it (lab.test): exit 41, 1 of 2 as expected"]);
    let good = good();
    // What a probe only notes is wrong where it is expected.
    let table = Table::of(&good, "it", "dane = true");
    let outcome = run_file("", &[table], &[]).exits(42);
    outcome.says(&["  fail       dane  mx.lab.test[127.0.0.1]:25: wanted dane: no TLSA records"]);
    let table = Table::of(&good, "it", "dane = true");
    let tap = run_file("", &[table], &["--format", "tap"])
        .exits(42)
        .stdout;
    let dane = tap.lines().filter(|line| line.ends_with(": dane"));
    assert_eq!(dane.count(), 1, "{tap}");
}

#[test]
fn what_cannot_be_said_now_is_not_called_wrong() {
    let busy = Theatre::with_host(instead("EHLO", "421 busy\r\n"));
    let late = Theatre::with_host(expired());
    let tables = || {
        [
            Table::of(&busy, "busy", "starttls = true"),
            Table::of(&late, "late", "starttls = true"),
        ]
    };
    let outcome = run_file("", &tables(), &[]).exits(41);
    outcome
        .says(&["exit 41: 1 of 2 targets failed: late; 1 of 2 targets is not testable now: busy"]);
    let outcome = run_file("", &tables(), &["--only", "busy"]).exits(45);
    outcome.says(&[
        "not now    busy",
        "exit 45: 1 of 1 target is not testable now: busy",
    ]);
}

#[test]
fn what_nothing_could_ever_show_is_refused() {
    let good = good();
    for (expect, sentence) in [
        ("auth = true", "nothing could ever be said of auth"),
        ("session = true", "nothing could ever be said of session"),
        ("data = true", "nothing could ever be said of data"),
        ("pin = true", "nothing could ever be said of pin"),
        ("promise = true", "at the level secure alone"),
        ("submission = true", "no submission server"),
        ("xclient = true", "does not speak for another"),
        ("rcpt = true", "no recipient is named"),
        ("mail = true", "MAIL is not said"),
        (
            "stage = \"data\"",
            "nothing could ever be said of stage: no message",
        ),
    ] {
        let table = Table::of(&good, "it", expect);
        let name = expect.split_once(' ').unwrap().0;
        let undone = format!("{name} = false");
        // Where the expectation stands, and not its target.
        run_file("", &[table], &[]).refused(&[sentence, "smtls.toml:10:1: ", &undone]);
        let expect = expect.replace(" = ", "=").replace('"', "");
        good.probe(&["--require", &expect]).refused(&[sentence]);
    }
}

#[test]
fn what_an_option_keeps_from_being_seen_is_refused_and_what_it_shows_is_not() {
    // Nothing listens there, and nothing is asked of it where the file is refused.
    let check = |body: &str, expect: &str| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("it.toml");
        let text = format!("[[target]]\n{body}\n[target.expect]\n{expect}\n");
        std::fs::write(&file, text).unwrap();
        let file = file.display().to_string();
        let mut words = vec!["check".to_owned(), file, "--dns=127.0.0.1:1".to_owned()];
        let moved = ["25", "465", "587"];
        words.extend(moved.map(|port| format!("--connect-to=a.test:{port}:127.0.0.1:1")));
        Smtls::new(words).run()
    };
    let host = "target = \"[a.test]:25\"";
    let early = format!("{host}\nquit-after = \"first-ehlo\"");
    let only = |line: &str| format!("{host}\n{line}");
    for (body, expect, words) in [
        (early.as_str(), "days-left = 3", "before the stage starttls"),
        (&early, "min-size = 1", "before the stage ehlo"),
        (&early, "starttls = true", "before the stage starttls"),
        (&only("dnssec = \"off\""), "dane = true", "dnssec = \"off\""),
        (
            &only("tls-max = \"1.2\""),
            "protocol = \"1.3\"",
            "does not offer it",
        ),
        (
            &only("from = \"a@b.test\""),
            "rcpt = true",
            "to = \"ADDRESS\"",
        ),
        (host, "mx-hosts = [\"a.test\"]", "no domain whose MX"),
        (host, "mta-sts = true", "domain = \"NAME\""),
        ("target = \"127.0.0.1\"", "dnssec = true", "an address"),
        (
            "target = \"a.test:587\"",
            "tlsrpt = true",
            "no policy domain",
        ),
        ("target = \"127.0.0.1\"", "dane = true", "an address"),
        (
            &only("groups = \"secp256r1\""),
            "groups = [\"x25519\"]",
            "does not offer it",
        ),
        (
            &only("groups = \"x25519\""),
            "post-quantum = true",
            "does not offer it",
        ),
        (
            "target = \"a.test:587\"",
            "sender = \"defer\"",
            "mail clients",
        ),
    ] {
        let outcome = check(body, expect);
        let name = expect.split_once(' ').unwrap().0;
        let line = body.lines().count() + 3;
        let told = format!("it.toml:{line}:1: nothing could ever be said of {name}: ");
        // Keys of a file have no dashes in front.
        let outcome = outcome.refused(&[&told, words]);
        assert!(!outcome.stderr.contains(" --"), "{outcome}");
    }
    let fine = [
        (early.as_str(), "first-ehlo = true"),
        (&early, "no-auth-in-the-clear = true"),
        (&only("level = \"secure\""), "promise = true"),
        (&only("domain = \"a.test\""), "tlsrpt = true"),
        ("target = \"submissions://a.test\"", "submission = true"),
        ("target = \"submissions://a.test\"", "requiretls = true"),
        ("target = \"a.test:587\"", "requiretls = true"),
        (
            "target = \"submissions://a.test\"\nquit-after = \"starttls\"",
            "no-auth-in-the-clear = true",
        ),
        (
            "target = \"submissions://a.test\"\nquit-after = \"starttls\"",
            "forbid-extensions-in-the-clear = [\"AUTH\"]",
        ),
        // What is not offered is not taken.
        (host, "forbid-suites = [\"TLS_RSA_WITH_3DES_EDE_CBC_SHA\"]"),
        (
            &only("groups = \"x25519\""),
            "forbid-groups = [\"secp521r1\"]",
        ),
        (
            &only("sigalgs = \"ecdsa_secp256r1_sha256\""),
            "forbid-signature-schemes = [\"rsa_pkcs1_sha256\"]",
        ),
        // An audit offers what a probe does not.
        (
            host,
            "refuses-suites = [\"TLS_RSA_WITH_3DES_EDE_CBC_SHA\"]\naccepts-suites = [\"TLS_RSA_WITH_AES_128_CBC_SHA\"]",
        ),
        (
            &only("groups = \"x25519\""),
            "refuses-groups = [\"secp521r1\"]\naccepts-groups = [\"secp256r1\"]\naccepts-versions = [\"TLSv1\"]",
        ),
        (
            "target = \"submissions://a.test\"\nquit-after = \"first-ehlo\"",
            "min-size = 1",
        ),
        (
            "target = \"submissions://a.test\"",
            "no-auth-in-the-clear = true",
        ),
    ];
    // Side by side, because each waits for a resolver that does not answer.
    std::thread::scope(|scope| {
        for (body, expect) in fine {
            scope.spawn(move || {
                let outcome = check(body, expect);
                assert_eq!(outcome.stderr, "", "{outcome}");
            });
        }
    });
}

#[test]
fn options_without_a_value_are_true_in_a_file() {
    let theatre = good();
    let table = |lines: &str| Table::of(&theatre, "it", "data = true").with(lines);
    let hands_in = "data = true\nall = false\nfrom = \"a@lab.test\"\nto = \"b@lab.test\"";
    let report = run_file("", &[table(hands_in)], &["--format", "json"]);
    let report = report.exits(0).json();
    let row = &report["targets"][0]["expectations"][0];
    assert_eq!(row["outcome"], "met", "{row:#}");
    // Every address would get the message.
    let all = hands_in.replace("\nall = false", "");
    run_file("", &[table(&all)], &[]).refused(&["handed in at one address", "all = false"]);
    let lines = "auth = true\nall = false";
    let outcome = run_file("", &[table(lines)], &[]);
    outcome.refused(&["it is not said who", "auth-user", "auth = \"EXTERNAL\""]);
}

#[test]
fn letters_of_any_script_stay_readable_and_nothing_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it.toml");
    let name = "caf\u{e9}\\u001b[2J\\u202e";
    let text = format!("[[target]]\ntarget = \"a.test\"\n\"{name}\" = 1\n");
    std::fs::write(&file, text).unwrap();
    let outcome = Smtls::new(["check", &file.display().to_string()]).run();
    outcome.refused(&["it.toml:3:1: ", "\"caf\u{e9}\\u{1b}[2J\\u{202e}\""]);
}

#[test]
fn what_is_read_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let (file, roots) = (place("smtls.toml"), place("roots.pem"));
    let text = format!("[[target]]\ntarget = \"a.test\"\nca-file = [{roots:?}]\n");
    std::fs::write(&file, &text).unwrap();
    for written in [&file, &roots] {
        let format = format!("json={written}");
        let outcome = Smtls::new(["check", &file, "--format", &format]).run();
        outcome.refused(&[&format!("--format would overwrite {written}")]);
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    let outcome = Smtls::new(["check", &file]).run();
    outcome.refused(&[&format!("{file}:1:1: "), &roots, "hint: ca-file takes"]);
}

#[test]
fn json_holds_the_reports_and_every_expectation() {
    let (good, bare) = (good(), Theatre::with_host(without_starttls()));
    let tables = [
        Table::of(&good, "a", "dane = true\nmin-size = 1"),
        Table::of(&bare, "b", "protocol = \"TLSv1.3\""),
    ];
    let report = run_file("", &tables, &["--format", "json"])
        .exits(42)
        .json();
    let targets = report["targets"].as_array().unwrap();
    let names: Vec<&Value> = targets.iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(targets[0]["conclusion"]["exit_code"], 42);
    assert_eq!(targets[1]["conclusion"]["exit_code"], 29);
    let rows = targets[0]["expectations"].as_array().unwrap();
    assert_eq!(rows[0]["expectation"], "dane");
    assert_ne!(rows[0]["outcome"], "met");
    // Without TLS nobody knows what version it would have been.
    assert_eq!(targets[1]["expectations"][0]["outcome"], "not-tested");
    assert_eq!(report["conclusion"]["exit_code"], 42);
    let lines = run_file("", &tables, &["--format", "jsonl"])
        .exits(42)
        .json_lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["targets"][0]["name"], "b");
    assert_eq!(lines[1]["conclusion"]["exit_code"], 29);
}

#[test]
fn only_what_is_not_testable_now_is_tried_again() {
    let busy = Theatre::with_host(instead("EHLO", "421 busy\r\n"));
    let bad = Theatre::with_host(instead("EHLO", "550 no\r\n"));
    let options = ["--retry", "2", "--retry-delay", "10ms", "--format", "json"];
    for (theatre, code, attempts) in [(&busy, 45, 3), (&bad, 22, 1)] {
        let table = Table::of(theatre, "it", "stage = \"first-ehlo\"");
        let report = run_file("", &[table], &options).exits(code).json();
        assert_eq!(report["targets"][0]["attempts"], attempts, "{report:#}");
        assert_eq!(theatre.connections().len(), attempts, "{code}");
    }
}

#[test]
fn a_server_that_recovers_is_found_well_at_the_second_attempt() {
    let busy = vec![Act::Send(b"421 busy, come back\r\n".to_vec()), Act::Close];
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![
        busy,
        vec![Act::Serve(Manners::default())],
    ])]);
    let table = Table::of(&theatre, "it", "starttls = true");
    let head = "[run]\nretry = 3\nretry-delay = \"10ms\"";
    let outcome = run_file(head, &[table], &[]).exits(0);
    outcome.says(&["attempt 2"]);
}

#[test]
fn an_end_that_is_expected_is_a_success() {
    let late = Theatre::with_host(expired());
    let table = Table::of(&late, "expired.test", "exit-code = 41");
    run_file("", &[table], &[]).exits(0).says(&["as expected"]);
    let table = Table::of(&late, "expired.test", "exit-code = 29");
    run_file("", &[table], &[]).exits(44);
    let good = good();
    let table = Table::of(&good, "good.test", "exit-code = 41");
    run_file("", &[table], &[]).exits(44);
}

#[test]
fn an_audit_is_made_where_something_is_expected_of_one() {
    let theatre = good();
    let expect = "profile = \"mx\"\nrefuses-versions = [\"TLSv1\", \"TLSv1.1\"]\naccepts-groups = [\"x25519\"]";
    let report = run_file(
        "",
        &[Table::of(&theatre, "it", expect)],
        &["--format", "json"],
    );
    let report = report.exits(0).json();
    let target = &report["targets"][0];
    assert_eq!(target["audit"]["command"], "audit");
    let rows = target["expectations"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["outcome"] == "met"), "{rows:#?}");
    let expect = "accepts-versions = [\"TLSv1\"]";
    let outcome = run_file("", &[Table::of(&theatre, "it", expect)], &[]).exits(44);
    outcome.says(&["expect accepts-versions", "TLS 1.0"]);
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_place() {
    for (text, place, sentence) in [
        ("", "1:1", "target"),
        (
            "[[target]]\ntarget = \"a.test\"\n[target.expect]\ndnae = true\n",
            "4:1",
            "dnae",
        ),
        (
            "[[target]]\ntarget = \"a.test\"\nleve = \"may\"\n",
            "3:1",
            "leve",
        ),
        (
            "[[target]]\ntarget = \"a.test\"\nlevel = \"hard\"\n",
            "3:",
            "hard",
        ),
        (
            "[[target]]\ntarget = \"a.test\"\ntimeout = \"soon\"\n",
            "3:",
            "soon",
        ),
        ("[[target]]\ntarget = \"a..test\"\n", "2:10", "a..test"),
        ("[[target]\n", "1:", "\u{5d}"),
        (
            "[[target]]\ntarget = \"a.test\"\n[target.expect]\ndays-left = -1\n",
            "4:13",
            "days-left is to be a whole number of days",
        ),
        (
            "[[target]]\ntarget = \"a.test\"\nipv4 = true\nipv6 = true\n",
            "",
            "ipv",
        ),
        (
            "[defaults]\nretry = 2\n[[target]]\ntarget = \"a.test\"\n",
            "2:1",
            "under [run]",
        ),
        (
            "[[target]]\ntarget = \"a.test\"\nprofile = \"mx\"\n",
            "3:1",
            "write it under [target.expect]",
        ),
        (
            "[[target]]\ntarget = \"a.test\"\nformat = \"json\"\n",
            "3:1",
            "format",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("it.toml");
        std::fs::write(&file, text).unwrap();
        let file = file.display().to_string();
        let outcome = Smtls::new(["check", &file]).run();
        outcome.refused(&[&format!("{file}:{place}"), sentence]);
    }
    let outcome = Smtls::new(["check", "/nonexistent/smtls.toml"]).run();
    outcome.refused(&["cannot be read", "--init"]);
}

#[test]
fn what_is_typed_counts_over_the_file_for_every_target() {
    let late = Theatre::with_host(expired());
    let table = || Table::of(&late, "mine", "starttls = true").with("level = \"verify\"");
    run_file("", &[table()], &[]).exits(41);
    run_file("", &[table()], &["--level", "may"]).exits(0);
    let outcome = run_file(
        "",
        &[table()],
        &["--level", "may", "--require", "days-left=5"],
    );
    outcome.exits(41).says(&["expect days-left"]);
    let outcome = run_file("", &[table()], &["--only", "minee"]);
    outcome.refused(&["no target of the name", "did you mean mine?"]);
}

#[test]
fn several_addresses_are_all_looked_at_unless_the_file_says_otherwise() {
    let theatre = scenario("good");
    let count = |report: Value| {
        report["targets"][0]["probe"]["endpoints"]
            .as_array()
            .unwrap()
            .len()
    };
    let table = || Table::of(&theatre, "it", "starttls = true");
    let all = run_file("", &[table()], &["--format", "json"])
        .exits(0)
        .json();
    assert_eq!(count(all), 2);
    let one = run_file("", &[table().with("all = false")], &["--format", "json"]);
    assert_eq!(count(one.exits(0).json()), 1);
}

#[test]
fn expectations_come_ad_hoc_too() {
    let theatre = good();
    let outcome = theatre.probe(&["--require", "protocol=TLSv1.2", "--require", "starttls"]);
    outcome.exits(0).says(&[
        "expected    protocol=TLS 1.2",
        "exit 0: all is as expected; ",
    ]);
    let outcome = theatre.probe(&["--require", "days-left=4000"]).exits(41);
    outcome.says(&[
        "unmet       days-left=4000",
        "exit 41: mx.lab.test[127.0.0.1]:25: days-left=4000 not as expected",
    ]);
    let report = theatre
        .probe(&["--require", "tlsrpt", "--format", "json"])
        .exits(44)
        .json();
    assert_eq!(report["expectations"][0]["outcome"], "unmet", "{report:#}");
    assert_eq!(report["conclusion"]["exit_code"], 44);
    theatre
        .probe(&["--require", "dnae"])
        .refused(&["dnae", "did you mean dane?"]);
    theatre
        .probe(&["--require", "profile=mx"])
        .refused(&["only an audit", "smtls audit"]);
    theatre
        .audit(&["--require", "dane"])
        .refused(&["only a probe"]);
    let outcome = theatre.audit(&["--require", "refuses-versions=TLSv1", "--quick"]);
    outcome.exits(0).says(&["refuses-versions=TLS 1.0"]);
    let list = Smtls::new(["probe", "--list-checks"]).run().exits(0);
    list.says(&["\ndays-left=", "\ndane=", "\nprofile="]);
}

#[test]
fn init_writes_what_a_target_shows_and_it_holds() {
    let theatre = scenario("dane-and-mta-sts");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("smtls.toml").display().to_string();
    let mut words = vec!["check".to_owned()];
    let mut given = theatre.lab.probe_arguments();
    let target = given.pop().unwrap();
    words.extend(given.iter().cloned());
    words.extend(["--init".to_owned(), target, file.clone()]);
    let outcome = Smtls::new(words.clone()).run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.contains("is written"), "{outcome}");
    let text = std::fs::read_to_string(&file).unwrap();
    for line in [
        "dane = true",
        "mta-sts-mode = \"enforce\"",
        "days-left = 14",
    ] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
    Smtls::new(["check", &file]).run().exits(0);
    Smtls::new(words)
        .run()
        .refused(&["there is a file", "--force"]);
}

#[test]
fn the_output_is_in_the_order_of_the_file() {
    let slow = vec![
        Act::Wait(Duration::from_millis(300)),
        Act::Serve(Manners::default()),
    ];
    let (slow, quick) = (Theatre::with_host(slow), good());
    let tables = [
        Table::of(&slow, "slow", "connect = true"),
        Table::of(&quick, "quick", "connect = true"),
    ];
    let outcome = run_file("", &tables, &["--concurrency", "2"]);
    let at = |word: &str| outcome.stdout.find(word).unwrap();
    assert!(at("slow (") < at("quick ("), "{outcome}");
}

#[test]
fn a_message_is_handed_in_once_however_often_is_tried() {
    let theatre = good();
    let folder = tempfile::tempdir().unwrap();
    let message = folder.path().join("message.eml");
    std::fs::write(&message, "Subject: it\r\n\r\nhello\r\n").unwrap();
    let lines = format!(
        "from = \"me@client.test\"\nto = \"you@lab.test\"\ndata = {message:?}\nall = false"
    );
    let options = ["--retry", "3", "--retry-delay", "10ms", "--format", "json"];
    let table = Table::of(&theatre, "it", "data = true\nrevocation = true").with(&lines);
    let report = run_file("", &[table], &options).exits(45).json();
    let target = &report["targets"][0];
    assert_eq!(target["expectations"][0]["outcome"], "met", "{report:#}");
    assert_eq!(target["attempts"], 1);
    assert_eq!(theatre.connections().len(), 1);
}

#[test]
fn what_the_file_expects_is_undone_by_what_is_typed() {
    let theatre = good();
    let table = || Table::of(&theatre, "it", "dane = true\nstarttls = true");
    run_file("", &[table()], &[]).exits(42);
    let outcome = run_file("", &[table()], &["--require", "dane=false"]);
    outcome.exits(0).says(&["1 of 1 as expected"]);
}

#[test]
fn init_writes_flags_as_flags() {
    let theatre = good();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("smtls.toml").display().to_string();
    let mut words = vec!["check".to_owned(), "--all".to_owned()];
    words.extend(theatre.lab.probe_arguments());
    let target = words.pop().unwrap();
    words.extend(["--init".to_owned(), target, file.clone()]);
    assert_eq!(Smtls::new(words).run().code, Some(0));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\nall = true\n"), "{text}");
    Smtls::new(["check", &file]).run().exits(0);
}

#[test]
fn what_follows_from_one_failure_is_one_line() {
    let down = Theatre::with_host(smtls::lab::Behaviour::Down);
    let expect =
        "protocol = \"TLSv1.2\"\ndays-left = 3\ngroups = [\"x25519\"]\ntrust = \"verified\"";
    let outcome = run_file("", &[Table::of(&down, "it", expect)], &[]).exits(2);
    outcome.says(&["  fail       connect  ", "groups"]);
    let table = Table::of(&down, "it", expect);
    let outcome = run_file("", &[table], &[]).exits(2);
    assert!(outcome.stdout.lines().count() < 10, "{outcome}");
    let table = Table::of(&down, "it", expect);
    let outcome = run_file("", &[table], &["--verbose"]).exits(2);
    outcome.says(&["not tested expect groups  mx.lab.test[127.0.0.1]:25: "]);
    let expect = format!("{expect}\nrefuses-versions = [\"TLSv1\"]\nprofile = \"mx\"");
    let outcome = run_file("", &[Table::of(&down, "it", &expect)], &[]).exits(2);
    assert!(outcome.stdout.lines().count() < 24, "{outcome}");
    outcome.says(&["(audit): ", "early_data, "]);
}

#[test]
fn init_looks_at_every_host_as_the_file_will() {
    let theatre = scenario("first-mx-down");
    let mut words = vec!["check".to_owned()];
    words.extend(theatre.lab.probe_arguments());
    words.insert(words.len() - 1, "--init".to_owned());
    words.push("-".to_owned());
    let outcome = Smtls::new(words).run();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(
        outcome.stderr.contains("today the target ends with exit 2"),
        "{outcome}"
    );
}

#[test]
fn init_makes_no_file_of_a_bad_moment() {
    let down = Theatre::with_host(smtls::lab::Behaviour::Down);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it.toml").display().to_string();
    let init = |arguments: Vec<String>| {
        let mut words = vec!["check".to_owned()];
        words.extend(arguments);
        words.insert(words.len() - 1, "--init".to_owned());
        words.push(file.clone());
        Smtls::new(words).run()
    };
    let outcome = init(down.lab.probe_arguments());
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(
        outcome
            .stderr
            .contains("nothing was written, because no server was seen: "),
        "{outcome}"
    );
    let nobody = ["--dns=127.0.0.1:1", "a.test"].map(str::to_owned);
    let outcome = init(nobody.to_vec());
    assert_eq!(outcome.code, Some(40), "{outcome}");
    assert!(!std::path::Path::new(&file).exists());
}

#[test]
fn of_hosts_that_the_deadline_kept_from_an_audit_nothing_is_met() {
    let mut turns = vec![vec![Act::Serve(Manners::default())]; 9];
    turns.push(vec![Act::Stall]);
    let mut scenario = one_host(vec![Act::InTurn(turns)]);
    scenario
        .hosts
        .push(mx(20, "mx2.lab.test", Manners::default()));
    let theatre = Theatre::new(&scenario);
    let options = ["--all", "--deadline", "2s", "--format", "json"];
    let options = [&options[..], &["--require", "accepts-versions=TLSv1.3"]].concat();
    let report = theatre.audit(&options).exits(45).json();
    let rows = report["expectations"].as_array().unwrap();
    let [_, other] = rows.as_slice() else {
        panic!("{rows:#?}");
    };
    assert!(
        other["endpoint"].as_str().unwrap().starts_with("mx2."),
        "{other}"
    );
    assert_eq!(other["outcome"], "not-tested");
    assert_eq!(report["endpoints"].as_array().unwrap().len(), 2);
}

#[test]
fn the_last_line_names_some_and_counts_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("smtls.toml");
    let targets = (1..=13)
        .map(|it| format!("[[target]]\nname = \"t{it}\"\ntarget = \"127.0.0.1:1\"\nseed = {it}\n"));
    std::fs::write(&file, targets.collect::<String>()).unwrap();
    let outcome = Smtls::new(["check", &file.display().to_string()])
        .run()
        .exits(2);
    assert!(
        outcome.last_line().ends_with("t9, t10, and 3 more"),
        "{outcome}"
    );
}

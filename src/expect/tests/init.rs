//! The file that is written of what a server shows: whatever it showed, the file can be read, and the server meets it.

use crate::expect::file::tests::options;
use crate::expect::file::{CheckTarget, OptionValue, read};
use crate::expect::{held, init};
use crate::judge::audit::tests::server::Server;
use crate::report::audit::{AuditDetail, tests::report};
use crate::report::{ExpectationOutcome, Report};
use crate::run::report_on;

/// The file of a report, read back; every expectation in it must be met.
fn back(probe: &Report) -> (String, CheckTarget) {
    let audit = report(&Server::good(), "mx", AuditDetail::default());
    let set = [
        ("resume".to_owned(), Vec::new()),
        (
            "connect-to".to_owned(),
            vec!["a:1:b:2".to_owned(), "c:1:d\"\n:2".to_owned()],
        ),
    ];
    let text = init::written(&probe.target.given, &set, probe, Some(&audit));
    let file = read(&text, &options());
    let mut file = file.unwrap_or_else(|error| panic!("{error}: {}\n{text}", error.hint));
    let target = file.targets.remove(0);
    assert_eq!(target.target, probe.target.given);
    assert_eq!(target.options[0].values, [OptionValue::Flag(true)]);
    assert_eq!(target.options[1].values[1].to_string(), "c:1:d\"\n:2");
    for row in held(&target.expectations, Some(probe), Some(&audit)) {
        assert_eq!(row.outcome, ExpectationOutcome::Met, "{row:?}\n{text}");
    }
    (text, target)
}

fn has(text: &str, line: &str) -> bool {
    text.lines().any(|it| it == line)
}

#[test]
fn what_a_good_server_shows_is_expected_of_it() {
    let (text, target) = back(&report_on("good", &["--all"]));
    for line in [
        "mx = true",
        "dnssec = true",
        "sender = \"deliver-unauthenticated\"",
        "stage = \"ehlo\"",
        "starttls = true",
        "protocol = \"TLSv1.3\"",
        "post-quantum = true",
        "trust = \"trusted\"",
        "path = true",
        "names = true",
        "days-left = 14",
        "chain-days-left = 14",
        "extensions = [\"SIZE\", \"PIPELINING\", \"8BITMIME\", \"ENHANCEDSTATUSCODES\"]",
        "no-auth-in-the-clear = true",
        "min-size = \"50 MiB\"",
        "profile = \"mx\"",
        "accepts-versions = [\"TLS 1.2\", \"TLS 1.3\"]",
        "refuses-versions = [\"SSL 2.0\", \"SSL 3.0\", \"TLS 1.0\", \"TLS 1.1\"]",
        "# mx-hosts = [\"mx1.good.test\", \"mx2.good.test\"]",
        "# issuer = \"CN=smtls lab intermediate\"",
        "# key-types = [\"ECDSA\"]",
        "# groups = [\"X25519MLKEM768\"]",
    ] {
        assert!(has(&text, line), "{line}\n{text}");
    }
    for (name, is_there) in [
        ("dane", false),
        ("mta-sts", false),
        ("pins", false),
        ("path", true),
    ] {
        let mut names = target.expectations.iter().map(|it| it.name.id());
        assert_eq!(names.any(|it| it == name), is_there, "{name}");
    }
    // What stands there as a comment is met as well, once somebody wants it.
    let wanted: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest)
                if rest.contains(" = ") && !rest.contains(". ") && !rest.starts_with("name") =>
            {
                format!("{rest}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    let file = read(&wanted, &options()).unwrap_or_else(|error| panic!("{error}\n{wanted}"));
    assert!(file.run.retry.is_some());
    assert!(file.targets[0].expectations.len() > target.expectations.len() + 4);
}

#[test]
fn whatever_a_server_shows_it_meets_what_is_written_of_it() {
    for scenario in [
        "dane-and-mta-sts",
        "tlsrpt",
        "auth",
        "no-starttls",
        "everything-wrong",
        "self-signed",
        "nxdomain",
        "greeting-421",
        "escape-sequences",
        "implicit-tls",
        "tls12-only",
        "first-mx-down",
        "submission",
    ] {
        let report = report_on(scenario, &[]);
        let (text, _) = back(&report);
        assert!(
            text.bytes()
                .all(|octet| matches!(octet, b'\n' | b' '..=b'~')),
            "{scenario}: {text}"
        );
        let failed = report.conclusion.exit_code;
        assert_eq!(
            text.contains(&format!("# exit-code = {failed}")),
            failed != 0,
            "{scenario}: {text}"
        );
    }
    let (text, _) = back(&report_on("dane-and-mta-sts", &[]));
    for line in [
        "dane = true",
        "mta-sts = true",
        "mta-sts-mode = \"enforce\"",
        "sender = \"deliver-authenticated\"",
    ] {
        assert!(has(&text, line), "{line}\n{text}");
    }
}

#[test]
fn hostile_names_stay_in_their_quotes() {
    let mut report = report_on("good", &[]);
    let hostile = "CN=\"]\n[run]\nretry = 9\u{202e}\\";
    let chain = &mut report.endpoints[0].observations[0].chain;
    chain[0].contents.as_mut().expect("contents").issuer = hostile.to_owned();
    report.target.given = "evil\"\n[run]\nretry = 9".to_owned();
    let text = init::written(&report.target.given, &[], &report, None);
    let uncommented = text.replace("# issuer", "issuer");
    let table: toml::Table = uncommented.parse().expect(&uncommented);
    let target = &table["target"].as_array().expect("targets")[0];
    assert_eq!(target["target"].as_str(), Some("evil\"\n[run]\nretry = 9"));
    assert_eq!(target["expect"]["issuer"].as_str(), Some(hostile));
    assert!(table["run"].as_table().is_some_and(toml::Table::is_empty));
}

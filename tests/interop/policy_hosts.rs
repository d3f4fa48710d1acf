//! Mail domains with MTA-STS, whose policy a real nginx serves: what curl gets from each policy host.

use crate::curl;
use crate::network::{assert_none, assert_same_domains};
use crate::services::services;

struct Row {
    domain: &'static str,
    curl: Curl,
}

/// What curl says of the policy host.
enum Curl {
    /// The status code and media type, and a line that the body has.
    Answer(&'static str, &'static str),
    /// The exit code, and words that are said beside it.
    Fails(i32, &'static str),
}

use Curl::{Answer, Fails};

const PLAIN: &str = "200 text/plain";
const LISTED: Curl = Answer(PLAIN, "mx: good.mx.insecure.test");
const NOT_LISTED: Curl = Answer(PLAIN, "mx: other.mx.insecure.test");

const fn row(domain: &'static str, curl: Curl) -> Row {
    Row { domain, curl }
}

const ROWS: [Row; 21] = [
    row(
        "sts-enforce.insecure.test",
        Answer(PLAIN, "mx: *.mx.insecure.test"),
    ),
    row("sts-testing.insecure.test", Answer(PLAIN, "mode: testing")),
    row("sts-none.insecure.test", Answer(PLAIN, "mode: none")),
    row("sts-mx-not-listed.insecure.test", NOT_LISTED),
    row("sts-testing-not-listed.insecure.test", NOT_LISTED),
    row(
        "sts-mx-expired.insecure.test",
        Answer(PLAIN, "mx: expired.mx.insecure.test"),
    ),
    row(
        "sts-mx-wrong-name.insecure.test",
        Answer(PLAIN, "mx: wrong-name.mx.insecure.test"),
    ),
    row(
        "sts-mx-no-tls.insecure.test",
        Answer(PLAIN, "mx: no-tls.mx.insecure.test"),
    ),
    row("sts-no-mode.insecure.test", LISTED),
    row(
        "sts-host-untrusted.insecure.test",
        Fails(60, "self-signed certificate in certificate chain"),
    ),
    row(
        "sts-host-wrong-name.insecure.test",
        Fails(60, "no alternative certificate subject name matches"),
    ),
    row(
        "sts-host-expired.insecure.test",
        Fails(60, "certificate has expired"),
    ),
    row(
        "sts-host-unknown.insecure.test",
        Fails(35, "unrecognized name"),
    ),
    row(
        "sts-host-silent.insecure.test",
        Fails(7, "Couldn't connect to server"),
    ),
    row(
        "sts-redirect.insecure.test",
        Answer("301 text/html", "<title>301 Moved Permanently</title>"),
    ),
    row(
        "sts-missing.insecure.test",
        Answer("404 text/html", "<title>404 Not Found</title>"),
    ),
    row(
        "sts-error.insecure.test",
        Answer("500 text/html", "<title>500 Internal Server Error</title>"),
    ),
    row(
        "sts-html.insecure.test",
        Answer("200 text/html", "mx: good.mx.insecure.test"),
    ),
    row(
        "sts-charset.insecure.test",
        Answer("200 text/plain; charset=utf-8", "mx: good.mx.insecure.test"),
    ),
    row("sts-no-record.insecure.test", NOT_LISTED),
    row("sts-two-records.insecure.test", NOT_LISTED),
];

impl Curl {
    fn is(&self, said: &curl::Facts) -> bool {
        match self {
            Answer(answer, line) => {
                said.exit == 0 && said.answer == *answer && said.text.contains(line)
            }
            Fails(exit, words) => said.exit == *exit && said.text.contains(words),
        }
    }
}

#[test]
fn every_policy_domain_has_a_row() {
    let domains = &services().network.policy_domains;
    assert_same_domains(ROWS.iter().map(|row| row.domain), domains);
}

#[test]
fn curl() {
    let mut differences = Vec::new();
    for row in &ROWS {
        let said = curl::policy_of(row.domain);
        if !row.curl.is(&said) {
            differences.push(format!("{}: curl {}\n{}", row.domain, said.exit, said.text));
        }
    }
    assert_none(&differences);
}

//! Mail domains with and without DANE: what posttls-finger says of each, at its level "dane".
//!
//! What it says was held against RFC 7672 once, row by row; where it is not what that RFC asks for, the row says so.

use crate::network::{assert_none, assert_same_domains};
use crate::posttls_finger;
use crate::services::services;

struct Row {
    domain: &'static str,
    postfix: Postfix,
}

/// What posttls-finger says.
enum Postfix {
    /// Verified by the record with these words: "EE certificate at depth 0: 3 1 1".
    Verified(&'static str),
    /// A session with the trust word, and a line with these words.
    Session(&'static str, &'static str),
    /// No session, and a line with these words.
    NoSession(&'static str),
    /// No word at all, but QUIT without STARTTLS in the transcript.
    NoStartTls,
}

use Postfix::{NoSession, NoStartTls, Session, Verified};

const EE: &str = "EE certificate at depth 0: 3 1 1";
const NO_MATCH: Postfix = Session("Untrusted", "num=65:no matching DANE TLSA records");
/// Where DANE does not apply, it verifies as at its level "secure" without a name to verify.
const NO_DANE: Postfix = Session("Untrusted", "num=62:hostname mismatch");
const ALL_UNUSABLE: Postfix = Session(
    "Trusted",
    "all TLSA records unusable, fallback to unauthenticated TLS",
);
const NO_ADDRESS: Postfix =
    NoSession("Destination address lookup failed: Host or domain name not found");

const fn row(domain: &'static str, postfix: Postfix) -> Row {
    Row { domain, postfix }
}

const ROWS: [Row; 60] = [
    row("ee-key-sha256.secure.test", Verified(EE)),
    row(
        "ee-certificate-sha256.secure.test",
        Verified("EE certificate at depth 0: 3 0 1"),
    ),
    row(
        "ee-key-sha512.secure.test",
        Verified("EE certificate at depth 0: 3 1 2"),
    ),
    row(
        "ee-certificate-full.secure.test",
        Verified("EE certificate at depth 0: 3 0 0"),
    ),
    row("ee-self-signed.secure.test", Verified(EE)),
    // RFC 7672 §3.1.1: neither dates nor names count with DANE-EE.
    row("ee-expired.secure.test", Verified(EE)),
    row("ee-other-name.secure.test", Verified(EE)),
    row("ee-mismatch.secure.test", NO_MATCH),
    row(
        "ta-key-sha256.secure.test",
        Verified("TA certificate at depth 2: 2 1 1"),
    ),
    row(
        "ta-certificate-sha256.secure.test",
        Verified("TA certificate at depth 2: 2 0 1"),
    ),
    row(
        "ta-intermediate.secure.test",
        Verified("TA certificate at depth 1: 2 1 1"),
    ),
    // RFC 7672 §3.1.2: a digest can only be matched with what the server sends, and the whole certificate also without.
    row("ta-not-sent.secure.test", NO_MATCH),
    row(
        "ta-full-not-sent.secure.test",
        Verified("TA certificate at depth 2: 2 0 0"),
    ),
    row(
        "ta-expired.secure.test",
        Session("Untrusted", "certificate has expired"),
    ),
    row(
        "ta-other-name.secure.test",
        Session("Untrusted", "num=62:hostname mismatch"),
    ),
    row(
        "ta-key-full.secure.test",
        Verified("TA certificate at depth 2: 2 1 0"),
    ),
    row(
        "ta-key-full-not-sent.secure.test",
        Verified("TA public key verified certificate at depth 1: 2 1 0"),
    ),
    row("ta-is-end-entity.secure.test", NO_MATCH),
    // RFC 5280 §6.1.1 leaves the dates of a trust anchor open.
    row(
        "ta-itself-expired.secure.test",
        Session("Untrusted", "certificate has expired"),
    ),
    row(
        "ta-path-length.secure.test",
        Session("Untrusted", "num=25:path length constraint exceeded"),
    ),
    row(
        "ta-common-name.secure.test",
        Verified("TA certificate at depth 2: 2 1 1"),
    ),
    row(
        "ta-next-hop.secure.test",
        Verified("TA certificate at depth 2: 2 1 1"),
    ),
    row(
        "ta-next-hop.insecure.test",
        Session("Trusted", "matched peername: ta-next-hop.insecure.test"),
    ),
    // RFC 7672 §3.2.3: a client may take a wildcard for two labels, and a server cannot rely on that.
    row(
        "ta-two-labels.insecure.test",
        Session("Untrusted", "num=62:hostname mismatch"),
    ),
    row("ta-mismatch.secure.test", NO_MATCH),
    row("rollover-keys.secure.test", Verified(EE)),
    row(
        "rollover-issuer.secure.test",
        Verified("TA certificate at depth 1: 2 1 1"),
    ),
    row("agility.secure.test", NO_MATCH),
    // RFC 7672 §2.2 asks for unauthenticated TLS. Of the first of these it says no such thing: the record is dropped too early.
    row(
        "unusable-usage.secure.test",
        Session("Untrusted", "unsupported TLSA certificate usage: 1 1 1"),
    ),
    row("unusable-matching.secure.test", ALL_UNUSABLE),
    row("unusable-numbers.secure.test", ALL_UNUSABLE),
    row("unusable-data.secure.test", ALL_UNUSABLE),
    row("unusable-length.secure.test", ALL_UNUSABLE),
    row("unusable-and-match.secure.test", Verified(EE)),
    row("unusable-and-mismatch.secure.test", NO_MATCH),
    row("no-tlsa.secure.test", NO_DANE),
    row("no-starttls.secure.test", NoStartTls),
    row("no-starttls-no-tlsa.secure.test", NoStartTls),
    row("no-starttls-unusable.secure.test", NoStartTls),
    row("wildcard-tlsa.secure.test", Verified(EE)),
    row("wildcard-host.secure.test", Verified(EE)),
    row("cname-tlsa.secure.test", Verified(EE)),
    row("cname-tlsa-mismatch.secure.test", NO_MATCH),
    row("cname-tlsa-insecure.secure.test", NO_DANE),
    row("cname-mx.secure.test", Verified(EE)),
    row("cname-mx-own-tlsa.secure.test", Verified(EE)),
    row("cname-mx-insecure.secure.test", Verified(EE)),
    // Only the ends of an alias are looked at.
    row("cname-mx-middle.secure.test", NO_DANE),
    row("implicit.mx.secure.test", Verified(EE)),
    // It looks at the first host only.
    row("two-hosts.secure.test", NO_MATCH),
    row("partial.secure.test", NO_DANE),
    row(
        "half.insecure.test",
        Session("Trusted", "MX RRset insecure: log verified as trusted"),
    ),
    row("half-mismatch.insecure.test", NO_MATCH),
    row("unsigned.insecure.test", NO_DANE),
    row("insecure-host.secure.test", NO_DANE),
    row(
        "bogus-tlsa.secure.test",
        NoSession("TLSA lookup error for bogus-tlsa.mx.secure.test:25"),
    ),
    row("bogus-address.secure.test", NO_ADDRESS),
    row("bogus-mx.secure.test", NO_ADDRESS),
    row("all.bogus.test", NO_ADDRESS),
    row("bogus-host.insecure.test", NO_ADDRESS),
];

impl Postfix {
    /// Whether that is what it said.
    fn is(&self, said: &posttls_finger::Facts) -> bool {
        let trust = said.trust.as_deref();
        let text = &said.text;
        match self {
            Verified(words) => {
                trust == Some("Verified") && text.contains(&format!("Matched DANE {words} "))
            }
            Session(word, words) => trust == Some(word) && text.contains(words),
            NoSession(words) => trust.is_none() && text.contains(words),
            NoStartTls => trust.is_none() && text.contains("> QUIT") && !text.contains("STARTTLS"),
        }
    }
}

#[test]
fn every_domain_has_a_row() {
    assert_same_domains(
        ROWS.iter().map(|row| row.domain),
        &services().network.domains,
    );
}

#[test]
fn posttls_finger() {
    let mut differences = Vec::new();
    for row in &ROWS {
        let said = posttls_finger::look_with_dane(row.domain);
        if !row.postfix.is(&said) {
            differences.push(format!("{}\n{}", row.domain, said.text));
        }
    }
    assert_none(&differences);
}

//! The certificates of a server against a profile.

use super::super::met::why_left;
use super::super::suite::{Suite, Trait};
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::{EvidenceId, NotTested, TlsFacts};
use crate::certificate::{Certificate, Contents, KeyAlgorithm};

/// The seconds of a day.
const DAY: i64 = 86_400;

/// A certificate that was shown.
struct Shown {
    contents: Contents,
    is_end_entity: bool,
    evidence: Option<EvidenceId>,
}

/// A line for each certificate that the topic speaks of.
pub(super) fn lines(topic: Topic, rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let mut lines: Vec<ProfileLine> = Vec::new();
    let (all, malformed) = shown(tls);
    for shown in &all {
        if shown.is_end_entity == (topic == Topic::ChainSignatures) {
            continue;
        }
        // What is its own issuer is trusted for itself, and its signature proves nothing.
        let of_signatures = matches!(topic, Topic::CertificateSignatures | Topic::ChainSignatures);
        if of_signatures && shown.contents.subject == shown.contents.issuer {
            continue;
        }
        let Some(line) = line(topic, rules, shown) else {
            continue;
        };
        if lines.iter().all(|known| known.what != line.what) {
            lines.push(line);
        }
    }
    let must = rules.iter().find(|rule| rule.must);
    if let (true, Some(rule)) = (all.is_empty() && !malformed && shows_none(tls), must) {
        let (what, _) = topic.words();
        let why = "every suite that is taken is anonymous, so that there is no certificate";
        lines.push(ProfileLine::not_applicable(topic, rule, what, why));
        return lines;
    }
    let why = match (all.is_empty(), malformed) {
        (_, true) => "a certificate cannot be read",
        (true, false) => "no certificate was seen",
        (false, false) => return lines,
    };
    if let Some(rule) = must {
        let (what, _) = topic.words();
        lines.push(ProfileLine::untested(
            topic,
            rule,
            what,
            &NotTested::NoMeans(why),
        ));
    }
    lines
}

/// Whether it is known that the server never shows a certificate: nothing but anonymous suites is taken.
fn shows_none(tls: &TlsFacts) -> bool {
    let with_certificate = |suite: &Suite| !suite.is(Trait::Anonymous);
    let taken = tls.versions.iter().flat_map(|facts| {
        let suites = facts.suites.iter();
        suites.map(|it| Suite::of(facts.version, it.suite))
    });
    let mut taken = taken.peekable();
    let open = tls
        .versions
        .iter()
        .find_map(|facts| why_left(facts, &with_certificate));
    taken.peek().is_some() && taken.all(|suite| !with_certificate(&suite)) && open.is_none()
}

/// Every certificate once, and whether one cannot be read.
fn shown(tls: &TlsFacts) -> (Vec<Shown>, bool) {
    let mut all: Vec<Shown> = Vec::new();
    let mut seen: Vec<&[u8]> = Vec::new();
    let mut malformed = false;
    for shown in &tls.certificates {
        for (position, der) in shown.chain.iter().enumerate() {
            if seen.contains(&der.as_slice()) {
                continue;
            }
            seen.push(der);
            match Certificate::from_der(der).contents {
                Ok(contents) => all.push(Shown {
                    contents,
                    is_end_entity: position == 0,
                    evidence: shown.evidence,
                }),
                Err(_) => malformed = true,
            }
        }
    }
    (all, malformed)
}

/// The line on one certificate, where the topic speaks of it.
fn line(topic: Topic, rules: &[&Rule], shown: &Shown) -> Option<ProfileLine> {
    let contents = &shown.contents;
    let key = &contents.key;
    let is_rsa = matches!(key.algorithm, KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss);
    let of = title(contents);
    let by = |rule: Option<&&Rule>, what: String| {
        let what = format!("{what} ({of})");
        let Some(rule) = rule else {
            return ProfileLine::not_named(topic, rules, what);
        };
        Some(ProfileLine::by(
            topic,
            rule,
            what,
            Graded::As(rule.grade),
            shown.evidence,
        ))
    };
    let worded = |words: &[&str]| rules.iter().find(|rule| rule.fits_words(words));
    let numbered = |number: u32| rules.iter().find(|rule| rule.fits_number(number));
    match topic {
        Topic::CertificateTypes => {
            let kind = key.algorithm.to_string();
            by(worded(&[&kind]), format!("a key for {kind}"))
        }
        Topic::RsaKeySize => {
            let bits = key.bits.filter(|_| is_rsa)?;
            by(numbered(bits), format!("RSA {bits} bits"))
        }
        Topic::CertificateCurves => {
            let curve = &key.curve.as_ref()?.name;
            by(worded(&[curve]), format!("ECDSA {curve}"))
        }
        Topic::CertificateSignatures | Topic::ChainSignatures => {
            let algorithm = contents.signature_algorithm.to_string();
            let Some(digest) = digest(&algorithm) else {
                let rule = rules.iter().find(|rule| rule.must)?;
                let why = NotTested::NoMeans("smtls does not know with which digest it is signed");
                let what = format!("signed with {algorithm} ({of})");
                return Some(ProfileLine::untested(topic, rule, what, &why));
            };
            by(
                worded(&[&algorithm, digest]),
                format!("signed with {algorithm}"),
            )
        }
        _ => {
            let seconds = contents.not_after.saturating_sub(contents.not_before);
            // The last second belongs to it (RFC 5280 §4.1.2.5).
            let days = seconds.saturating_add(1).max(0) / DAY;
            let days = u32::try_from(days).unwrap_or(u32::MAX);
            by(numbered(days), format!("valid for {days} days"))
        }
    }
}

/// The digest of a signature algorithm, by OpenSSL's name for it.
fn digest(algorithm: &str) -> Option<&'static str> {
    let known = [
        ("md5", "MD5"),
        ("sha1", "SHA-1"),
        ("sha224", "SHA-224"),
        ("sha256", "SHA-256"),
        ("sha384", "SHA-384"),
        ("sha512", "SHA-512"),
        ("ed25519", "Ed25519"),
        ("ed448", "Ed448"),
        ("ml-dsa", "ML-DSA"),
    ];
    let lower = algorithm.to_ascii_lowercase();
    let found = known.iter().find(|(part, _)| lower.contains(part));
    found.map(|(_, digest)| *digest)
}

/// Whose certificate it is.
fn title(contents: &Contents) -> String {
    let names = contents.alternative_names.as_ref();
    match (contents.subject.is_empty(), names) {
        (false, _) => contents.subject.to_string(),
        (true, Some(names)) => names.dns.first().cloned().unwrap_or_default(),
        (true, None) => "no subject".to_owned(),
    }
}

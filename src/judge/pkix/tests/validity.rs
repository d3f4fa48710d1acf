//! Dates, and which certificates' dates count.

use super::super::*;
use super::support::store;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, DAY, NOW, valid};

fn judged(chain: &[&Certificate], anchors: &[&Certificate], now: i64) -> Vec<ValidityFinding> {
    let chain: Vec<Certificate> = chain.iter().map(|it| (*it).clone()).collect();
    let path = path(&chain, &store(anchors), now);
    validity(&chain, &path, now)
}

fn texts(findings: &[ValidityFinding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn the_first_to_expire_decides() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let server = ca.issue();
    let findings = judged(&[&server, &ca.certificate], &[&root.certificate], NOW);
    assert_eq!(texts(&findings), ["valid until 2026-12-30, 39 days left"]);
    let ca = root.intermediate_with("Lab CA", |params| valid(params, -900, 1));
    let findings = judged(&[&ca.issue(), &ca.certificate], &[&root.certificate], NOW);
    assert_eq!(
        texts(&findings),
        ["valid until 2026-11-22, 1 day left; the first to expire is CN=Lab CA"]
    );
    assert!(
        findings
            .iter()
            .all(|it| it.outcome() == Outcome::Holds && it.fix().is_none())
    );
}

#[test]
fn both_ends_belong_to_the_validity() {
    let root = Authority::root("Lab Root");
    let server = root.issue();
    for (now, outcome) in [
        (NOW - 51 * DAY - 1, Outcome::Fails),
        (NOW - 51 * DAY, Outcome::Holds),
        (NOW + 39 * DAY, Outcome::Holds),
        (NOW + 39 * DAY + 1, Outcome::Fails),
        (i64::MIN, Outcome::Fails),
        (i64::MAX, Outcome::Fails),
    ] {
        let findings = judged(&[&server], &[&root.certificate], now);
        assert!(
            findings.iter().all(|finding| finding.outcome() == outcome),
            "{now}: {findings:?}"
        );
    }
}

#[test]
fn expired_and_not_yet_valid_are_told_with_dates() {
    let root = Authority::root("Lab Root");
    let expired = judged(
        &[&root.issue_with(|it| valid(it, -90, -3))],
        &[&root.certificate],
        NOW,
    );
    assert_eq!(
        texts(&expired),
        ["CN=mx.example.com expired 3 days ago on 2026-11-18"]
    );
    let fix = "renew the certificate; it expired 3 days ago on 2026-11-18";
    assert_eq!(expired[0].fix().as_deref(), Some(fix));
    let early = judged(
        &[&root.issue_with(|it| valid(it, 2, 90))],
        &[&root.certificate],
        NOW,
    );
    assert_eq!(
        texts(&early),
        ["CN=mx.example.com is not valid until 2026-11-23, in 2 days"]
    );
    let fix = "use the certificate from 2026-11-23 on, and check the clock";
    assert_eq!(early[0].fix().as_deref(), Some(fix));
    let backwards = judged(
        &[&root.issue_with(|it| valid(it, 90, -90))],
        &[&root.certificate],
        NOW,
    );
    assert!(matches!(
        backwards[..],
        [ValidityFinding::NeverValid { .. }]
    ));
}

#[test]
fn every_expired_certificate_is_told() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate_with("Lab CA", |params| valid(params, -900, -10));
    let server = ca.issue_with(|params| valid(params, -90, -3));
    let findings = judged(&[&server, &ca.certificate], &[&root.certificate], NOW);
    assert_eq!(
        texts(&findings),
        [
            "CN=mx.example.com expired 3 days ago on 2026-11-18",
            "CN=Lab CA expired 10 days ago on 2026-11-11",
        ]
    );
    let fix = "send the current intermediate certificate instead of CN=Lab CA";
    assert_eq!(findings[1].fix().as_deref(), Some(fix));
}

#[test]
fn dates_are_judged_without_a_path_and_never_a_root_s() {
    let root = Authority::root_with("Old Root", |params| valid(params, -3650, -300));
    let ca = root.intermediate_with("Lab CA", |params| valid(params, -900, -10));
    let other = Authority::root("Other").certificate;
    let chain = [&ca.issue(), &ca.certificate, &root.certificate];
    let expected = ["CN=Lab CA expired 10 days ago on 2026-11-11"];
    assert_eq!(texts(&judged(&chain, &[&other], NOW)), expected);
    assert_eq!(texts(&judged(&chain, &[], NOW)), expected);
    assert_eq!(texts(&judged(&chain, &[&root.certificate], NOW)), expected);
}

#[test]
fn an_anchor_that_is_the_server_s_own_certificate_still_expires() {
    let own = Authority::root_with("mx", |params| valid(params, -90, -3));
    let findings = judged(&[&own.certificate], &[&own.certificate], NOW);
    assert_eq!(texts(&findings), ["CN=mx expired 3 days ago on 2026-11-18"]);
}

#[test]
fn what_cannot_be_read_is_not_tested() {
    let root = Authority::root("Lab Root");
    let findings = judged(&[&Certificate::from_der(b"")], &[&root.certificate], NOW);
    assert!(
        findings
            .iter()
            .all(|finding| finding.outcome() == Outcome::NotTested)
    );
    assert_eq!(
        judged(&[], &[&root.certificate], NOW),
        [ValidityFinding::NoCertificate]
    );
}

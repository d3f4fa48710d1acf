//! What staples and revocation lists prove, at moments and in ways that no server of the other tests shows.

use rcgen::{
    CertificateRevocationListParams, CrlDistributionPoint, CrlIssuingDistributionPoint, CrlScope,
    KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer};

use super::super::*;
use super::support::store;
use crate::certificate::forge::{Authority, DAY, NOW, moment};
use crate::certificate::{Certificate, RevocationList};

/// When the responses and lists of the fixtures were made: 2026-11-22 00:38:13 UTC.
const MADE: i64 = 1_795_307_893;

fn octets(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/revocation");
    std::fs::read(format!("{folder}/{name}")).expect("the fixture is there")
}

fn pem(name: &str) -> Certificate {
    Certificate::from_der(&CertificateDer::from_pem_slice(&octets(name)).expect("PEM"))
}

fn list(name: &str) -> RevocationList {
    let der = CertificateRevocationListDer::from_pem_slice(&octets(name)).expect("PEM");
    RevocationList::from_der(&der, name).expect("a list")
}

/// What a staple comes to at this moment, given the chain of the fixtures.
fn judged(staple: &str, now: i64) -> StapleFinding {
    let chain = [pem("server.pem"), pem("ca.pem")];
    let path = path(&chain, &store(&[&pem("root.pem")]), MADE);
    assert_eq!(path.finding.outcome(), Outcome::Holds);
    Staple::read(&octets(staple), &chain, &path).judge(&path, now)
}

#[test]
fn n19_a_staple_counts_from_its_first_second_to_its_last() {
    for (staple, now, outcome, words) in [
        (
            "good.der",
            MADE,
            Outcome::Holds,
            "not revoked, says the stapled",
        ),
        ("good.der", MADE + 7 * DAY, Outcome::Holds, "not revoked"),
        (
            "good.der",
            MADE + 7 * DAY + 1,
            Outcome::NotTested,
            "the stapled OCSP response is out of date",
        ),
        // A clock may go wrong by a little.
        ("good.der", MADE - 300, Outcome::Holds, "not revoked"),
        (
            "good.der",
            MADE - 301,
            Outcome::NotTested,
            "the stapled OCSP response counts only from",
        ),
        (
            "unknown.der",
            MADE,
            Outcome::NotTested,
            "the stapled OCSP response by",
        ),
        (
            "revoked.der",
            MADE + 3650 * DAY,
            Outcome::Fails,
            "the certificate was revoked on 2026-11-10",
        ),
        // A delegate's certificate expires as any other does.
        (
            "by-responder.der",
            MADE + DAY,
            Outcome::Holds,
            "not revoked",
        ),
        (
            "by-responder.der",
            MADE + 4000 * DAY,
            Outcome::NotTested,
            "the stapled OCSP response counts for nothing",
        ),
    ] {
        let finding = judged(staple, now);
        assert_eq!(finding.outcome(), outcome, "{staple} at {now}: {finding}");
        assert!(
            finding.to_string().starts_with(words),
            "{staple} at {now}: {finding}"
        );
        assert_eq!(
            finding.fix().is_none(),
            outcome == Outcome::Holds,
            "{finding}"
        );
    }
}

#[test]
fn n19_a_staple_by_a_stranger_proves_nothing() {
    let chain = [pem("server.pem"), pem("ca.pem")];
    let path = path(&chain, &store(&[&pem("root.pem")]), MADE);
    // Without the delegate's certificate in it.
    let der = octets("by-responder.der");
    let mut staple = Staple::read(&der, &chain, &path);
    assert_eq!(staple.judge(&path, MADE).outcome(), Outcome::Holds);
    if let Ok(crate::certificate::OcspResponse::Answer(answer)) = &mut staple.response {
        answer.certificates.clear();
        let issuer = path.issuer.as_ref().expect("its issuer was sent");
        staple.signer = Some(answer.signer(issuer));
    }
    let finding = staple.judge(&path, MADE);
    assert_eq!(finding.outcome(), Outcome::NotTested);
    assert!(
        finding
            .to_string()
            .contains("whose own certificate is not in it"),
        "{finding}"
    );
}

#[test]
fn n19_a_certificate_by_a_root_has_the_anchor_for_its_issuer() {
    let root = Authority::root("Lab Root");
    let chain = [root.issue()];
    let path = path(&chain, &store(&[&root.certificate]), NOW);
    let issuer = path.issuer.expect("the anchor");
    assert_eq!(issuer.name.to_string(), "CN=Lab Root");
    let contents = root.certificate.contents.as_ref().expect("it parses");
    assert_eq!(issuer.spki, contents.key.spki);
}

#[test]
fn n19_a_list_is_judged_at_a_moment() {
    let chain = [pem("server.pem"), pem("ca.pem")];
    let path = path(&chain, &store(&[&pem("root.pem")]), MADE);
    for (name, now, outcome, words) in [
        (
            "crl-empty.pem",
            MADE,
            Outcome::Holds,
            "CN=mx.lab.test is not on the",
        ),
        (
            "crl-empty.pem",
            MADE + 30 * DAY,
            Outcome::Holds,
            "CN=mx.lab.test is not on the",
        ),
        (
            "crl-empty.pem",
            MADE + 30 * DAY + 1,
            Outcome::NotTested,
            "the revocation list crl-empty.pem is out of date",
        ),
        (
            "crl-empty.pem",
            MADE - 1,
            Outcome::NotTested,
            "the revocation list crl-empty.pem was made on",
        ),
        (
            "crl-server-revoked.pem",
            MADE,
            Outcome::Fails,
            "CN=mx.lab.test was revoked on 2026-11-10 (keyCompromise)",
        ),
        // What was revoked later was not revoked then.
        (
            "crl-server-revoked.pem",
            MADE - 30 * DAY,
            Outcome::NotTested,
            "the revocation list crl-server-revoked.pem was made",
        ),
    ] {
        let findings = listed(&chain, &path, &[list(name)], now);
        assert_eq!(findings.len(), 2, "{findings:?}");
        let finding = &findings[0];
        assert_eq!(finding.outcome(), outcome, "{name} at {now}: {finding}");
        assert!(
            finding.to_string().starts_with(words),
            "{name} at {now}: {finding}"
        );
        assert_eq!(
            finding.fix().is_none(),
            outcome == Outcome::Holds,
            "{finding}"
        );
        assert!(
            matches!(findings[1], ListFinding::NoList { .. }),
            "{findings:?}"
        );
    }
}

/// A list by this authority, limited to a part where a scope is given.
fn partial(authority: &Authority, scope: Option<CrlScope>, revoked: &[u64]) -> RevocationList {
    since(NOW - DAY, authority, scope, revoked)
}

/// A whole list by this authority on which the certificate with this serial number has this reason.
fn because(reason: RevocationReason, authority: &Authority, serial: u64) -> RevocationList {
    made(NOW - DAY, authority, None, &[serial], reason)
}

/// The same, with this moment as the one of revocation.
fn since(
    revoked_at: i64,
    authority: &Authority,
    scope: Option<CrlScope>,
    revoked: &[u64],
) -> RevocationList {
    made(
        revoked_at,
        authority,
        scope,
        revoked,
        RevocationReason::Superseded,
    )
}

fn made(
    revoked_at: i64,
    authority: &Authority,
    scope: Option<CrlScope>,
    revoked: &[u64],
    reason: RevocationReason,
) -> RevocationList {
    let entry = |serial: &u64| RevokedCertParams {
        serial_number: SerialNumber::from(*serial),
        revocation_time: moment(revoked_at),
        reason_code: Some(reason),
        invalidity_date: None,
    };
    let params = CertificateRevocationListParams {
        this_update: moment(NOW - DAY),
        next_update: moment(NOW + DAY),
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: scope.map(|scope| CrlIssuingDistributionPoint {
            distribution_point: CrlDistributionPoint {
                uris: vec!["http://crl.example.test/1".to_owned()],
            },
            scope: Some(scope),
        }),
        revoked_certs: revoked.iter().map(entry).collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    let list = params.signed_by(authority.issuer()).expect("signs");
    RevocationList::from_der(list.der(), "part.crl").expect("a list")
}

#[test]
fn n19_a_removal_is_no_revocation_and_a_hold_may_be_lifted() {
    let root = Authority::root("Lab Root");
    let leaf = root.issue_with(|params| params.serial_number = Some(SerialNumber::from(8)));
    let chain = [leaf];
    let path = path(&chain, &store(&[&root.certificate]), NOW);
    let of = |reason| {
        let list = because(reason, &root, 8);
        listed(&chain, &path, &[list], NOW).remove(0)
    };
    let removed = of(RevocationReason::RemoveFromCrl);
    assert_eq!(removed.outcome(), Outcome::NotTested, "{removed}");
    let held = of(RevocationReason::CertificateHold);
    assert_eq!(held.outcome(), Outcome::Fails, "{held}");
    assert!(held.fix().is_some_and(|fix| fix.contains("lifted")));
    let superseded = of(RevocationReason::Superseded);
    assert!(superseded.fix().is_some_and(|fix| fix.contains("new key")));
}

#[test]
fn n19_a_part_of_a_list_speaks_for_its_part_only() {
    let serial = |number: u64| {
        move |params: &mut rcgen::CertificateParams| {
            params.serial_number = Some(SerialNumber::from(number));
        }
    };
    let root = Authority::root("Lab Root");
    let ca = root.intermediate_with("Lab CA", serial(7));
    let chain = [ca.issue_with(serial(8)), ca.certificate.clone()];
    let path = path(&chain, &store(&[&root.certificate]), NOW);
    let of = |list: RevocationList, position: usize| {
        let mut findings = listed(&chain, &path, &[list], NOW);
        findings.remove(position).to_string()
    };
    // The server's certificate names no distribution point, so that the part of one may be another's: RFC 5280 §6.3.3.
    let users = Some(CrlScope::UserCertsOnly);
    let cas = Some(CrlScope::CaCertsOnly);
    for (list, position, words) in [
        (
            partial(&ca, users, &[8]),
            0,
            "CN=mx.example.com was revoked on 2026-11-20 (superseded)",
        ),
        (
            partial(&ca, users, &[]),
            0,
            "the revocation list part.crl cannot be used for CN=mx.example.com: it is the list of one distribution point",
        ),
        (partial(&ca, None, &[]), 0, "CN=mx.example.com is not on"),
        (
            partial(&ca, cas, &[8]),
            0,
            "the revocation list part.crl cannot be used",
        ),
        (partial(&root, cas, &[7]), 1, "CN=Lab CA was revoked on"),
        (
            partial(&root, users, &[7]),
            1,
            "the revocation list part.crl cannot be used",
        ),
        // It may be the right part, but that is not told.
        (
            partial(&root, cas, &[]),
            1,
            "the revocation list part.crl cannot be used",
        ),
        (partial(&root, None, &[]), 1, "CN=Lab CA is not on"),
        (partial(&root, None, &[7]), 1, "CN=Lab CA was revoked on"),
        (
            partial(&Authority::root("Lab Root"), None, &[7]),
            1,
            "the revocation list part.crl cannot be used",
        ),
    ] {
        let said = of(list, position);
        assert!(said.starts_with(words), "{words:?}: {said}");
    }
}

#[test]
fn n19_a_part_of_a_list_speaks_for_certificates_that_name_its_distribution_point() {
    let root = Authority::root("Lab Root");
    let anchors = store(&[&root.certificate]);
    for (point, words) in [
        ("http://crl.example.test/1", "CN=mx.example.com is not on"),
        (
            "http://crl.example.test/2",
            "the revocation list part.crl cannot be used for CN=mx.example.com: it is limited to another part",
        ),
    ] {
        let chain = [root.issue_with(|params| {
            let uris = vec![point.to_owned()];
            params.crl_distribution_points = vec![CrlDistributionPoint { uris }];
        })];
        let path = path(&chain, &anchors, NOW);
        let list = partial(&root, Some(CrlScope::UserCertsOnly), &[]);
        let said = listed(&chain, &path, &[list], NOW).remove(0).to_string();
        assert!(said.starts_with(words), "{said}");
    }
}

#[test]
fn n19_what_a_list_revokes_from_a_later_day_on_is_told_as_such() {
    let root = Authority::root("Lab Root");
    let chain = [root.issue_with(|params| params.serial_number = Some(SerialNumber::from(8)))];
    let path = path(&chain, &store(&[&root.certificate]), NOW);
    let later = || since(NOW + 1, &root, None, &[8]);
    let clean = || partial(&root, None, &[]);
    // A list without it does not hide the one that has it.
    for lists in [
        vec![later()],
        vec![clean(), later()],
        vec![later(), clean()],
    ] {
        let finding = listed(&chain, &path, &lists, NOW).remove(0);
        assert_eq!(finding.outcome(), Outcome::NotTested);
        assert_eq!(
            finding.to_string(),
            "CN=mx.example.com was revoked on 2026-11-21 (superseded), after the moment of judgement, says the revocation list part.crl"
        );
        assert!(finding.fix().expect("a fix").contains("new certificate"));
        let finding = listed(&chain, &path, &lists, NOW + 1).remove(0);
        assert_eq!(finding.outcome(), Outcome::Fails, "{finding}");
    }
}

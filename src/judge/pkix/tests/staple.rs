//! Staples as no responder of the fixtures writes them.

use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa};

use super::super::*;
use super::support::store;
use crate::certificate::forge::{Authority, DAY, NOW, fixture};
use crate::certificate::forge_ocsp::{SHA1, good, response};
use crate::certificate::{Certificate, OcspSigner};

/// The day of [`NOW`], as responses have it.
const TODAY: &str = "20261121120000Z";

/// A CA with a server's certificate below it.
struct Scene {
    root: Authority,
    ca: Authority,
    chain: [Certificate; 2],
}

impl Scene {
    fn new() -> Self {
        let root = Authority::root("Lab Root");
        let ca = root.intermediate("Lab CA");
        let chain = [ca.issue(), ca.certificate.clone()];
        Self { root, ca, chain }
    }

    fn path(&self) -> Path {
        path(&self.chain, &store(&[&self.root.certificate]), NOW)
    }

    /// An entry about the server's certificate.
    fn entry(&self, next_update: Option<&str>) -> Vec<u8> {
        good(&self.chain[0], &self.chain[1], SHA1, TODAY, next_update)
    }

    fn read(&self, der: &[u8]) -> Staple {
        Staple::read(der, &self.chain, &self.path())
    }

    fn judged(&self, der: &[u8], now: i64) -> StapleFinding {
        self.read(der).judge(&self.path(), now)
    }
}

/// An authority that may sign OCSP responses, and nothing else.
fn delegate(params: &mut CertificateParams) {
    params.is_ca = IsCa::NoCa;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::OcspSigning];
}

fn fails(finding: &StapleFinding, words: &str) {
    assert_eq!(finding.outcome(), Outcome::NotTested, "{finding}");
    assert!(finding.to_string().contains(words), "{words:?}: {finding}");
}

#[test]
fn n19_a_staple_that_does_not_say_until_when_counts_for_seven_days() {
    let scene = Scene::new();
    let endless = response(&scene.ca, &[scene.entry(None)], &[]);
    let finding = scene.judged(&endless, NOW + 7 * DAY);
    assert_eq!(finding.outcome(), Outcome::Holds);
    assert_eq!(
        finding.to_string(),
        "not revoked, says the stapled OCSP response by CN=Lab CA of 2026-11-21; it does not say until when it counts, and is taken for 7 days"
    );
    for now in [NOW + 7 * DAY + 1, NOW + 3650 * DAY] {
        let finding = scene.judged(&endless, now);
        fails(
            &finding,
            "is of 2026-11-21 and does not say until when it counts; smtls lets such a one count for 7 days",
        );
        assert!(finding.fix().is_some());
    }
    // Who says until when decides that alone.
    let longer = response(&scene.ca, &[scene.entry(Some("20270101000000Z"))], &[]);
    let finding = scene.judged(&longer, NOW + 30 * DAY);
    assert_eq!(finding.outcome(), Outcome::Holds, "{finding}");
}

#[test]
fn n19_what_cannot_be_told_is_not_another_certificate() {
    let scene = Scene::new();
    let [server, ca] = &scene.chain;
    // 1.2.3.4 is nobody's digest.
    let unknown = good(server, ca, &[0x2a, 3, 4], TODAY, None);
    let finding = scene.judged(&response(&scene.ca, &[unknown], &[]), NOW);
    fails(&finding, "by a digest that is not known");
    // About another certificate it is another one, whatever the digest.
    let other = good(&scene.ca.issue(), ca, &[0x2a, 3, 4], TODAY, None);
    let about_other = response(&scene.ca, std::slice::from_ref(&other), &[]);
    fails(
        &scene.judged(&about_other, NOW),
        "is about another certificate",
    );
    // The first 32 answers are looked at.
    for (others, words) in [
        (31, "not revoked"),
        (32, "it has more answers than are looked at"),
    ] {
        let mut entries = vec![other.clone(); others];
        entries.push(scene.entry(None));
        let finding = scene.judged(&response(&scene.ca, &entries, &[]), NOW);
        assert!(finding.to_string().contains(words), "{words:?}: {finding}");
    }
    let finding = scene.judged(&response(&scene.ca, &vec![other; 32], &[]), NOW);
    fails(&finding, "is about another certificate");
}

#[test]
fn n19_every_delegate_of_the_name_is_tried() {
    let scene = Scene::new();
    let of_this_name = || scene.ca.intermediate_with("Responder", delegate);
    let (old, new) = (of_this_name(), of_this_name());
    let unauthorised = scene
        .ca
        .intermediate_with("Responder", |params| params.is_ca = IsCa::NoCa);
    for others in [&old, &unauthorised] {
        for certificates in [
            [&others.certificate, &new.certificate],
            [&new.certificate, &others.certificate],
        ] {
            let der = response(&new, &[scene.entry(None)], &certificates);
            let staple = scene.read(&der);
            let signer = OcspSigner::Delegated(Box::new(new.certificate.clone()));
            assert_eq!(staple.signer, Some(signer));
            let finding = staple.judge(&scene.path(), NOW);
            assert_eq!(finding.outcome(), Outcome::Holds, "{finding}");
        }
    }
    // That one may sign is no proof that it did.
    let der = response(&new, &[scene.entry(None)], &[&old.certificate]);
    fails(&scene.judged(&der, NOW), "its signature does not verify");
    let certificates = [&old.certificate, &unauthorised.certificate];
    let der = response(&unauthorised, &[scene.entry(None)], &certificates);
    fails(&scene.judged(&der, NOW), "has not allowed to");
}

#[test]
fn n19_a_delegate_signed_with_a_weak_digest_is_none() {
    let scene = Scene::new();
    let der = response(&scene.ca, &[scene.entry(None)], &[]);
    for (name, words) in [
        (
            "sha1",
            "is signed with ecdsa-with-SHA1: signatures with SHA-1 can be forged",
        ),
        ("md5", "signatures with MD5 can be forged"),
    ] {
        let mut staple = scene.read(&der);
        staple.signer = Some(OcspSigner::Delegated(Box::new(fixture(name))));
        fails(&staple.judge(&scene.path(), NOW), words);
    }
}

#[test]
fn n19_fullchain_is_advised_only_where_the_issuer_is_missing() {
    let scene = Scene::new();
    let der = response(&scene.ca, &[scene.entry(None)], &[]);
    let [server, _] = &scene.chain;
    let stranger = Authority::root("Other Root");
    let itself = crate::certificate::forge::self_signed_with(|_| ());
    let below_root = scene
        .root
        .issue_with(|params| params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained));
    for (chain, anchor, advised) in [
        (vec![server.clone()], &scene.root, true),
        (vec![itself], &stranger, false),
        (vec![below_root], &scene.root, false),
    ] {
        let path = path(&chain, &store(&[&anchor.certificate]), NOW);
        assert_ne!(path.finding.outcome(), Outcome::Holds);
        let finding = Staple::read(&der, &chain, &path).judge(&path, NOW);
        assert_eq!(
            finding,
            StapleFinding::NoIssuer {
                is_missing: advised
            }
        );
        let is_advised = finding.fix().is_some_and(|fix| fix.contains("fullchain"));
        assert_eq!(is_advised, advised, "{finding}");
        let text = finding.to_string();
        assert_eq!(
            text.contains("is not there to verify it"),
            advised,
            "{text}"
        );
    }
}

#[test]
fn n19_a_long_name_of_a_responder_does_not_fill_the_screen() {
    let scene = Scene::new();
    let long = "x".repeat(20_000);
    let named = |params: &mut CertificateParams| {
        delegate(params);
        params
            .distinguished_name
            .push(DnType::OrganizationName, &*long);
    };
    let long_named = scene.ca.intermediate_with("Responder", named);
    let entry = [scene.entry(None)];
    for certificates in [&[&long_named.certificate][..], &[]] {
        let der = response(&long_named, &entry, certificates);
        let text = scene.judged(&der, NOW).to_string();
        assert!(
            text.contains("xxx...") && text.len() < 500,
            "{}",
            text.len()
        );
    }
}

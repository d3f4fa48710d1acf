//! Plans, a table for each part of RFC 7671 §8.

use super::super::{Act, Credential, Role};
use super::caches::Change;
use crate::certificate::forge::{Authority, fixture, self_signed_with};
use crate::certificate::{Certificate, Material};
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::tests::scene::{record, stranger};
use Act::{Add, Deploy, Remove, Replace, Wait};
use std::slice::from_ref;

/// A CA, another, and certificates of both with keys of their own.
struct World {
    ca: Authority,
    other: Authority,
}

impl World {
    fn new() -> Self {
        Self {
            ca: Authority::root("a CA"),
            other: Authority::root("another CA"),
        }
    }

    fn chain(&self, of: &Authority) -> Vec<Certificate> {
        vec![of.issue(), of.certificate.clone()]
    }
}

fn now(chain: &[Certificate]) -> Credential {
    Credential::of_chain(Role::Current, "mx".to_owned(), chain.to_vec())
}

fn next(chain: &[Certificate]) -> Credential {
    Credential::of_chain(Role::Next, "next.pem".to_owned(), chain.to_vec())
}

fn change(published: &[Tlsa], credentials: &[Credential], wanted: &[(u8, u8, u8)]) -> Change {
    let wanted = wanted.iter();
    Change {
        published: published.to_vec(),
        credentials: credentials.to_vec(),
        is_known: true,
        of_others: false,
        below_wildcard: false,
        wanted: wanted
            .map(|(u, s, m)| Combination::new(*u, *s, *m))
            .collect(),
    }
}

#[track_caller]
fn steps(case: &str, change: &Change, expected: &[Act], section: &str) {
    let plan = change.plan();
    let acts: Vec<Act> = plan.steps.iter().map(|step| step.act).collect();
    assert_eq!(acts, expected, "{case}: {plan:#?}");
    let found = plan.sections.join(" ");
    assert_eq!(found, section, "{case}: {plan:#?}");
}

#[test]
fn d74_section_8_1_the_next_key_is_published_two_ttls_before_it_is_used() {
    let world = World::new();
    let (old, new) = (world.chain(&world.ca), world.chain(&world.ca));
    let (of_old, of_new) = (record(&old[0], 3, 1, 1), record(&new[0], 3, 1, 1));
    let one = change(from_ref(&of_old), &[now(&old), next(&new)], &[]);
    steps("the key changes", &one, &[Add, Wait, Deploy, Remove], "8.1");
    assert_eq!(one.plan().rrset, [of_old.clone(), of_new.clone()]);
    assert_eq!(one.plan().steps[3].remove, from_ref(&of_old));
    assert_eq!(one.is_safe("the key changes"), from_ref(&of_new));

    let both = change(
        &[of_old.clone(), of_new.clone()],
        &[now(&old), next(&new)],
        &[],
    );
    steps("published already", &both, &[Deploy, Remove], "8.1");
    assert!(both.plan().remarks[0].contains("covered already"));

    // Each kind of record in use gets its own.
    let kinds = [
        of_old.clone(),
        record(&old[0], 3, 0, 1),
        record(&old[0], 3, 1, 2),
    ];
    let several = change(&kinds, &[now(&old), next(&new)], &[]);
    steps("three kinds", &several, &[Add, Wait, Deploy, Remove], "8.1");
    assert_eq!(several.plan().steps[0].add.len(), 3);
    assert_eq!(several.is_safe("three kinds").len(), 3);

    // A request has a key and no certificate.
    let bare = new[0].contents.as_ref().expect("contents").key.clone();
    let request = Credential::of_key(Role::Next, "next.csr".to_owned(), bare);
    let one = change(from_ref(&of_old), &[now(&old), request], &[]);
    steps("a request", &one, &[Add, Wait, Deploy, Remove], "8.1");
    assert_eq!(one.is_safe("a request"), from_ref(&of_new));

    // What is for neither key goes at the end.
    let stale = stranger(3, 1, 1);
    let one = change(
        &[stale.clone(), of_old.clone()],
        &[now(&old), next(&new)],
        &[],
    );
    assert_eq!(one.plan().steps[3].remove, [stale, of_old]);
    assert_eq!(one.is_safe("a stale record"), [of_new]);
}

#[test]
fn d75_a_renewed_certificate_with_the_same_key_needs_nothing() {
    let world = World::new();
    let chain = world.chain(&world.ca);
    // The same key, certified once more: here by the same octets, as the records of the key see no difference.
    let same = change(
        &[record(&chain[0], 3, 1, 1)],
        &[now(&chain), next(&chain)],
        &[],
    );
    steps("3 1 1", &same, &[], "");
    assert!(same.plan().remarks[0].contains("a key that the server uses already"));
    // A record of the certificate is another matter.
    let key = chain[0].contents.as_ref().expect("contents").key.clone();
    let renewed = Credential::of_key(Role::Next, "next.csr".to_owned(), key);
    let of_certificate = change(&[record(&chain[0], 3, 0, 1)], &[now(&chain), renewed], &[]);
    let plan = of_certificate.plan();
    let told = plan
        .remarks
        .iter()
        .any(|it| it.contains("speaks of the whole certificate") || it.contains("no record 3 0 1"));
    assert!(told && plan.steps.is_empty(), "{plan:#?}");
}

#[test]
fn d76_section_8_2_from_a_key_to_its_ca() {
    let world = World::new();
    let old = [self_signed_with(|_| ())];
    let new = world.chain(&world.ca);
    let to_ca = change(
        &[record(&old[0], 3, 1, 1)],
        &[now(&old), next(&new)],
        &[(2, 0, 1)],
    );
    steps("8.2", &to_ca, &[Add, Wait, Deploy, Replace], "8.2");
    let plan = to_ca.plan();
    assert_eq!(plan.steps[0].add, [record(&new[0], 3, 1, 1)]);
    assert_eq!(plan.steps[3].add, [record(&new[1], 2, 0, 1)]);
    assert_eq!(plan.steps[3].remove.len(), 2);
    assert_eq!(to_ca.is_safe("8.2"), [record(&new[1], 2, 0, 1)]);

    // Where the CA's certificate is not sent along, its record would match nothing.
    let alone = change(
        &[record(&old[0], 3, 1, 1)],
        &[now(&old), next(&new[..1])],
        &[(2, 0, 1)],
    );
    let plan = alone.plan();
    assert!(
        plan.remarks
            .iter()
            .any(|it| it.contains("is not sent with it")),
        "{plan:#?}"
    );
    alone.is_safe("the CA is missing");
    assert!(
        plan.steps
            .iter()
            .all(|step| step.add.iter().all(|one| one.usage == 3))
    );
}

#[test]
fn d77_section_8_3_new_kinds_of_records_for_every_key_at_once() {
    let world = World::new();
    let (old, new) = (world.chain(&world.ca), world.chain(&world.ca));
    let both = [record(&old[0], 3, 1, 1), record(&new[0], 3, 1, 1)];
    let digests = change(&both, &[now(&old), next(&new)], &[(3, 1, 1), (3, 1, 2)]);
    steps("a second digest", &digests, &[Add, Deploy, Remove], "8.3");
    assert_eq!(digests.plan().steps[0].add.len(), 2);

    let alone = change(&both[..1], &[now(&old)], &[(3, 1, 1), (3, 1, 2)]);
    steps("a second digest, one key", &alone, &[Add], "8.3");
    let instead = change(&both[..1], &[now(&old)], &[(2, 0, 1)]);
    steps("the CA instead", &instead, &[Replace], "8.3");
    assert_eq!(
        instead.is_safe("the CA instead"),
        [record(&old[1], 2, 0, 1)]
    );

    // One change at a time (RFC 7671 §8.4).
    let two = change(&both[..1], &[now(&old), next(&new)], &[(3, 0, 1)]);
    steps(
        "kind, then key",
        &two,
        &[Replace, Wait, Add, Wait, Deploy, Remove],
        "8.3 8.1",
    );
    assert_eq!(two.is_safe("kind, then key"), [record(&new[0], 3, 0, 1)]);
}

#[test]
fn d78_the_key_and_its_ca_together() {
    let world = World::new();
    let old = world.chain(&world.ca);
    let published = [record(&old[0], 3, 1, 1), record(&old[1], 2, 1, 1)];
    // A new key by the same CA, whose certificate alone is at hand.
    let new = world.chain(&world.ca);
    let current = now(&old);
    let renewed = next(&new[..1]).behind(std::slice::from_ref(&current));
    assert!(renewed.same_issuer && renewed.chain.len() == 2);
    let by_ca = change(&published, &[current.clone(), renewed], &[]);
    steps("the same CA", &by_ca, &[Add, Wait, Deploy, Remove], "8.1");
    let plan = by_ca.plan();
    assert!(plan.steps[0].words.contains("others cover it already"));
    assert_eq!(by_ca.is_safe("the same CA").len(), 2);
    // Another CA, and the old key goes as well.
    let new = world.chain(&world.other);
    let by_other = change(&published, &[current, next(&new)], &[]);
    steps("another CA", &by_other, &[Add, Wait, Deploy, Remove], "8.1");
    assert_eq!(by_other.plan().steps[0].add.len(), 2);
    assert_eq!(by_other.is_safe("another CA").len(), 2);
}

#[test]
fn d79_the_ca_alone() {
    let world = World::new();
    let old = world.chain(&world.ca);
    let published = [record(&old[1], 2, 0, 1)];
    let same = change(&published, &[now(&old), next(&world.chain(&world.ca))], &[]);
    steps("the same CA", &same, &[Deploy], "5.2");
    same.is_safe("the same CA");
    let new = world.chain(&world.other);
    let other = change(&published, &[now(&old), next(&new)], &[]);
    steps("another CA", &other, &[Add, Wait, Deploy, Remove], "8.1");
    assert_eq!(other.is_safe("another CA"), [record(&new[1], 2, 0, 1)]);
    // Of a request nobody knows who will sign it.
    let key = new[0].contents.as_ref().expect("contents").key.clone();
    let request = Credential::of_key(Role::Next, "next.csr".to_owned(), key);
    let unknown = change(&published, &[now(&old), request], &[]);
    steps("a request", &unknown, &[], "");
    assert!(
        unknown
            .plan()
            .remarks
            .iter()
            .any(|it| it.contains("depends on the CA"))
    );
}

#[test]
fn d80_keys_of_two_kinds_are_changed_one_by_one() {
    let world = World::new();
    let ecdsa = world.chain(&world.ca);
    let rsa = [fixture("rsa1024")];
    let published = [record(&ecdsa[0], 3, 1, 1), record(&rsa[0], 3, 1, 1)];
    let new = world.chain(&world.ca);
    let change = change(&published, &[now(&ecdsa), now(&rsa), next(&new)], &[]);
    steps(
        "the ECDSA key",
        &change,
        &[Add, Wait, Deploy, Remove],
        "8.1",
    );
    let left = change.is_safe("the ECDSA key");
    assert_eq!(left, [record(&rsa[0], 3, 1, 1), record(&new[0], 3, 1, 1)]);
}

#[test]
fn d81_where_nothing_counts_yet_nobody_waits_and_what_matches_nothing_is_mended_first() {
    let world = World::new();
    let (old, new) = (world.chain(&world.ca), world.chain(&world.ca));
    let fresh = change(&[], &[now(&old), next(&new)], &[]);
    steps(
        "nothing is published",
        &fresh,
        &[Add, Deploy, Remove],
        "8.1",
    );
    assert_eq!(
        fresh.is_safe("nothing is published"),
        [record(&new[0], 3, 1, 1)]
    );
    let only = change(&[], &[now(&old)], &[]);
    steps("nothing is published, no next", &only, &[Add], "");

    let broken = change(&[stranger(3, 1, 1)], &[now(&old)], &[]);
    steps("a mismatch", &broken, &[Add], "8");
    assert_eq!(broken.plan().steps[0].add, [record(&old[0], 3, 1, 1)]);
    let both = change(&[stranger(3, 1, 1)], &[now(&old), next(&new)], &[]);
    steps(
        "a mismatch, and a next key",
        &both,
        &[Add, Add, Wait, Deploy, Remove],
        "8 8.1",
    );
    // The key in use and the next come into the zone together, so that caches are waited for once.
    let [strange, old_key, new_key] = [
        stranger(3, 1, 1),
        record(&old[0], 3, 1, 1),
        record(&new[0], 3, 1, 1),
    ];
    assert_eq!(both.plan().rrset, [strange, old_key, new_key]);
    // What no sender can use is neither kept nor copied.
    let useless = stranger(1, 1, 1);
    let odd = change(
        &[useless.clone(), record(&old[0], 3, 1, 1)],
        &[now(&old), next(&new)],
        &[],
    );
    assert!(!odd.plan().rrset.contains(&useless));
}

#[test]
fn files_of_the_fixtures_are_read_as_what_they_are() {
    let pem = fixture("root").to_pem();
    let found = Material::read(pem.as_bytes()).expect("a certificate");
    assert_eq!(found.certificates, [fixture("root")]);
}

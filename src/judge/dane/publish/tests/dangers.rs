//! Changes that would make senders keep their mail, if they were advised.

use super::super::{Act, Coverage, Credential, Role, check};
use super::caches::Change;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, NOW, fixture, moment};
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::tests::scene::{name, record, stranger};
use Act::{Add, Deploy, Remove, Wait};

fn chain(of: &Authority) -> Vec<Certificate> {
    vec![of.issue(), of.certificate.clone()]
}

fn now(chain: &[Certificate]) -> Credential {
    Credential::of_chain(Role::Current, "mx".to_owned(), chain.to_vec())
}

fn next(chain: &[Certificate]) -> Credential {
    Credential::of_chain(Role::Next, "next.pem".to_owned(), chain.to_vec())
}

fn bare(of: &Certificate) -> Credential {
    let key = of.contents.as_ref().expect("contents").key.clone();
    Credential::of_key(Role::Next, "next.csr".to_owned(), key)
}

fn change(published: &[Tlsa], credentials: &[Credential], wanted: &[(u8, u8, u8)]) -> Change {
    let wanted = wanted.iter();
    Change {
        published: published.to_vec(),
        credentials: credentials.to_vec(),
        wanted: wanted
            .map(|(u, s, m)| Combination::new(*u, *s, *m))
            .collect(),
        is_known: true,
        of_others: false,
        below_wildcard: false,
    }
}

#[track_caller]
fn plans(case: &str, change: &Change, expected: &[Act], remark: &str) {
    let plan = change.plan();
    let acts: Vec<Act> = plan.steps.iter().map(|step| step.act).collect();
    assert_eq!(acts, expected, "{case}: {plan:#?}");
    let told = plan.remarks.iter().any(|it| it.contains(remark));
    assert!(told, "{case}: {remark:?} is not in {plan:#?}");
    change.is_safe(case);
}

#[test]
fn d87_a_kind_of_record_that_not_every_key_can_have_takes_no_place() {
    let ca = Authority::root("a CA");
    let ecdsa = chain(&ca);
    let rsa = [fixture("rsa1024")];
    let both = [record(&ecdsa[0], 3, 1, 1), record(&rsa[0], 3, 1, 1)];
    let shown = [now(&ecdsa), now(&rsa)];
    // The CA of the RSA certificate is not sent.
    let to_ca = change(&both, &shown, &[(2, 1, 1)]);
    plans("the CA instead", &to_ca, &[], "no record 2 1 1");
    assert_eq!(to_ca.plan().rrset, both);
    let nothing = change(&[], &shown, &[(2, 1, 1)]);
    plans("nothing published", &nothing, &[], "no record 2 1 1");
    assert!(nothing.plan().rrset.is_empty());
    let as_well = change(&[], &shown, &[(3, 1, 1), (2, 1, 1)]);
    plans("as well", &as_well, &[Add], "no record 2 1 1");
    assert_eq!(as_well.plan().rrset, both);
    // A key that is announced keeps its record.
    let new = chain(&ca);
    let announced = [record(&ecdsa[0], 3, 1, 1), record(&new[0], 3, 1, 1)];
    let to_ca = change(&announced, &[now(&ecdsa), bare(&new[0])], &[(2, 0, 1)]);
    plans("announced", &to_ca, &[Deploy, Remove], "no record 2 0 1");
    // Nor do records that mean nothing for mail.
    let pkix = change(&both, &shown, &[(1, 1, 1)]);
    plans("PKIX-EE", &pkix, &[], "PKIX-EE(1)");
}

#[test]
fn d88_the_server_is_not_changed_while_something_of_the_next_is_not_covered() {
    let (ca, other) = (Authority::root("a CA"), Authority::root("another CA"));
    let (old, new) = (chain(&ca), chain(&other));
    let rsa = fixture("rsa1024");
    let published = [record(&old[1], 2, 0, 1)];
    let two = change(&published, &[now(&old), next(&new), bare(&rsa)], &[]);
    plans("one of two", &two, &[Add], "do not use what comes next yet");
    let none = change(&[], &[now(&old), bare(&new[0])], &[(2, 0, 1)]);
    plans(
        "nothing published",
        &none,
        &[Add],
        "do not use what comes next yet",
    );
    let of_certificate = [record(&old[0], 3, 0, 1)];
    let request = change(&of_certificate, &[now(&old), bare(&new[0])], &[]);
    plans("a request", &request, &[], "only the key is known");
}

#[test]
fn d88_a_certificate_that_is_not_valid_yet_is_not_used_earlier() {
    let ca = Authority::root("a CA");
    let old = chain(&ca);
    let later = ca.issue_with(|params| params.not_before = moment(NOW + 86_400 * 3));
    let chain = [later, ca.certificate.clone()];
    let one = change(&[record(&old[1], 2, 0, 1)], &[now(&old), next(&chain)], &[]);
    let plan = one.plan();
    let told = plan
        .remarks
        .iter()
        .any(|it| it.contains("is not valid before"));
    assert!(told, "{plan:#?}");
    assert_eq!(plan.steps[0].act, Deploy);
    // What has expired is covered by no record of its CA.
    let expired = ca.issue_with(|params| params.not_after = moment(NOW - 86_400));
    let chain = [expired, ca.certificate.clone()];
    let one = change(&[record(&old[1], 2, 0, 1)], &[now(&old), next(&chain)], &[]);
    plans("expired", &one, &[], "expired");
}

#[test]
fn d89_what_may_be_of_others_is_neither_removed_nor_outdone() {
    let ca = Authority::root("a CA");
    let (old, new, unseen) = (chain(&ca), chain(&ca), ca.issue());
    let published = [record(&old[0], 3, 1, 1), record(&unseen, 3, 1, 1)];
    let in_part = |wanted: &[(u8, u8, u8)]| Change {
        of_others: true,
        ..change(&published, &[now(&old), next(&new)], wanted)
    };
    let key = in_part(&[]);
    plans(
        "key",
        &key,
        &[Add, Wait, Deploy, Remove],
        "leaves records alone",
    );
    assert_eq!(key.plan().steps[3].remove, [record(&old[0], 3, 1, 1)]);
    for wanted in [(3, 1, 2), (2, 0, 1)] {
        let kinds = in_part(&[(3, 1, 1), wanted]);
        plans(
            "kinds",
            &kinds,
            &[Add, Wait, Deploy, Remove],
            "stay as they are",
        );
        let left = kinds.is_safe("kinds");
        assert_eq!(left, [record(&unseen, 3, 1, 1), record(&new[0], 3, 1, 1)]);
    }
}

#[test]
fn d90_where_nobody_looked_what_is_published_caches_may_hold_anything() {
    let ca = Authority::root("a CA");
    let (old, new) = (chain(&ca), chain(&ca));
    let unknown = Change {
        is_known: false,
        ..change(&[], &[now(&old), next(&new)], &[])
    };
    let plan = unknown.plan();
    let acts: Vec<Act> = plan.steps.iter().map(|step| step.act).collect();
    assert_eq!(acts, [Add, Wait, Deploy, Remove], "{plan:#?}");
}

#[test]
fn d91_a_record_with_sha2_512_alone_does_not_cover_for_every_sender() {
    let ca = Authority::root("a CA");
    let (old, new) = (chain(&ca), chain(&ca));
    let names = [name("mx.example.com")];
    let held = |records: &[Tlsa], one: &Credential| {
        let checked = check(records, std::slice::from_ref(one), &names, NOW);
        checked.coverage[0].clone()
    };
    let of_512 = record(&old[0], 3, 1, 2);
    for (case, beside, coverage) in [
        ("alone", None, Coverage::Covered),
        ("another 3 1 1", Some(stranger(3, 1, 1)), Coverage::InPart),
        ("another 2 1 1", Some(stranger(2, 1, 1)), Coverage::InPart),
        ("its CA", Some(record(&old[1], 2, 1, 1)), Coverage::Covered),
        ("of no use", Some(stranger(1, 1, 1)), Coverage::Covered),
        (
            "the same",
            Some(record(&old[0], 3, 1, 1)),
            Coverage::Covered,
        ),
    ] {
        let records: Vec<Tlsa> = beside.into_iter().chain([of_512.clone()]).collect();
        assert_eq!(held(&records, &now(&old)), coverage, "{case}");
    }
    let stale = [stranger(3, 1, 1), of_512.clone()];
    let repair = change(&stale, &[now(&old)], &[]);
    let plan = repair.plan();
    assert_eq!(plan.steps[0].add, [record(&old[0], 3, 1, 1)], "{plan:#?}");
    // The next key by the stronger digest alone: each kind gets its record, and caches are waited for.
    let published = [record(&old[0], 3, 1, 1), of_512, record(&new[0], 3, 1, 2)];
    let one = change(&published, &[now(&old), next(&new)], &[]);
    assert_eq!(held(&published, &next(&new)), Coverage::InPart);
    assert_eq!(one.plan().steps[0].add, [record(&new[0], 3, 1, 1)]);
    assert_eq!(one.is_safe("the next by SHA2-512 alone").len(), 2);
}

#[test]
fn d79_a_ca_that_covers_the_next_certificate_from_further_up_needs_no_other_record() {
    let root = Authority::root("a root");
    let (one, two) = (root.intermediate("one"), root.intermediate("two"));
    let of = |ca: &Authority| vec![ca.issue(), ca.certificate.clone(), root.certificate.clone()];
    let published = [record(&root.certificate, 2, 0, 1)];
    let change = change(&published, &[now(&of(&one)), next(&of(&two))], &[]);
    let plan = change.plan();
    assert_eq!(plan.steps.len(), 1, "{plan:#?}");
    assert_eq!(plan.steps[0].act, Deploy);
    assert_eq!(change.is_safe("another intermediate"), published);
}

#[test]
fn d80_several_that_are_replaced_are_named() {
    let ca = Authority::root("a CA");
    let (one, two, new) = (chain(&ca), chain(&ca), chain(&ca));
    let published = [record(&one[0], 3, 1, 1), record(&two[0], 3, 1, 1)];
    let change = change(&published, &[now(&one), now(&two), next(&new)], &[]);
    let expected = [Add, Wait, Deploy, Remove];
    plans(
        "two",
        &change,
        &expected,
        "comes in the place of all of these",
    );
}

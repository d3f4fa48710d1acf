//! Places that other services share, or may share: what they need must stay, and no stronger record may shut them out.

use super::super::{Act, Coverage, Credential, Role, check};
use super::caches::Change;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, NOW, self_signed_with};
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::tests::scene::{name, record};
use Act::{Add, Deploy, Remove, Wait};
use std::slice::from_ref;

fn chain(of: &Authority) -> Vec<Certificate> {
    vec![of.issue(), of.certificate.clone()]
}

fn shows(role: Role, chain: &[Certificate]) -> Credential {
    Credential::of_chain(role, "mx".to_owned(), chain.to_vec())
}

fn shared(published: &[Tlsa], credentials: &[Credential], wanted: &[(u8, u8, u8)]) -> Change {
    let wanted = wanted.iter();
    Change {
        published: published.to_vec(),
        credentials: credentials.to_vec(),
        wanted: wanted
            .map(|(u, s, m)| Combination::new(*u, *s, *m))
            .collect(),
        is_known: true,
        of_others: true,
        below_wildcard: false,
    }
}

/// Whether whoever shares the records is accepted by them as well.
#[track_caller]
fn covers(records: &[Tlsa], of_another: &[Certificate]) {
    let another = shows(Role::Current, of_another);
    let checked = check(records, &[another], &[name("mx.example.com")], NOW);
    assert_eq!(checked.coverage, [Coverage::Covered], "{records:?}");
}

#[track_caller]
fn acts(change: &Change, expected: &[Act], remark: &str) {
    let plan = change.plan();
    let found: Vec<Act> = plan.steps.iter().map(|step| step.act).collect();
    assert_eq!(found, expected, "{plan:#?}");
    let told = plan.remarks.iter().any(|it| it.contains(remark));
    assert!(told, "{remark:?} is not in {plan:#?}");
}

#[test]
fn d94_steps_that_are_followed_at_the_name_lose_nothing_of_a_wildcard() {
    let ca = Authority::root("a CA");
    let (old, new, more) = (chain(&ca), chain(&ca), chain(&ca));
    let of_old = record(&old[0], 3, 1, 1);
    let both = [shows(Role::Current, &old), shows(Role::Next, &new)];
    let below = |published: &[Tlsa], wanted: &[(u8, u8, u8)]| Change {
        below_wildcard: true,
        ..shared(published, &both, wanted)
    };
    for wanted in [vec![], vec![(2, 0, 1)], vec![(3, 1, 1), (3, 1, 2)]] {
        let change = below(from_ref(&of_old), &wanted);
        let plan = change.plan();
        let first = &plan.steps[0];
        assert!(first.add.contains(&of_old), "{wanted:?}: {plan:#?}");
        assert_eq!(first.add, plan.rrset, "{wanted:?}");
        change.is_safe("below a wildcard");
    }
    // Where something is mended first, both steps are of one change of the zone.
    let stale = record(&more[0], 3, 1, 1);
    let mended = below(from_ref(&stale), &[]).plan();
    assert_eq!(mended.steps[0].add, [stale.clone(), of_old.clone()]);
    assert_eq!(mended.steps[1].add, [record(&new[0], 3, 1, 1)]);
    assert_eq!(mended.rrset.len(), 3);
}

#[test]
fn d95_a_new_kind_of_record_takes_no_others_place_where_others_share_it() {
    let ca = Authority::root("a CA");
    let (old, new) = (chain(&ca), chain(&ca));
    let of_old = record(&old[0], 3, 1, 1);
    let both = [shows(Role::Current, &old), shows(Role::Next, &new)];
    let to_ca = shared(from_ref(&of_old), &both[..1], &[(2, 0, 1)]);
    acts(&to_ca, &[Add], "the old kind of record stays");
    // The same key on another port, without the CA's certificate.
    covers(&to_ca.is_safe("the CA as well"), &old[..1]);
    let key_too = shared(from_ref(&of_old), &both, &[(2, 0, 1)]);
    assert!(key_too.plan().steps[0].remove.is_empty());
    key_too.is_safe("the CA, and a new key");

    // From a key to its CA, with a new key (RFC 7671 §8.2).
    let own = [self_signed_with(|_| ())];
    let switched = shared(
        &[record(&own[0], 3, 1, 1)],
        &[shows(Role::Current, &own), shows(Role::Next, &new)],
        &[(2, 0, 1)],
    );
    acts(
        &switched,
        &[Add, Wait, Deploy, Add],
        "the old kind of record stays",
    );
    let left = switched.is_safe("8.2");
    assert_eq!(left.len(), 3);
    covers(&left, &own);
    covers(&left, &new[..1]);
    // The last step asks for the others.
    let key = shared(from_ref(&of_old), &both, &[]);
    let plan = key.plan();
    assert_eq!(plan.steps[3].act, Remove);
    assert!(plan.steps[3].words.contains("another service"));
}

#[test]
fn d95_no_new_record_of_a_ca_shuts_out_who_is_below_another() {
    let root = Authority::root("a root");
    let (one, two) = (root.intermediate("one"), root.intermediate("two"));
    let of = |ca: &Authority| vec![ca.issue(), ca.certificate.clone(), root.certificate.clone()];
    let (seen, unseen) = (of(&one), of(&two));
    let current = [shows(Role::Current, &seen)];
    for (published, wanted) in [
        // A stronger digest outdoes the record of the root.
        (record(&root.certificate, 2, 0, 1), (2, 0, 2)),
        // Who knows no SHA2-512 uses none of them, and would use these.
        (record(&root.certificate, 2, 0, 2), (2, 0, 1)),
        (record(&root.certificate, 2, 0, 2), (3, 1, 1)),
        (record(&seen[0], 3, 1, 2), (2, 1, 1)),
    ] {
        let change = shared(from_ref(&published), &current, &[wanted]);
        acts(&change, &[], "kinds of records stay as they are");
    }
    // Beside the record of the root, one of the key is no harm.
    let published = [record(&root.certificate, 2, 0, 1)];
    let change = shared(&published, &current, &[(3, 1, 1)]);
    acts(&change, &[Add], "the old kind of record stays");
    covers(&change.is_safe("the key as well"), &unseen);
    // Where none counted, the others are held to the first that do.
    let first = shared(&[], &current, &[]);
    acts(&first, &[Add], "add the records of every key");
}

#[test]
fn d96_sha2_512_comes_beside_sha2_256_and_never_in_its_place() {
    let ca = Authority::root("a CA");
    let (old, new) = (chain(&ca), chain(&ca));
    let both = [shows(Role::Current, &old), shows(Role::Next, &new)];
    let of_old = record(&old[0], 3, 1, 1);
    let its_512 = record(&old[0], 3, 1, 2);
    for published in [
        vec![],
        vec![of_old.clone()],
        vec![its_512.clone()],
        vec![record(&old[0], 3, 0, 1)],
    ] {
        let change = Change {
            of_others: false,
            ..shared(&published, &both, &[(3, 1, 2)])
        };
        let plan = change.plan();
        let told = |it: &String| it.starts_with("3 1 2 comes beside 3 1 1");
        assert!(plan.remarks.iter().any(told), "{plan:#?}");
        let left = change.is_safe("SHA2-512");
        assert_eq!(left.len(), 2, "{plan:#?}");
        for matching_type in [1, 2] {
            let wanted = record(&new[0], 3, 1, matching_type);
            assert!(left.contains(&wanted), "{plan:#?}");
        }
    }
}

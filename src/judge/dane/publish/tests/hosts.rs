//! A host with what DNS says of it: where the records stand, and how long caches keep them.

use super::super::{Credential, HostInput, OnHost, Role};
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, NOW};
use crate::dane::{Place, Tlsa};
use crate::dns::{DnssecReach, DnssecStatus, Secured, Signed};
use crate::exit::ExitCode;
use crate::judge::dane::tests::scene::{name, published, record};
use crate::route::TlsaSearch;

/// What `--check --next` says of a host that shows a chain.
fn judged(
    search: &TlsaSearch,
    reach: &DnssecReach,
    shown: [&Certificate; 2],
    ttl: Option<u32>,
) -> OnHost {
    let credential =
        |role, one: &Certificate| Credential::of_chain(role, "mx".to_owned(), vec![one.clone()]);
    OnHost::of(HostInput {
        place: Place {
            base_domain: name("mx.example.com"),
            port: 25,
            alias_of: None,
            wildcard: None,
            ttl,
        },
        names: vec![name("mx.example.com")],
        credentials: vec![
            credential(Role::Current, shown[0]),
            credential(Role::Next, shown[1]),
        ],
        in_part: false,
        unseen: None,
        search: Some((search, reach)),
        combinations: &[],
        every: false,
        check: true,
        now: NOW,
        notes: Vec::new(),
    })
}

fn with_ttl(records: &[Tlsa], ttl: u32) -> TlsaSearch {
    let mut search = published(records);
    if let TlsaSearch::Asked(candidates) = &mut search {
        for candidate in candidates {
            candidate.lookup.ttl = Some(ttl);
        }
    }
    search
}

fn waits(on_host: &OnHost) -> Option<u64> {
    let plan = on_host.plan.as_ref().expect("a plan");
    plan.steps.iter().find_map(|step| step.wait)
}

#[test]
fn d74_the_wait_is_of_the_longest_ttl_that_caches_may_have_and_of_none_that_counts_down() {
    let ca = Authority::root("a CA");
    let (old, new) = (ca.issue(), ca.issue());
    let search = with_ttl(&[record(&old, 3, 1, 1)], 1800);
    for (given, reach, wait, line) in [
        (None, DnssecReach::Validated, Some(3600), Some(1800)),
        (Some(60), DnssecReach::Validated, Some(3600), Some(60)),
        (Some(7200), DnssecReach::Validated, Some(14_400), Some(7200)),
        // The cache of the resolver may have counted down to a second.
        (None, DnssecReach::Resolver, None, None),
    ] {
        let found = judged(&search, &reach, [&old, &new], given);
        assert_eq!(waits(&found), wait, "{given:?} {reach:?}");
        assert_eq!(found.place.ttl, line, "{given:?} {reach:?}");
    }
}

#[test]
fn d34_records_below_an_alias_stand_where_it_leads_and_are_of_others_too() {
    let ca = Authority::root("a CA");
    let (old, new, other) = (ca.issue(), ca.issue(), ca.issue());
    let mut search = with_ttl(&[record(&old, 3, 1, 1), record(&other, 3, 1, 1)], 300);
    if let TlsaSearch::Asked(candidates) = &mut search {
        candidates[0].lookup.trail.aliases.push(Secured {
            value: name("tlsa._dane.example.com"),
            status: DnssecStatus::Secure,
            reason: None,
        });
    }
    let found = judged(&search, &DnssecReach::Validated, [&old, &new], None);
    assert_eq!(found.place.owner(), "tlsa._dane.example.com.");
    assert!(found.notes.iter().any(|it| it.contains("is an alias for")));
    assert_eq!(found.exit, ExitCode::Dane);
    let steps = &found.plan.as_ref().expect("a plan").steps;
    let removed: Vec<&Tlsa> = steps.iter().flat_map(|step| &step.remove).collect();
    assert_eq!(removed, [&record(&old, 3, 1, 1)]);
}

#[test]
fn d92_records_of_a_wildcard_are_changed_there_and_are_of_others_too() {
    let ca = Authority::root("a CA");
    let (old, new, other) = (ca.issue(), ca.issue(), ca.issue());
    let mut search = with_ttl(&[record(&old, 3, 1, 1), record(&other, 3, 1, 1)], 300);
    if let TlsaSearch::Asked(candidates) = &mut search {
        candidates[0].lookup.signed = Some(Signed {
            wildcard: Some("*.mx.example.com".to_owned()),
            inception: NOW - 1_000_000,
            expiration: NOW + 1_000_000,
            is_one_of_several: false,
        });
    }
    let found = judged(&search, &DnssecReach::Validated, [&old, &new], None);
    assert_eq!(found.place.owner(), "*.mx.example.com.");
    let note = "the wildcard *.mx.example.com answers for it";
    assert!(found.notes.iter().any(|it| it.contains(note)));
    assert!(found.signature.as_ref().is_some_and(|it| !it.is_late));
    let steps = &found.plan.as_ref().expect("a plan").steps;
    assert!(!steps[0].words.contains("named as well"));
    let added: Vec<&Tlsa> = steps.iter().flat_map(|step| &step.add).collect();
    assert_eq!(added, [&record(&new, 3, 1, 1)]);
    // Another port or host may show the key that was not seen here.
    let removed: Vec<&Tlsa> = steps.iter().flat_map(|step| &step.remove).collect();
    assert_eq!(removed, [&record(&old, 3, 1, 1)]);
}

#[test]
fn d94_where_nobody_looked_for_a_wildcard_the_first_step_names_all_records() {
    let ca = Authority::root("a CA");
    let (old, new) = (ca.issue(), ca.issue());
    let search = with_ttl(&[record(&old, 3, 1, 1)], 300);
    let found = judged(&search, &DnssecReach::Resolver, [&old, &new], None);
    let told = |it: &String| it.contains("or come from a wildcard is not known");
    assert!(found.notes.iter().any(told), "{:#?}", found.notes);
    let steps = &found.plan.as_ref().expect("a plan").steps;
    let both = [record(&old, 3, 1, 1), record(&new, 3, 1, 1)];
    assert_eq!(steps[0].add, both);
    assert!(steps[0].words.contains("leave what stands at this name"));
}

#[test]
fn d97_what_no_sender_can_use_is_told_where_nothing_else_is_published() {
    let ca = Authority::root("a CA");
    let (old, new) = (ca.issue(), ca.issue());
    let useless = [record(&old, 1, 1, 1), record(&old, 0, 0, 1)];
    let search = with_ttl(&useless, 300);
    let found = judged(&search, &DnssecReach::Validated, [&old, &new], None);
    let plan = found.plan.as_ref().expect("a plan");
    let told = |it: &String| it.contains("which no sender can use, are left out of this");
    assert!(plan.remarks.iter().any(told), "{plan:#?}");
    assert_eq!(plan.steps[0].add.len(), 2);
    assert_eq!(plan.rrset, plan.steps[0].add);
}

#[test]
fn d93_a_late_signature_is_late_as_the_resolver_has_it() {
    let ca = Authority::root("a CA");
    let old = ca.issue();
    let mut search = with_ttl(&[record(&old, 3, 1, 1)], 300);
    if let TlsaSearch::Asked(candidates) = &mut search {
        candidates[0].lookup.signed = Some(Signed {
            wildcard: None,
            inception: NOW - 1_000_000,
            expiration: NOW + 1_000,
            is_one_of_several: false,
        });
    }
    let found = judged(&search, &DnssecReach::Validated, [&old, &old], None);
    assert_eq!(found.exit, ExitCode::Success);
    let says = |words: &str| found.sentence.contains(words);
    assert!(says("as seen through this resolver"), "{}", found.sentence);
    assert!(!says("not renewed"), "{}", found.sentence);
}

//! Senders with caches: what each may still hold of the zone, while a plan is carried out.

use super::super::check::check;
use super::super::{Act, Checked, Coverage, Credential, Plan, Role, Rollover};
use crate::certificate::forge::NOW;
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::tests::scene::name;

/// A change, from what is published, shown and wanted.
pub struct Change {
    pub published: Vec<Tlsa>,
    pub credentials: Vec<Credential>,
    pub wanted: Vec<Combination>,
    pub is_known: bool,
    pub of_others: bool,
    /// A wildcard makes what is published, and nobody knows; steps are followed to the letter, at the name itself.
    pub below_wildcard: bool,
}

impl Change {
    pub fn plan(&self) -> Plan {
        let names = [name("mx.example.com")];
        Rollover {
            published: &self.published,
            is_known: self.is_known,
            of_others: self.of_others,
            of_unknown_origin: self.below_wildcard,
            credentials: &self.credentials,
            wanted: &self.wanted,
            names: &names,
            now: NOW,
            ttl: Some(3600),
        }
        .plan()
    }

    /// Carries the plan out: at every moment every RRset that a cache may hold must match everything that the server shows, and of the
    /// zone itself every combination must. Gives the zone at the end.
    #[track_caller]
    pub fn is_safe(&self, case: &str) -> Vec<Tlsa> {
        let plan = self.plan();
        let mut zone = match self.below_wildcard {
            true => Vec::new(),
            false => self.published.clone(),
        };
        let mut caches = vec![self.published.clone()];
        let mut shown = self.shown(Role::Current);
        for (number, step) in plan.steps.iter().enumerate() {
            match step.act {
                Act::Add | Act::Replace | Act::Remove => {
                    assert!(
                        step.add.iter().all(|one| !zone.contains(one)),
                        "{case} {number}"
                    );
                    assert!(
                        step.remove.iter().all(|one| zone.contains(one)),
                        "{case} {number}"
                    );
                    zone.retain(|one| !step.remove.contains(one));
                    zone.extend(step.add.clone());
                    caches.push(zone.clone());
                }
                Act::Wait => {
                    assert_eq!(step.wait, Some(7200), "{case} {number}");
                    caches = vec![zone.clone()];
                }
                Act::Deploy => {
                    let next = self.shown(Role::Next);
                    let kinds: Vec<_> = next.iter().map(kind).collect();
                    let alone = shown.len() == 1;
                    shown.retain(|one| !alone && !kinds.contains(&kind(one)));
                    shown.extend(next);
                }
            }
            for cached in &caches {
                // Where nothing was published, there is no DANE yet.
                if cached.is_empty() {
                    continue;
                }
                let checked = self.held(cached, &shown);
                let covered = |it: &Coverage| *it == Coverage::Covered;
                assert!(
                    checked.coverage.iter().all(covered),
                    "{case}, step {number}: {plan:#?}"
                );
            }
            let answered = match (self.below_wildcard, zone.as_slice()) {
                (true, []) => &self.published,
                _ => &zone,
            };
            let gaps = self.held(answered, &shown).gaps;
            assert!(
                gaps.is_empty(),
                "{case}, step {number}: {gaps:?} in {plan:#?}"
            );
        }
        zone
    }

    fn held(&self, records: &[Tlsa], shown: &[Credential]) -> Checked {
        check(records, shown, &[name("mx.example.com")], NOW)
    }

    fn shown(&self, role: Role) -> Vec<Credential> {
        let all = self.credentials.iter().filter(|one| one.role == role);
        all.cloned().collect()
    }
}

fn kind(credential: &Credential) -> Option<String> {
    credential.key().map(|key| key.algorithm.to_string())
}

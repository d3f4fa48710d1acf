//! What is shown before and after a change, and the records of it.

use super::Rollover;
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::finding::Finding;
use crate::judge::dane::publish::check::{self, Coverage};
use crate::judge::dane::publish::credential::{Credential, Role};
use crate::judge::dane::publish::plan::Plan;
use crate::judge::dane::publish::proposal::record;

impl Rollover<'_> {
    /// The combinations of which all of these can have a record; RFC 7671 §8 wants the same keys in each. The others are remarked.
    pub(super) fn possible(
        &self,
        plan: &mut Plan,
        of: &[&Credential],
        goal: &[Combination],
    ) -> Vec<Combination> {
        let mut possible = Vec::new();
        for combination in goal {
            let refusal = of.iter().find_map(|one| {
                let refused = record(one, *combination, self.names, self.now).err();
                refused.map(|why| format!("no record {combination} of the {one}: {why}"))
            });
            match refusal {
                Some(refusal) => plan.remark(refusal),
                None => possible.push(*combination),
            }
        }
        possible
    }

    /// The records that these lack: of each combination of which none matches by itself.
    pub(super) fn lacking(
        &self,
        plan: &mut Plan,
        of: &[&Credential],
        goal: &[Combination],
        rrset: &[Tlsa],
    ) -> Vec<Tlsa> {
        let mut lacking = Vec::new();
        for one in of {
            let is_met = |combination: &Combination| {
                let mut fitting = rrset
                    .iter()
                    .filter(|it| Combination::of(it) == *combination);
                fitting.any(|it| {
                    let alone = one.alone_against(it, self.names, self.now);
                    matches!(alone, Finding::Matched(_))
                })
            };
            let goal = goal.iter().filter(|combination| !is_met(combination));
            let goal: Vec<Combination> = goal.copied().collect();
            lacking.extend(without(self.records(plan, vec![one], &goal), &lacking));
        }
        lacking
    }

    /// The records of these, as far as they can be made; what cannot be is remarked.
    pub(super) fn records(
        &self,
        plan: &mut Plan,
        of: Vec<&Credential>,
        goal: &[Combination],
    ) -> Vec<Tlsa> {
        let mut records = Vec::new();
        for (credential, combination) in of
            .iter()
            .flat_map(|of| goal.iter().map(move |one| (of, one)))
        {
            match record(credential, *combination, self.names, self.now) {
                Ok(record) if !records.contains(&record) => records.push(record),
                Ok(_) => {}
                Err(why) => plan.remark(format!(
                    "no record {combination} of the {credential}: {why}"
                )),
            }
        }
        records
    }

    pub(super) fn of(&self, wanted: impl Fn(&Credential) -> bool) -> Vec<&Credential> {
        self.credentials.iter().filter(|one| wanted(one)).collect()
    }

    /// What the server shows afterwards: the next, and of the current what is not replaced. One that stands alone is replaced by
    /// whatever comes; of several, those with the same kind of key.
    pub(super) fn after(&self) -> Vec<&Credential> {
        let replaced = self.replaced();
        let next = self.of(|one| one.role == Role::Next);
        let stays = self.of(|one| one.role == Role::Current);
        let stays = stays.into_iter().filter(|one| !replaced.contains(one));
        next.into_iter().chain(stays).collect()
    }

    /// What is shown now and not afterwards.
    pub(super) fn replaced(&self) -> Vec<&Credential> {
        let next = self.of(|one| one.role == Role::Next);
        let current = self.of(|one| one.role == Role::Current);
        let algorithm = |one: &Credential| one.key().map(|key| key.algorithm.clone());
        let alone = current.len() == 1;
        let is_replaced = |current: &&Credential| {
            let mut next = next.iter();
            next.any(|next| alone || algorithm(next) == algorithm(current))
        };
        current.into_iter().filter(is_replaced).collect()
    }

    pub(super) fn coverage(&self, rrset: &[Tlsa], of: &Credential) -> Coverage {
        check::coverage(of, rrset, self.names, self.now)
    }

    /// Whether every next credential is covered.
    pub(super) fn is_covered(&self, rrset: &[Tlsa]) -> bool {
        let next = self.of(|one| one.role == Role::Next);
        next.into_iter()
            .all(|next| self.coverage(rrset, next) == Coverage::Covered)
    }

    pub(super) fn current_with_key_of(&self, next: &Credential) -> bool {
        let mut all = self.credentials.iter();
        all.any(|one| one.role == Role::Current && one.has_key_of(next))
    }

    /// Whether the next key is one that is in use.
    pub(super) fn is_same(&self) -> bool {
        let mut next = self.of(|one| one.role == Role::Next).into_iter();
        next.all(|next| self.current_with_key_of(next))
    }

    pub(super) fn changes_key(&self) -> bool {
        self.credentials.iter().any(|one| one.role == Role::Next) && !self.is_same()
    }
}

/// The combinations of usable records, each once.
pub(super) fn combinations(records: &[Tlsa]) -> Vec<Combination> {
    let mut all = Vec::new();
    for combination in records.iter().map(Combination::of) {
        if !all.contains(&combination) {
            all.push(combination);
        }
    }
    all
}

/// Those that are not there yet.
pub(super) fn without(records: Vec<Tlsa>, there: &[Tlsa]) -> Vec<Tlsa> {
    let mut records = records;
    records.retain(|record| !there.contains(record));
    records
}

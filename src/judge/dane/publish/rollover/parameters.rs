//! New kinds of records, and the change from keys to their CA.

use super::credentials::{combinations, without};
use super::{Rollover, words};
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::publish::check::Coverage;
use crate::judge::dane::publish::credential::{Credential, Role};
use crate::judge::dane::publish::plan::Plan;
use crate::judge::dane::publish::proposal::record;
use crate::judge::dane::publish::step::{Act, Step};

const SHA2_256: u8 = 1;
const SHA2_512: u8 = 2;

impl Rollover<'_> {
    /// What was asked for, without the usages that mean nothing for mail.
    pub(super) fn of_mail(&self, plan: &mut Plan) -> Vec<Combination> {
        let of_mail = |one: &&Combination| one.usage >= 2;
        if self.wanted.iter().any(|one| !of_mail(&one)) {
            plan.remark(
                "no record with PKIX-TA(0) or PKIX-EE(1) is part of this plan: no sender can use those for mail (RFC 7672, section 3.1.3)",
            );
        }
        self.wanted.iter().filter(of_mail).copied().collect()
    }

    /// RFC 6698 §6: every sender knows SHA2-256(1), and need not know SHA2-512(2).
    pub(super) fn beside_sha2_256(
        &self,
        plan: &mut Plan,
        wanted: Vec<Combination>,
    ) -> Vec<Combination> {
        let mut all: Vec<Combination> = Vec::new();
        for one in wanted {
            let known = Combination::new(one.usage, one.selector, SHA2_256);
            if one.matching_type == SHA2_512 && !self.wanted.contains(&known) {
                plan.remark(format!(
                    "{one} comes beside {known}, not in its place: not every sender must know SHA2-512(2) (RFC 6698, section 6)"
                ));
                all.push(known);
            }
            all.push(one);
        }
        all
    }

    /// The kinds of records to come to, where that takes new ones and may be done.
    pub(super) fn new_kinds(
        &self,
        plan: &mut Plan,
        rrset: &[Tlsa],
        wanted: &[Combination],
    ) -> Option<Vec<Combination>> {
        let in_use = combinations(rrset);
        if wanted.iter().all(|one| in_use.contains(one)) {
            return None;
        }
        let all = self.of(|_| true);
        let is_strange = |record: &Tlsa| !self.speaks_of(record, &all);
        if self.of_others && rrset.iter().any(is_strange) {
            // A stronger digest, or another kind in the place of this one, would leave the others without a record (RFC 7671 §8.3).
            plan.remark(
                "the kinds of records stay as they are: some that are published match nothing that was seen, and may be of what was not \
                 looked at, for which no new records can be made here",
            );
            return None;
        }
        if self.of_others && may_refuse_others(&in_use, wanted) {
            plan.remark(
                "the kinds of records stay as they are: senders would hold what was not looked at to the new ones alone, which need not match \
                 what it shows (RFC 7671, section 9)",
            );
            return None;
        }
        Some(wanted.to_vec())
    }

    /// RFC 7671 §8.2 is about keys that change together with the kind of record.
    pub(super) fn is_to_issuer(&self, in_use: &[Combination], goal: &[Combination]) -> bool {
        let can_have = |one: &&Credential| {
            let mut goal = goal.iter();
            goal.all(|goal| record(one, *goal, self.names, self.now).is_ok())
        };
        in_use.iter().all(|one| one.usage == 3)
            && goal.iter().all(|one| one.usage == 2)
            && self.changes_key()
            && self.after().iter().all(can_have)
    }

    /// RFC 7671 §8.1 at its end, §8.3: new kinds of records for the chain that is in use, before anything else changes.
    pub(super) fn new_parameters(
        &self,
        plan: &mut Plan,
        rrset: &mut Vec<Tlsa>,
        goal: &[Combination],
    ) {
        let kept = self.of(|one| {
            // Whoever is covered already must be covered by the new records too: each combination speaks of the same keys.
            one.role == Role::Current || self.coverage(rrset, one) == Coverage::Covered
        });
        let possible = self.possible(plan, &kept, goal);
        let add = without(self.records(plan, kept, &possible), rrset);
        if add.is_empty() {
            // What was asked for cannot be had, and what is there stays; of what comes next it is told as well.
            self.possible(plan, &self.after(), goal);
            return;
        }
        let old = rrset.iter();
        let old = old.filter(|record| !possible.contains(&Combination::of(record)));
        let mut remove: Vec<Tlsa> = old.cloned().collect();
        if self.of_others && !remove.is_empty() {
            remove.clear();
            plan.remark(words::OLD_KINDS);
        }
        rrset.extend(add.clone());
        let first = plan.steps.is_empty();
        let step = match remove.is_empty() {
            true => Step::new(
                Act::Add,
                "add the new kind of record for every key that is covered now, in one change of the zone",
            ),
            false => Step::new(
                Act::Replace,
                "put the new kind of record in the place of the old, for every key that is covered now, in one change of the zone: both \
                 match what the server shows, so that nobody has to wait for caches",
            ),
        };
        rrset.retain(|record| !remove.contains(record));
        if first {
            plan.rrset.clone_from(rrset);
        }
        plan.steps.push(step.adding(add).removing(remove));
        plan.follow("8.3");
    }

    /// RFC 7671 §8.2: the next key is announced as a key first, and its CA only when the old key is gone.
    pub(super) fn switch_to_issuer(
        &self,
        plan: &mut Plan,
        mut rrset: Vec<Tlsa>,
        goal: &[Combination],
    ) {
        let next = self.of(|one| one.role == Role::Next);
        let add = without(self.records(plan, next, &combinations(&rrset)), &rrset);
        rrset.extend(add.clone());
        plan.rrset.clone_from(&rrset);
        if !add.is_empty() {
            let words = "add the record of the next key, still as a key: a record of its CA would match nothing that the server shows yet";
            plan.steps.push(Step::new(Act::Add, words).adding(add));
            plan.steps
                .push(self.wait("before the server shows the next certificate"));
        }
        if !self.is_covered(&rrset) {
            plan.remark(words::NOT_COVERED);
            return;
        }
        let words = "give the server its next certificate with that of its CA, wherever it answers, and check it with smtls tlsa --check";
        plan.steps.push(Step::new(Act::Deploy, words));
        let after = self.after();
        let issuers = self.records(plan, after, goal);
        if !issuers.is_empty() && self.of_others {
            let words = "when that went well, add the record of the CA: it matches what the server shows by now";
            plan.steps.push(Step::new(Act::Add, words).adding(issuers));
            plan.remark(words::OLD_KINDS);
        } else if !issuers.is_empty() {
            let words = "when that went well and nothing shows the old certificate any more, put the record of the CA in the place of those \
                         of keys: it matches what the server shows by now";
            let step = Step::new(Act::Replace, words).removing(rrset);
            plan.steps.push(step.adding(issuers));
        }
        plan.follow("8.2");
    }
}

/// Whether senders may come to use new records alone, and these speak of a CA, so that whoever has the same RRset need not match them
/// where all old ones do: a stronger digest outdoes that of another CA (RFC 7671 §9), and who knows no SHA2-512(2) used none before.
fn may_refuse_others(in_use: &[Combination], wanted: &[Combination]) -> bool {
    const DANE_TA: u8 = 2;
    let new = wanted.iter().filter(|one| !in_use.contains(one));
    let is_rival = |one: &&Combination| {
        let same = |other: &Combination| (other.usage, other.selector) == (DANE_TA, one.selector);
        one.usage == DANE_TA && in_use.iter().any(same)
    };
    let is_first = in_use.iter().all(|one| one.matching_type == SHA2_512);
    let mut all = in_use.iter().chain(new.clone());
    is_first && all.any(|one| one.usage == DANE_TA) || new.clone().any(|one| is_rival(&one))
}

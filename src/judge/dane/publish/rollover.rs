//! The change from one key, CA or kind of record to the next, by the patterns of RFC 7671 §8.

mod credentials;
mod parameters;
mod words;

use super::check::Coverage;
use super::credential::{Credential, Role};
use super::plan::Plan;
use super::step::{Act, Step};
use crate::dane::{Combination, Tlsa};
use crate::dns::DomainName;
use crate::judge::dane::finding::Finding;
use credentials::{combinations, without};

/// The situation before a change.
#[derive(Clone, Copy, Debug)]
pub struct Rollover<'a> {
    /// The records that DNSSEC secures now; empty where it secures none.
    pub published: &'a [Tlsa],
    /// Whether it is known what is published; if not, `published` is empty and caches may hold anything.
    pub is_known: bool,
    /// Records may speak of keys that were not seen: of a server that could not be looked at, or of another service that shares them.
    pub of_others: bool,
    /// A wildcard may have made the records that are published, which goes out of effect where one is added at their name.
    pub of_unknown_origin: bool,
    /// What the server shows now, and what it is to show next.
    pub credentials: &'a [Credential],
    /// The combinations that were asked for; with none those that are published stay.
    pub wanted: &'a [Combination],
    /// The names of which the certificate must be for one where a record speaks of its CA.
    pub names: &'a [DomainName],
    /// The moment, in seconds since 1970.
    pub now: i64,
    /// The longest TTL that the records have or are to have, in seconds, where it is known.
    pub ttl: Option<u32>,
}

impl Rollover<'_> {
    /// The plan for it.
    pub fn plan(&self) -> Plan {
        let mut plan = self.changes();
        if self.of_unknown_origin {
            self.name_whole(&mut plan);
        }
        plan
    }

    fn changes(&self) -> Plan {
        let mut rrset = self.usable();
        let mut plan = Plan::default();
        self.about_all(&mut plan);
        let wanted = self.of_mail(&mut plan);
        let wanted = self.beside_sha2_256(&mut plan, wanted);
        if rrset.is_empty() {
            self.begin(&mut plan, &wanted);
            return plan;
        }
        plan.rrset.clone_from(&rrset);
        self.repair(&mut plan, &mut rrset);
        let in_use = combinations(&rrset);
        match self.new_kinds(&mut plan, &rrset, &wanted) {
            None => self.next(&mut plan, rrset, &in_use),
            Some(goal) if self.is_to_issuer(&in_use, &goal) => {
                self.switch_to_issuer(&mut plan, rrset, &goal);
            }
            Some(goal) => {
                self.new_parameters(&mut plan, &mut rrset, &goal);
                let in_use = combinations(&rrset);
                self.next(&mut plan, rrset, &in_use);
            }
        }
        plan
    }

    /// Those of the published records that senders can use, each once.
    fn usable(&self) -> Vec<Tlsa> {
        let mut usable: Vec<Tlsa> = Vec::new();
        for record in self.published {
            if record.unusable().is_none() && !usable.contains(record) {
                usable.push(record.clone());
            }
        }
        usable
    }

    /// RFC 4592 §2.2.1: the first record at a name puts a wildcard out of effect there, so that all that are needed must come with it.
    /// To add what is there already does no harm.
    fn name_whole(&self, plan: &mut Plan) {
        let mut steps = plan.steps.iter_mut();
        let changes_zone = |step: &&mut Step| matches!(step.act, Act::Add | Act::Replace);
        let Some(first) = steps.find(changes_zone) else {
            return;
        };
        let mut whole = without(self.usable(), &first.remove);
        whole.extend(without(std::mem::take(&mut first.add), &whole));
        first.add = whole;
        first.words.push_str(words::WHOLE);
    }

    /// Nothing counts yet, so that no cache holds anything that could be too old; unless that is not known.
    fn begin(&self, plan: &mut Plan, wanted: &[Combination]) {
        let wanted = match wanted {
            [] => &[Combination::RECOMMENDED],
            wanted => wanted,
        };
        let current = self.of(|one| one.role == Role::Current);
        let goal = self.possible(plan, &current, wanted);
        let all = self.records(plan, self.of(|_| true), &goal);
        let after = self.after();
        plan.rrset.clone_from(&all);
        if all.is_empty() {
            return;
        }
        let words = match self.is_known {
            true => "publish the records: none count yet, so that nobody has to wait for caches",
            false => {
                "publish the records beside those that are there; what is published is not known here"
            }
        };
        plan.steps
            .push(Step::new(Act::Add, words).adding(all.clone()));
        if self.is_known && self.of_others {
            plan.remark(words::BINDS_OTHERS);
        }
        if !self.changes_key() {
            return;
        }
        if !self.is_covered(&all) {
            plan.remark(words::NOT_COVERED);
            return;
        }
        let words = match self.is_known {
            true => {
                "once every name server of the zone answers with them, give the server its next certificate, and check it"
            }
            false => {
                plan.steps
                    .push(self.wait("before the server shows the next certificate"));
                words::DEPLOY
            }
        };
        plan.steps.push(Step::new(Act::Deploy, words));
        self.remove(plan, &all, &after);
        plan.follow("8.1");
    }

    /// RFC 7671 §8: at no time may all records be for other keys than those in use.
    fn repair(&self, plan: &mut Plan, rrset: &mut Vec<Tlsa>) {
        let is_refused = |one: &Credential| {
            let coverage = self.coverage(rrset, one);
            one.role == Role::Current && matches!(coverage, Coverage::Not | Coverage::InPart)
        };
        let kinds = own_or_recommended(rrset);
        let add = self.records(plan, self.of(is_refused), &kinds);
        let add = without(add, rrset);
        if add.is_empty() {
            return;
        }
        let words = "at once: what the server shows now is matched by nothing, or not for every sender, and those that know DANE keep their mail; they see the \
                     new records when their caches have forgotten the old RRset, so that going back to the old certificate until then is \
                     quicker, where that is possible";
        rrset.extend(add.clone());
        plan.rrset.clone_from(rrset);
        plan.steps.push(Step::new(Act::Add, words).adding(add));
        plan.follow("8");
    }

    /// RFC 7671 §8.1: publish, wait, deploy, remove.
    fn next(&self, plan: &mut Plan, mut rrset: Vec<Tlsa>, goal: &[Combination]) {
        let next = self.of(|one| one.role == Role::Next);
        if next.is_empty() {
            return;
        }
        self.about_next(plan, &rrset);
        let add = self.lacking(plan, &next, goal, &rrset);
        // What was only mended goes on with the same RRset, which grows: nothing in any cache becomes wrong by that.
        let has_steps = !plan.steps.is_empty() && plan.sections != ["8"];
        if has_steps && !add.is_empty() {
            // One change at a time (RFC 7671 §8.4).
            plan.steps.push(self.wait("before the next change"));
        }
        let was_covered = self.is_covered(&rrset);
        if !add.is_empty() {
            let words = match was_covered {
                true => {
                    "add the records of the next key: others cover it already, but each kind of record in use must match it (RFC 7671, \
                     section 8)"
                }
                false if !plan.steps.is_empty() && !has_steps => {
                    "in the same change of the zone, add the records of the next key"
                }
                false => "add the records of the next key to those that are there",
            };
            rrset.extend(add.clone());
            if !has_steps {
                plan.rrset.clone_from(&rrset);
            }
            plan.steps
                .push(Step::new(Act::Add, words).adding(add.clone()));
            plan.follow("8.1");
        }
        if !self.is_covered(&rrset) {
            plan.remark(words::NOT_COVERED);
            return;
        }
        if !add.is_empty() {
            plan.steps
                .push(self.wait("before the server shows the next certificate"));
        } else if !self.is_same() {
            plan.remark(
                "the next key is covered already; if its record was published less than two TTLs ago, wait for the rest of that time",
            );
        }
        if self.is_same() && plan.steps.is_empty() {
            return;
        }
        plan.steps.push(Step::new(Act::Deploy, words::DEPLOY));
        self.remove(plan, &rrset, &self.after());
        if plan.sections.is_empty() {
            plan.follow(
                match combinations(&rrset).iter().all(|one| one.usage == 2) {
                    true => "5.2",
                    false => "8.1",
                },
            );
        }
    }

    /// What matches nothing any more is taken away at the end; of what may be of others only the records of what is replaced.
    fn remove(&self, plan: &mut Plan, rrset: &[Tlsa], after: &[&Credential]) {
        let is_needed = |record: &&Tlsa| self.speaks_of(record, after);
        let gone = rrset.iter().filter(|record| !is_needed(record));
        let current = self.of(|one| one.role == Role::Current);
        let is_known = |record: &&Tlsa| !self.of_others || self.speaks_of(record, &current);
        let (gone, left): (Vec<&Tlsa>, Vec<&Tlsa>) = gone.partition(is_known);
        if !left.is_empty() {
            plan.remark(
                "the plan leaves records alone that match nothing that was seen: they may be of what was not looked at",
            );
        }
        if !gone.is_empty() {
            let gone = gone.into_iter().cloned().collect();
            plan.steps
                .push(Step::new(Act::Remove, self.last_words()).removing(gone));
        }
    }

    /// Whether a record authenticates one of these, or may do so, by itself.
    fn speaks_of(&self, record: &Tlsa, of: &[&Credential]) -> bool {
        of.iter().any(|one| {
            let alone = one.alone_against(record, self.names, self.now);
            matches!(alone, Finding::Matched(_) | Finding::CannotTell(_))
        })
    }
}

/// Those that speak of the server's own key; the CA may be another by now. One that every sender knows is among them.
fn own_or_recommended(records: &[Tlsa]) -> Vec<Combination> {
    const SHA2_512: u8 = 2;
    let own = combinations(records).into_iter();
    let mut own: Vec<Combination> = own.filter(|one| one.usage == 3).collect();
    if own.iter().all(|one| one.matching_type == SHA2_512) {
        own.push(Combination::RECOMMENDED);
    }
    own
}

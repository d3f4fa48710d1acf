//! The end of a list of suites: when its refusal is believed, and what follows where it was none.

use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::{Heard, Said};
use super::suites::Suites;
use crate::audit::{AcceptedSuite, Ask, NotTested, Support, VersionFacts};

impl<'a, 'b, A: Ask> Suites<'a, 'b, A> {
    /// Every suite, also of what was refused before: a refusal turned out to be none.
    pub(super) async fn reopened(
        inquiry: &'a Inquiry<'b, A>,
        known: &VersionFacts,
    ) -> VersionFacts {
        let mut suites = Self::new(inquiry, known.version);
        suites.accepted = known.suites.clone();
        for (flight, evidence) in inquiry.all_at(known.version) {
            suites.accept(&flight, evidence);
        }
        let Some(evidence) = suites.accepted.first().map(|it| it.evidence) else {
            return suites.list().await;
        };
        let mut left = inquiry.portions(known.version).concat();
        left.retain(|it| !suites.is_settled(*it));
        let mut incomplete = known.incomplete.clone();
        for portion in left.chunks(inquiry.most_suites()) {
            if let Err(why) = suites.exhaust(portion.to_vec(), true).await {
                incomplete.get_or_insert(why);
                break;
            }
        }
        suites.facts(Ok(Support::Yes(evidence)), incomplete)
    }

    /// Puts down what ended the list for the second round, and, as far as there is room, what other hellos offered in vain, the worst
    /// first.
    pub(super) fn put_off_the_end(&mut self) {
        let ends = std::mem::take(&mut self.ends);
        let Some((_, refused)) = ends.last().filter(|_| !self.is_as_above()) else {
            return;
        };
        let is_refused = |it: &u16| self.refused.contains(&u32::from(*it));
        let ended = ends.iter().rev().flat_map(|(left, _)| left.iter().copied());
        let ended: Vec<u16> = ended.filter(is_refused).collect();
        let is_full = self.inquiry.cramped_by().is_none();
        let others = self.refused.iter().rev().filter(|_| is_full);
        let others = others.filter_map(|it| u16::try_from(*it).ok());
        let mut offered: Vec<u16> = Vec::new();
        for suite in ended.iter().copied().chain(others) {
            if !offered.contains(&suite) {
                offered.push(suite);
            }
        }
        let most = self.inquiry.most_suites();
        let needed = ended.len().div_ceil(most).max(1);
        for portion in offered.chunks(most).take(needed) {
            let hello = self.inquiry.hello(self.version, portion.to_vec());
            self.inquiry.defer(refused, Meant::ForSuites, hello);
        }
    }

    /// Offers once more what was refused, and, as far as there is room, what other hellos offered in vain, the worst first. Where any
    /// of it is accepted now, all of it is open again.
    pub(super) async fn ask_again(
        &mut self,
        refused: &Heard,
        left: &mut Vec<u16>,
    ) -> Result<Heard, NotTested> {
        let mut offered = left.clone();
        let others = self.refused.iter().rev();
        let others = others.filter_map(|it| u16::try_from(*it).ok());
        offered.extend(others.filter(|it| !left.contains(it)));
        offered.truncate(self.inquiry.most_suites().max(left.len()));
        let hello = self.inquiry.hello(self.version, offered.clone());
        let again = self.inquiry.ask(Meant::ForSuites, "again", hello).await?;
        self.inquiry.weigh(refused, &again);
        if matches!(again.said, Said::Chose(_)) {
            self.refused
                .retain(|it| !offered.iter().any(|open| u32::from(*open) == *it));
            *left = offered;
        }
        Ok(again)
    }

    /// Whether the list is that of the version above it, which a refusal by chance would not end at the same place.
    pub(super) fn is_as_above(&self) -> bool {
        let is_there = |it: &AcceptedSuite| self.above.contains(&it.suite);
        !self.above.is_empty()
            && self.above.len() == self.accepted.len()
            && self.accepted.iter().all(is_there)
    }
}

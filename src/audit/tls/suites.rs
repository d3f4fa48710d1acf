//! The suites of a version up to TLS 1.2: each answer names one, which is left out from then on, until the rest is refused.

use super::catalogue::is_chacha;
use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::order::Ruling;
use super::said::{Heard, Said};
use super::words;
use crate::audit::{AcceptedSuite, Ask, EvidenceId, NotTested, Support, VersionFacts};
use crate::tls::wire::ServerFlight;

/// So many choices that both kinds of order explain, before a hello asks which it is.
const UNDECIDED: usize = 4;

/// protocol_version (RFC 9846 §6.2).
pub(super) const PROTOCOL_VERSION: u8 = 70;

/// The suites of a version, as far as they are known.
pub(super) struct Suites<'a, 'b, A> {
    pub(super) inquiry: &'a Inquiry<'b, A>,
    pub(super) version: u16,
    pub(super) accepted: Vec<AcceptedSuite>,
    pub(super) refused: Vec<u32>,
    /// What the version above it accepts, where that is known for sure.
    pub(super) above: Vec<u32>,
    /// What ended the list, and is to be offered once more.
    pub(super) ends: Vec<(Vec<u16>, Heard)>,
}

/// What a version's first hello came to.
enum First {
    Accepted,
    /// These suites were refused; how.
    Refused(String, EvidenceId),
    /// The version was refused, whatever the suites; how.
    NoVersion(String, EvidenceId),
}

impl<'a, 'b, A: Ask> Suites<'a, 'b, A> {
    /// Nothing is known yet.
    pub(super) fn new(inquiry: &'a Inquiry<'b, A>, version: u16) -> Self {
        Self {
            inquiry,
            version,
            accepted: Vec::new(),
            refused: Vec::new(),
            above: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Beside the suites of the version above it: where this one has the same, its end needs no second asking.
    pub(super) fn below(self, above: &VersionFacts) -> Self {
        let is_whole = above.incomplete.is_none();
        let suites = above.suites.iter().filter(|_| is_whole);
        let above = suites.map(|it| it.suite).collect();
        Self { above, ..self }
    }

    /// Whether the server speaks the version, and all suites that it accepts in it.
    pub(super) async fn list(mut self) -> VersionFacts {
        let (support, incomplete) = loop {
            let shape = self.inquiry.shape.get();
            self.refused.clear();
            self.ends.clear();
            let support = self.support().await;
            let incomplete = match &support {
                Ok(Support::Yes(_)) => self.proved().await.err(),
                Ok(Support::No { .. }) => None,
                Err(why) => Some(why.clone()),
            };
            // What was refused in a hello that the server does not bear proves nothing.
            if incomplete.is_some() || self.inquiry.shape.get() == shape {
                break (support, incomplete);
            }
        };
        self.put_off_the_end();
        self.facts(support, incomplete)
    }

    pub(super) fn facts(
        self,
        support: Result<Support, NotTested>,
        incomplete: Option<NotTested>,
    ) -> VersionFacts {
        VersionFacts {
            version: self.version,
            support: support.into(),
            suites: self.accepted,
            refused: self.refused,
            incomplete,
            order: Default::default(),
        }
    }

    /// Asks portion by portion until one is accepted, or the version itself is refused.
    async fn support(&mut self) -> Result<Support, NotTested> {
        if let Some((flight, evidence)) = self.inquiry.first_at(self.version) {
            self.accept(&flight, evidence);
            return Ok(Support::Yes(evidence));
        }
        let mut refusal = None;
        let inquiry = self.inquiry;
        let portions = inquiry.portions(self.version);
        for (place, portion) in portions.into_iter().enumerate() {
            let is_known = || inquiry.was_offered_below(self.version, &portion, false);
            if place > 0 && is_known() {
                continue;
            }
            match self.first(portion, place == 0).await? {
                First::Accepted => break,
                First::Refused(how, evidence) => {
                    refusal.get_or_insert((how, evidence));
                }
                First::NoVersion(how, evidence) => {
                    refusal = Some((how, evidence));
                    break;
                }
            }
        }
        match (self.accepted.first(), refusal) {
            (Some(suite), _) => Ok(Support::Yes(suite.evidence)),
            (None, Some((how, evidence))) => Ok(Support::No { how, evidence }),
            (None, None) => Err(NotTested::NotApplicable("there is no suite for it")),
        }
    }

    async fn first(&mut self, portion: Vec<u16>, is_common: bool) -> Result<First, NotTested> {
        let hello = self.inquiry.hello(self.version, portion.clone());
        let heard = match is_common {
            true => self.inquiry.ask_version(hello).await?,
            false => self.inquiry.ask(Meant::ForSuites, "", hello).await?,
        };
        let evidence = heard.evidence;
        match heard.said {
            Said::Chose(flight) if flight.version == self.version => {
                self.accept(&flight, evidence);
                Ok(First::Accepted)
            }
            Said::Chose(flight) => {
                let how = format!("chose {} instead", words::version(flight.version));
                Ok(First::NoVersion(how, evidence))
            }
            Said::Refused(how, alert) => {
                self.refused.extend(portion.into_iter().map(u32::from));
                Ok(match alert {
                    Some(PROTOCOL_VERSION) => First::NoVersion(how, evidence),
                    _ => First::Refused(how, evidence),
                })
            }
            said => Err(said.unclear()),
        }
    }

    /// Every suite, and that what was refused was so in hellos such as the server takes in this version: the opening is another kind.
    async fn proved(&mut self) -> Result<(), NotTested> {
        self.all().await?;
        let own = self.inquiry.hello(self.version, Vec::new());
        let is_taken = self.inquiry.exchanges().iter().any(|exchange| {
            let choice = exchange.choice();
            choice.is_some_and(|(hello, flight)| {
                let is_alike = (&hello.compressions, hello.curious, hello.max_version)
                    == (&own.compressions, own.curious, own.max_version);
                flight.version == self.version && is_alike
            })
        });
        if is_taken || self.refused.is_empty() {
            return Ok(());
        }
        let portion = self.inquiry.portions(self.version).into_iter().next();
        let hello = self
            .inquiry
            .hello(self.version, portion.unwrap_or_default());
        let heard = self.inquiry.ask_version(hello).await?;
        match heard.said {
            Said::Chose(flight) if flight.version == self.version => Ok(()),
            _ => Err(NotTested::Unclear(
                "what was accepted before was refused".to_owned(),
            )),
        }
    }

    /// Every suite. The portions of rare suites come first; should any of them be accepted, they are offered again with the common
    /// ones, so that the order is that of all: unless it is known not to be the server's.
    async fn all(&mut self) -> Result<(), NotTested> {
        let mut portions = self.inquiry.portions(self.version).into_iter();
        let mut common = portions.next().unwrap_or_default();
        let first = self.accepted.first().map(|it| it.suite);
        for portion in portions {
            let left = portion.into_iter().filter(|it| !self.is_settled(*it));
            let before = self.accepted.len();
            self.exhaust(left.collect(), false).await?;
            let rare = self.accepted.iter().skip(before);
            if !self.may_have_an_order() {
                continue;
            }
            common.extend(rare.filter_map(|it| u16::try_from(it.suite).ok()));
        }
        let is_alone = self.accepted.len() <= 1;
        common.retain(|it| !is_alone || Some(u32::from(*it)) != first);
        common.retain(|it| !self.refused.contains(&u32::from(*it)));
        if self.inquiry.cramped_by().is_none() {
            return self.exhaust(common, true).await;
        }
        let mut portions = common.chunks(self.inquiry.most_suites()).peekable();
        while let Some(portion) = portions.next() {
            let is_last = portions.peek().is_none();
            self.exhaust(portion.to_vec(), is_last).await?;
        }
        Ok(())
    }

    /// Offers what is left until all of it is refused; from both ends by turns, which tells a server with an order of its own. Where
    /// anything was accepted of it, or it is the last, what ends it is asked twice, the second time in the second round.
    pub(super) async fn exhaust(
        &mut self,
        mut left: Vec<u16>,
        is_last: bool,
    ) -> Result<(), NotTested> {
        let accepted = self.accepted.len();
        let mut again = None;
        let mut is_asked = false;
        let mut is_turned = true;
        while !left.is_empty() {
            let mut offered = left.clone();
            if is_turned {
                offered.reverse();
            }
            is_turned = !is_turned;
            // Some servers put ChaCha20 first for clients that do, which would be out of turn.
            if let Some(other) = offered.iter().position(|it| !is_chacha(*it)) {
                offered.swap(0, other);
            }
            // A suite that was chosen before stands behind all others now: only a server with its own order still takes it.
            offered.extend(again);
            let hello = self.inquiry.hello(self.version, offered);
            let mut heard = self.inquiry.ask(Meant::ForSuites, "", hello).await?;
            let is_end = heard.way().is_some() && (self.inquiry.defers() || !heard.is_sure);
            let is_new = self.accepted.len() > accepted;
            if is_end && (is_last || is_new) && !self.is_as_above() {
                if self.inquiry.defers() {
                    self.ends.push((left.clone(), heard.clone()));
                } else {
                    heard = self.ask_again(&heard, &mut left).await?;
                }
            }
            let flight = match heard.said {
                Said::Chose(flight) if flight.version == self.version => flight,
                Said::Chose(_) | Said::Refused(..) => {
                    self.refused.extend(left.into_iter().map(u32::from));
                    return Ok(());
                }
                said => return Err(said.unclear()),
            };
            self.accept(&flight, heard.evidence);
            let before = left.len();
            left.retain(|it| *it != flight.suite);
            if left.len() == before && again.take() != Some(flight.suite) {
                return Err(NotTested::Unclear("the same suite came twice".to_owned()));
            }
            again = None;
            if !is_asked && self.is_undecided() {
                is_asked = true;
                again = Some(flight.suite);
            }
        }
        Ok(())
    }

    /// Whether all choices can be explained by an order of the server's.
    fn may_have_an_order(&self) -> bool {
        let accepted: Vec<u32> = self.accepted.iter().map(|it| it.suite).collect();
        let ruling = self.inquiry.suite_order(self.version, &accepted);
        !matches!(ruling, Ruling::Client | Ruling::Mixed)
    }

    /// Whether several choices were made, and tell nothing of whose order it is.
    fn is_undecided(&self) -> bool {
        if !(UNDECIDED..2 * UNDECIDED).contains(&self.accepted.len()) {
            return false;
        }
        let accepted: Vec<u32> = self.accepted.iter().map(|it| it.suite).collect();
        let ruling = self.inquiry.suite_order(self.version, &accepted);
        matches!(ruling, Ruling::Open(_))
    }

    pub(super) fn is_settled(&self, suite: u16) -> bool {
        let suite = u32::from(suite);
        self.refused.contains(&suite) || self.accepted.iter().any(|it| it.suite == suite)
    }

    pub(super) fn accept(&mut self, flight: &ServerFlight, evidence: EvidenceId) {
        let suite = u32::from(flight.suite);
        if !self.accepted.iter().any(|it| it.suite == suite) {
            self.accepted.push(AcceptedSuite {
                suite,
                group: flight.group,
                evidence,
            });
        }
    }
}

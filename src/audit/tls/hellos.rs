//! Hellos that leave nothing out which a server might want, and what the answers so far say about the next.

use super::catalogue::{self, CRAMPED, MODEST, MOST, PLAIN_GROUPS, PLAIN_SCHEMES};
use super::exchange::{Meant, first_of_each};
use super::inquiry::Inquiry;
use super::order::{Ruling, Trial};
use crate::audit::{Ask, EvidenceId};
use crate::tls::names::{TLS_1_2, TLS_1_3};
use crate::tls::wire::{ClientHello, ServerFlight};

/// DEFLATE and LZS (RFC 3749, RFC 3943), and none.
const COMPRESSIONS: [u8; 3] = [1, 64, 0];

/// The most groups, and the most signature schemes, in a modest hello.
const SOME: usize = 12;

/// How much a hello asks for at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// Everything, and extensions that senders do not send.
    #[default]
    Full,
    /// No such extension, no compression, and a moderate number of suites, groups and schemes.
    Modest,
    /// As little as any server bears: a few common suites, groups and schemes, in 255 octets.
    Plain,
}

impl<A: Ask> Inquiry<'_, A> {
    /// A hello of this version with these suites and everything else. What was chosen before stands last, so that a server that goes
    /// by the client's order shows something new; but it stays, because a server may have no use for some suite without it, as for
    /// ECDSA without the curve of its certificate.
    pub(super) fn hello(&self, version: u16, suites: Vec<u16>) -> ClientHello {
        let mut hello = ClientHello::new(version);
        hello.suites = suites;
        hello.server_name = self.server_name.borrow().clone();
        hello.key_share = self.key_share.get();
        let groups = self.groups_met(version);
        hello.groups = moved_back(self.groups_asked(version), &groups);
        let schemes = self.schemes_met();
        hello.schemes = moved_back(self.schemes_asked(TLS_1_2), &schemes);
        if version < TLS_1_3 {
            let is_full = self.shape.get() == Shape::Full;
            if is_full {
                hello.compressions = COMPRESSIONS.to_vec();
            }
            hello.status_request = is_full;
            hello.curious = is_full;
        }
        hello
    }

    /// The suites of a version, in portions.
    pub(super) fn portions(&self, version: u16) -> Vec<Vec<u16>> {
        match self.shape.get() {
            Shape::Full => catalogue::suites(version, MOST),
            Shape::Modest | Shape::Plain => catalogue::pure(version, self.most_suites()),
        }
    }

    /// The most suites in one hello.
    pub(super) fn most_suites(&self) -> usize {
        match self.shape.get() {
            Shape::Full => MOST,
            Shape::Modest => MODEST,
            Shape::Plain => CRAMPED,
        }
    }

    /// Whether a hello asks for no more than the server bears, so that a refusal means the suites.
    pub(super) fn bears(&self, hello: &ClientHello) -> bool {
        let own = self.hello(hello.max_version, Vec::new());
        let is_for_all = hello.max_version >= TLS_1_3 && hello.min_version < TLS_1_3;
        let is_alike = (&own.compressions, own.curious) == (&hello.compressions, hello.curious);
        is_alike && !is_for_all && hello.suites.len() <= self.most_suites()
    }

    /// The groups that hellos of a version offer.
    pub(super) fn groups_asked(&self, version: u16) -> Vec<u16> {
        self.cramped(catalogue::groups(version), &PLAIN_GROUPS)
    }

    /// The signature schemes that hellos of a version offer.
    pub(super) fn schemes_asked(&self, version: u16) -> Vec<u16> {
        self.cramped(catalogue::schemes(version), &PLAIN_SCHEMES)
    }

    fn cramped(&self, mut all: Vec<u16>, plain: &[u16]) -> Vec<u16> {
        match self.shape.get() {
            Shape::Full => {}
            Shape::Modest => {
                all.sort_by_key(|it| !plain.contains(it));
                all.truncate(SOME);
            }
            Shape::Plain => all.retain(|it| plain.contains(it)),
        }
        all
    }

    /// The first flight in which a version was chosen.
    pub(super) fn first_at(&self, version: u16) -> Option<(ServerFlight, EvidenceId)> {
        self.exchanges().iter().find_map(|exchange| {
            let (_, flight) = exchange.choice()?;
            let is_sought = flight.version == version && exchange.meant == Meant::ForSuites;
            is_sought.then(|| (flight.clone(), exchange.heard.evidence))
        })
    }

    /// Every flight in which a version was chosen.
    pub(super) fn all_at(&self, version: u16) -> Vec<(ServerFlight, EvidenceId)> {
        let exchanges = self.exchanges();
        let flights = exchanges.iter().filter_map(|exchange| {
            let (_, flight) = exchange.choice()?;
            let is_sought = flight.version == version && exchange.meant == Meant::ForSuites;
            is_sought.then(|| (flight.clone(), exchange.heard.evidence))
        });
        flights.collect()
    }

    /// The groups that were chosen so far: in TLS 1.3, or in the versions before it.
    pub(super) fn groups_met(&self, version: u16) -> Vec<(u16, EvidenceId)> {
        let exchanges = self.exchanges();
        let shown = exchanges.iter().filter_map(|exchange| {
            let (_, flight) = exchange.choice()?;
            let is_sought = (flight.version >= TLS_1_3) == (version >= TLS_1_3);
            Some((flight.group.filter(|_| is_sought)?, exchange.heard.evidence))
        });
        first_of_each(shown)
    }

    /// The signature schemes that were used in TLS 1.2 so far.
    pub(super) fn schemes_met(&self) -> Vec<(u16, EvidenceId)> {
        let exchanges = self.exchanges();
        let shown = exchanges.iter().filter_map(|exchange| {
            let (_, flight) = exchange.choice()?;
            let scheme = flight.key_exchange.as_ref()?.scheme?;
            Some((scheme, exchange.heard.evidence))
        });
        first_of_each(shown)
    }

    /// By whose order the suites of a version are chosen.
    pub(super) fn suite_order(&self, version: u16, accepted: &[u32]) -> Ruling {
        let exchanges = self.exchanges();
        let trials = exchanges.iter().filter_map(|exchange| {
            let (hello, flight) = exchange.choice()?;
            let is_trial = flight.version == version && exchange.meant == Meant::ForSuites;
            is_trial.then(|| Trial {
                offered: hello.suites.iter().copied().map(u32::from).collect(),
                chosen: flight.suite.into(),
            })
        });
        Ruling::of(&trials.collect::<Vec<_>>(), accepted)
    }

    /// By whose order a group is chosen: in TLS 1.3, or in the versions before it.
    pub(super) fn group_order(&self, version: u16, accepted: &[u16]) -> Ruling {
        let exchanges = self.exchanges();
        let trials = exchanges.iter().filter_map(|exchange| {
            let (hello, flight) = exchange.choice()?;
            let is_trial = (flight.version >= TLS_1_3) == (version >= TLS_1_3);
            let chosen = flight.group.filter(|_| is_trial)?;
            Some(Trial {
                offered: hello.groups.iter().copied().map(u32::from).collect(),
                chosen: chosen.into(),
            })
        });
        let accepted: Vec<u32> = accepted.iter().copied().map(u32::from).collect();
        Ruling::of(&trials.collect::<Vec<_>>(), &accepted)
    }
}

/// The same, but with what is known already at the end.
fn moved_back(mut all: Vec<u16>, known: &[(u16, EvidenceId)]) -> Vec<u16> {
    let place = |one: &u16| known.iter().position(|(met, _)| met == one);
    all.sort_by_key(|one| place(one).map_or(0, |place| place + 1));
    all
}

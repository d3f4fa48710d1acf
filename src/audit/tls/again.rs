//! The second round: a refusal without a reason that ends a list, or refuses a version, is asked for once more, but only after
//! something else was answered. So no passing trouble explains both refusals, however many connections in a row it takes.

use super::exchange::{Exchange, Meant};
use super::inquiry::Inquiry;
use super::said::{Heard, Said, Way};
use crate::audit::{Ask, EvidenceId, NotTested};
use crate::tls::names::{SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use crate::tls::wire::{ClientHello, ServerFlight};

/// A hello that is to be refused once more, before what rests on its refusal is believed.
#[derive(Clone, Debug)]
pub(super) struct Due {
    meant: Meant,
    hello: ClientHello,
    /// The last of the refusals that it repeats.
    refused: Heard,
}

/// A hello that was answered in the second round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reopened {
    /// What the hello was meant for.
    pub meant: Meant,
    /// The highest version that it offered.
    pub offered: u16,
}

impl<A: Ask> Inquiry<'_, A> {
    /// Whether what is refused is asked for once more in a second round, and not at once.
    pub(super) fn defers(&self) -> bool {
        !(self.is_quick() || self.is_second_round.get())
    }

    /// Puts a hello down for the second round.
    pub(super) fn defer(&self, refused: &Heard, meant: Meant, hello: ClientHello) {
        let refused = refused.clone();
        self.due.borrow_mut().push(Due {
            meant,
            hello,
            refused,
        });
    }

    /// Asks once more where a single refusal would decide too much: in the second round, or, where there is none, at once.
    pub(super) async fn confirmed_later(
        &self,
        heard: Heard,
        meant: Meant,
        hello: ClientHello,
    ) -> Result<Heard, NotTested> {
        if !self.defers() {
            return self.confirmed(heard, meant, hello).await;
        }
        if heard.way().is_some() {
            self.defer(&heard, meant, hello);
        }
        Ok(heard)
    }

    /// Whether a plain hello of a higher version that offers these suites as well is to be asked.
    pub(super) fn is_due_above(&self, version: u16, suites: &[u16]) -> bool {
        self.due.borrow().iter().any(|due| {
            let highest = due.hello.max_version;
            let is_above =
                version < highest && highest < TLS_1_3 && self.first_at(highest).is_none();
            is_above && suites.iter().all(|it| due.hello.suites.contains(it))
        })
    }

    /// Asks for what is due once more, as far as something was answered since it was refused. What is not asked any more for lack of
    /// connections stays due.
    pub(super) async fn repeat_what_is_due(&self) {
        let is_ripe = |due: &Due| self.is_answered_since(due.refused.evidence);
        loop {
            let next = {
                let mut due = self.due.borrow_mut();
                let place = due.iter().position(is_ripe);
                place.map(|place| due.remove(place))
            };
            let Some(due) = next else { return };
            if self.repeat(&due).await.is_err() {
                self.due.borrow_mut().push(due);
                return;
            }
        }
    }

    /// Asks for all that is still due, each behind a hello that is answered; says what is open again.
    pub(super) async fn second_round(&self) -> Vec<Reopened> {
        self.repeat_what_is_due().await;
        let way = self.due.borrow().first().and_then(|due| due.refused.way());
        if let Some(way) = way
            && self.is_there_or_comes_back(way).await.unwrap_or(false)
        {
            self.repeat_what_is_due().await;
        }
        self.is_second_round.set(true);
        let mut open = self.reopened.take();
        // Who fails now and then may have done so both times.
        if self.trust.is_flighty() {
            open.extend(
                [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0, SSL_3_0].map(|offered| Reopened {
                    meant: Meant::ForSuites,
                    offered,
                }),
            );
        }
        open
    }

    async fn is_there_or_comes_back(&self, way: Way) -> Result<bool, NotTested> {
        if self.is_still_there(way).await? {
            return Ok(true);
        }
        self.shut_out()?;
        self.is_still_there(way).await
    }

    async fn repeat(&self, due: &Due) -> Result<(), NotTested> {
        self.is_repeating.set(true);
        let again = self.ask(due.meant, "again", due.hello.clone()).await;
        self.is_repeating.set(false);
        let again = again?;
        if let Said::Chose(flight) = &again.said {
            let first = self.refusal_of(due, flight);
            self.weigh(&first, &again);
            self.reopened.borrow_mut().push(Reopened {
                meant: due.meant,
                offered: due.hello.max_version,
            });
        }
        Ok(())
    }

    /// The refusal that a choice contradicts.
    fn refusal_of(&self, due: &Due, flight: &ServerFlight) -> Heard {
        let exchanges = self.exchanges();
        let mut refusals = exchanges.iter().filter(|it| {
            let Some((hello, _)) = it.refusal() else {
                return false;
            };
            let has_group = flight.group.is_none_or(|it| hello.groups.contains(&it));
            it.heard.way().is_some()
                && (it.meant, hello.max_version) == (due.meant, due.hello.max_version)
                && hello.suites.contains(&flight.suite)
                && has_group
        });
        let first = refusals.next().map(|it| it.heard.clone());
        first.unwrap_or_else(|| due.refused.clone())
    }

    fn is_answered_since(&self, refusal: EvidenceId) -> bool {
        let exchanges = self.exchanges();
        let mut since = exchanges.iter().rev();
        since.any(|it| it.choice().is_some() && it.heard.evidence > refusal)
    }

    /// Why a refusal that was to be repeated is not believed, where it was not.
    pub(super) fn why_unrepeated(&self, exchange: &Exchange) -> Option<NotTested> {
        let (hello, _) = exchange.refusal()?;
        exchange.heard.way()?;
        // Where nothing was ever answered, nothing tells trouble from a server that refuses everybody.
        if !self.is_any_answered() {
            return None;
        }
        let due = self.due.borrow();
        let mut due = due.iter();
        due.find(|due| {
            let is_covered = match due.hello.max_version {
                TLS_1_3 => hello.max_version == TLS_1_3,
                highest => hello.max_version <= highest,
            };
            due.meant == exchange.meant && is_covered
        })?;
        let once = "what was refused was not asked for a second time";
        let once = NotTested::Unclear(once.to_owned());
        Some(self.stopped().unwrap_or(once))
    }
}

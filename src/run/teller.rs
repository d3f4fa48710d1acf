//! Tells of the connections to an endpoint as they happen, and waits with the end of the handshake until it is known what the
//! domain promises: only then can it be said how far the peer is trusted.

use super::pipeline::Run;
use super::shown::Shown;
use crate::judge::Promises;
use crate::probe::{Event, Observation, Peer, Purpose, Timed};

/// Tells `watch` of events, in order, with what is known of the certificate by then.
pub(super) struct Teller<'a, W> {
    run: &'a Run<'a>,
    peer: &'a Peer,
    watch: W,
    /// What could not be told yet.
    untold: Vec<(Purpose, Timed)>,
    /// The fold of what was told of the connection that is told of.
    known: Option<Observation>,
    /// What was told last is what the connection is to find out.
    after_asking: bool,
    /// What the session showed.
    shown: Shown,
    /// What the connection that is told of showed, where it is not the session.
    later: Option<Shown>,
}

impl<'a, W: FnMut(&Observation, &Timed, &Shown)> Teller<'a, W> {
    pub(super) fn new(run: &'a Run<'a>, peer: &'a Peer, watch: W) -> Self {
        Self {
            run,
            peer,
            watch,
            untold: Vec::new(),
            known: None,
            after_asking: false,
            shown: Shown::default(),
            later: None,
        }
    }

    /// Hears of an event; `promises` gives them as soon as everything is known of them, and is asked only where it matters.
    pub(super) fn hear<'b>(
        &mut self,
        purpose: Purpose,
        timed: &Timed,
        promises: impl FnOnce() -> Option<Promises<'b>>,
    ) {
        if self.untold.is_empty() && !matches!(timed.event, Event::Secured(_)) {
            return self.tell(purpose, timed, None);
        }
        match promises() {
            Some(promises) => {
                self.catch_up(&promises);
                self.tell(purpose, timed, Some(&promises));
            }
            None => self.untold.push((purpose, timed.clone())),
        }
    }

    /// Tells what could not be told before.
    pub(super) fn catch_up(&mut self, promises: &Promises<'_>) {
        for (purpose, timed) in std::mem::take(&mut self.untold) {
            self.tell(purpose, &timed, Some(promises));
        }
    }

    /// What the session showed, as it was told.
    pub(super) fn into_shown(self) -> Shown {
        self.shown
    }

    fn tell(&mut self, purpose: Purpose, timed: &Timed, promises: Option<&Promises<'_>>) {
        let begins = timed.event.begins(self.after_asking);
        self.after_asking = matches!(timed.event, Event::Asking(_));
        let mut known = match self.known.take() {
            Some(known) if !begins => known,
            _ => {
                // A resumed session shows no certificates: those of the session count.
                self.later = (purpose == Purpose::Resumption).then(|| self.shown.clone());
                Observation::new(purpose, self.peer.clone())
            }
        };
        known.absorb(timed);
        let shown = match purpose {
            Purpose::Session => &mut self.shown,
            Purpose::Resumption | Purpose::OtherKey | Purpose::Question => {
                self.later.get_or_insert_default()
            }
        };
        if let Some(promises) = promises {
            shown.look(self.run, promises, &known, timed);
        }
        (self.watch)(&known, timed, shown);
        self.known = Some(known);
    }
}

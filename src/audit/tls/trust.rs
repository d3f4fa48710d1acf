//! How far the server's refusals can be trusted: by what it was seen to do so far.

use super::exchange::Exchange;
use super::said::Way;
use super::suites::PROTOCOL_VERSION;
use crate::audit::{Contradiction, EvidenceId};
use std::cell::{Cell, Ref, RefCell};

/// What the server was seen to do that tells its refusals from its troubles.
#[derive(Default)]
pub(super) struct Trust {
    /// The ways of refusing that passing trouble has as well, but that are proved to be no chance.
    proved: RefCell<Vec<Way>>,
    /// The ways in which it was seen to fail by chance.
    failing: RefCell<Vec<Way>>,
    /// Refusals after which it answered nothing for a while.
    doubted: RefCell<Vec<EvidenceId>>,
    contradictions: RefCell<Vec<Contradiction>>,
    /// The last control that was refused.
    failed_control: Cell<Option<(Way, Contradiction)>>,
    /// It answers nothing any more, also not what it answered before.
    pub is_gone: Cell<bool>,
}

impl Trust {
    /// Whether a refusal of this way, asked once, is the server's answer for all that is known.
    pub(super) fn is_its_way(&self, way: Way) -> bool {
        way.is_usual() || (self.proved.borrow().contains(&way) && !self.is_flighty())
    }

    /// Whether any way was proved.
    pub(super) fn is_proved(&self) -> bool {
        !self.proved.borrow().is_empty()
    }

    /// The server refuses in this way, and not by chance.
    pub(super) fn prove(&self, way: Way) {
        self.proved.borrow_mut().push(way);
    }

    /// Whether the server was seen to fail by chance.
    pub(super) fn is_flighty(&self) -> bool {
        !self.failing.borrow().is_empty()
    }

    /// The server fails in this way by chance.
    pub(super) fn wavers(&self, way: Way) {
        self.failing.borrow_mut().push(way);
        if let Some((way, contradiction)) = self.failed_control.take() {
            self.failing.borrow_mut().push(way);
            self.contradict(contradiction);
        }
    }

    /// What was answered before was refused, which is news of a server only where it is answered again.
    pub(super) fn control_failed(&self, way: Way, contradiction: Contradiction) {
        self.failed_control.set(Some((way, contradiction)));
    }

    /// Whether a refusal of this way may have been such a failure.
    pub(super) fn may_be_chance(&self, way: Way) -> bool {
        self.failing.borrow().contains(&way) || (self.is_flighty() && !way.is_usual())
    }

    /// The server answered nothing any more after these.
    pub(super) fn doubt(&self, refusals: impl IntoIterator<Item = EvidenceId>) {
        self.doubted.borrow_mut().extend(refusals);
    }

    /// Whether the server answered nothing any more after this.
    pub(super) fn is_doubted(&self, refusal: EvidenceId) -> bool {
        self.doubted.borrow().contains(&refusal)
    }

    /// A hello was refused on one connection and answered on another.
    pub(super) fn contradict(&self, contradiction: Contradiction) {
        let mut contradictions = self.contradictions.borrow_mut();
        let is_known = |known: &Contradiction| {
            (known.version, known.as_a_version)
                == (contradiction.version, contradiction.as_a_version)
        };
        if !contradictions.iter().any(is_known) {
            contradictions.push(contradiction);
        }
    }

    /// What was refused on one connection and answered on another.
    pub(super) fn contradictions(&self) -> Ref<'_, Vec<Contradiction>> {
        self.contradictions.borrow()
    }

    /// Compares the last answer with those before it: a version that is chosen on one connection and refused as a version on another
    /// is not the same server's.
    pub(super) fn compare(&self, exchanges: &[Exchange]) {
        let Some((last, before)) = exchanges.split_last() else {
            return;
        };
        let chosen = |it: &Exchange| it.choice().map(|(_, flight)| flight.version);
        let (version, is_refused) = match (refused_version(last), chosen(last)) {
            (Some(version), _) => (version, true),
            (None, Some(version)) => (version, false),
            (None, None) => return,
        };
        let otherwise = before.iter().find(|it| match is_refused {
            true => chosen(it) == Some(version),
            false => refused_version(it) == Some(version),
        });
        if let Some(other) = otherwise {
            let (last, other) = (last.heard.evidence, other.heard.evidence);
            let (refused, accepted) = match is_refused {
                true => (last, other),
                false => (other, last),
            };
            self.contradict(Contradiction {
                version,
                as_a_version: true,
                accepted,
                refused,
            });
        }
    }
}

/// The version that a hello offered, alone or as its highest, and that was refused as such.
pub(super) fn refused_version(exchange: &Exchange) -> Option<u16> {
    let (hello, alert) = exchange.refusal()?;
    (alert == Some(PROTOCOL_VERSION)).then_some(hello.max_version)
}

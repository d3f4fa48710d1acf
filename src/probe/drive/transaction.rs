//! A mail transaction in a session.

use super::Session;
use crate::probe::event::Timed;
use crate::probe::observation::{Observation, Purpose};
use crate::smtp::Dialogue;

impl<W: FnMut(&Observation, &Timed)> Session<'_, W> {
    /// Only the session itself has one: a message is handed in once.
    pub(super) fn transacts(&self) -> bool {
        self.settings.transact.is_some() && self.observation.purpose == Purpose::Session
    }

    pub(super) fn transact(&self, dialogue: &mut Dialogue) {
        match self.settings.transact.as_ref() {
            None => dialogue.quit(),
            Some(transact) => match transact.order(&self.observation) {
                Ok(order) => dialogue.transact(order),
                Err(fault) => dialogue.give_up_transaction(fault),
            },
        }
    }
}

//! Nobody waits for a reply: what is next is for whoever holds the session to say, and what the server says meanwhile is seen at once.

use super::{READ, Session, Wire};
use crate::probe::event::{Cause, Event, Timed};
use crate::probe::hand::{Hand, Moment, Turn};
use crate::probe::observation::{Observation, Purpose};
use crate::smtp::Dialogue;
use std::time::Duration;

/// How long the rest of a line is waited for that came unasked.
const SETTLED: Duration = Duration::from_millis(300);

impl<W: FnMut(&Observation, &Timed)> Session<'_, W> {
    /// Does what somebody says who holds the session by hand; a probe has nothing more to say.
    pub(super) async fn ready(&mut self, wire: &mut Wire, dialogue: &mut Dialogue) {
        let hand = self.settings.hand.clone();
        match hand.filter(|_| self.is_held()) {
            Some(hand) => self.held(&hand, wire, dialogue).await,
            None => dialogue.quit(),
        }
    }

    /// Whether somebody holds this session by hand.
    pub(super) fn is_held(&self) -> bool {
        self.settings.hand.is_some() && self.observation.purpose == Purpose::Session
    }

    async fn held(&mut self, hand: &Hand, wire: &mut Wire, dialogue: &mut Dialogue) {
        let interrupt = self.settings.interrupt.clone();
        if interrupt.signal().is_some() {
            return self.leave(dialogue);
        }
        self.tell(Event::Waiting);
        hand.say(self.moment(dialogue, None));
        let mut buffer = [0; READ];
        loop {
            let deadline = self.settings.deadline.into();
            let is_unsettled = dialogue.is_unsettled();
            tokio::select! {
                biased;
                _ = interrupt.came() => return self.leave(dialogue),
                read = wire.read(&mut buffer) => {
                    match read {
                        Ok(0) => dialogue.closed(false),
                        Ok(count) => dialogue.receive(buffer.get(..count).unwrap_or_default()),
                        Err(error) => self.broke(wire, dialogue, &error),
                    }
                    self.relay(dialogue);
                    if !dialogue.is_ready() {
                        return;
                    }
                }
                turn = hand.turn() => match turn {
                    // Nothing was said, so that it stays his turn.
                    Turn::Look => hand.say(self.moment(dialogue, Some(&self.observation))),
                    turn => return self.take(turn, wire, dialogue),
                },
                () = tokio::time::sleep(SETTLED), if is_unsettled => {
                    dialogue.tell_rest();
                    self.relay(dialogue);
                }
                () = tokio::time::sleep_until(deadline) => {
                    self.end(dialogue, Cause::Deadline);
                    return;
                }
            }
        }
    }

    fn take(&mut self, turn: Turn, wire: &Wire, dialogue: &mut Dialogue) {
        match turn {
            Turn::Line(line) => dialogue.type_line(&line),
            Turn::Octets(octets) => dialogue.type_octets(&octets),
            Turn::Message(octets) => dialogue.send_message(&octets),
            Turn::EndOfMessage => dialogue.end_message(),
            Turn::Chunk { octets, last } => dialogue.send_chunk(&octets, last),
            Turn::Hello => dialogue.hello_again(),
            Turn::Authenticate(how) => {
                let (told, exchange) = how.next(&self.observation, self.binding(wire));
                self.tell(Event::Authenticating(Box::new(told)));
                if let Some(exchange) = exchange {
                    dialogue.authenticate(exchange);
                }
            }
            Turn::Look => {}
            Turn::Quit => dialogue.take_leave(),
            Turn::Drop => dialogue.hang_up(),
        }
    }

    /// A signal has come: QUIT is said where that can be done.
    fn leave(&mut self, dialogue: &mut Dialogue) {
        dialogue.take_leave();
    }

    fn moment(&self, dialogue: &Dialogue, seen: Option<&Observation>) -> Moment {
        let offered = self.observation.extensions_now().unwrap_or_default();
        let handshake = self.observation.handshake.as_ref();
        Moment {
            tls: handshake.map(|handshake| u16::from(handshake.version)),
            mode: dialogue.mode(),
            offered: offered
                .iter()
                .map(|one| match one.parameters.as_slice() {
                    [] => one.keyword.clone(),
                    parameters => [&one.keyword, &b" "[..], parameters].concat(),
                })
                .collect(),
            seen: seen.cloned().map(Box::new),
        }
    }
}

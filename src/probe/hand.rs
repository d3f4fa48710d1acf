//! The seam for somebody who holds a session by hand: the driver says when it is his turn, and he says what is next.

use super::authentication::Authenticate;
use super::observation::Observation;
use crate::smtp::Mode;
use crate::smtp::sasl::Veil;
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The driver's end.
#[derive(Clone)]
pub struct Hand {
    moments: UnboundedSender<Moment>,
    turns: Arc<Mutex<UnboundedReceiver<Turn>>>,
    /// What hides secrets, those that are typed too.
    pub veil: Veil,
    /// Secrets may be shown.
    pub shows_secrets: bool,
}

/// The end of whoever holds the session. Where it goes away, the session ends politely.
#[derive(Debug)]
pub struct Holder {
    /// Whenever it is his turn.
    pub moments: UnboundedReceiver<Moment>,
    /// What he says then: one turn for each moment.
    pub turns: UnboundedSender<Turn>,
}

/// It is somebody's turn.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Inside TLS; its version as a number of the protocol.
    pub tls: Option<u16>,
    /// What the next line is.
    pub mode: Mode,
    /// A line was begun and not ended, so that what is typed next is the rest of it.
    pub is_begun: bool,
    /// What the server offers where the session has come to: each keyword with its parameters, as sent.
    pub offered: Vec<Vec<u8>>,
    /// All that is known of the connection, where that was asked for.
    pub seen: Option<Box<Observation>>,
}

/// What is next.
#[derive(Debug)]
pub enum Turn {
    /// A line, as it was typed.
    Line(Vec<u8>),
    /// Octets, as they are.
    Octets(Vec<u8>),
    /// A piece of a message in DATA, to be dot-stuffed.
    Message(Vec<u8>),
    /// The end of such a message.
    EndOfMessage,
    /// A chunk of a message, with BDAT before it.
    Chunk {
        /// Its octets.
        octets: Vec<u8>,
        /// The message ends with it.
        last: bool,
    },
    /// EHLO once more.
    Hello,
    /// Authentication.
    Authenticate(Box<Authenticate>),
    /// Nothing is said: what is known of the connection is asked for.
    Look,
    /// The polite end.
    Quit,
    /// The end without a word.
    Drop,
}

/// Both ends.
pub fn hand(veil: Veil, shows_secrets: bool) -> (Hand, Holder) {
    let (moments, his_moments) = unbounded_channel();
    let (his_turns, turns) = unbounded_channel();
    let hand = Hand {
        moments,
        turns: Arc::new(Mutex::new(turns)),
        veil,
        shows_secrets,
    };
    let holder = Holder {
        moments: his_moments,
        turns: his_turns,
    };
    (hand, holder)
}

impl Hand {
    /// Says that it is his turn. Where he has gone, the next turn is the end.
    pub(super) fn say(&self, moment: Moment) {
        let _ = self.moments.send(moment);
    }

    /// Waits for his turn; the end where he has gone. May be given up and begun again.
    pub(super) async fn turn(&self) -> Turn {
        self.turns.lock().await.recv().await.unwrap_or(Turn::Quit)
    }
}

impl fmt::Debug for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hand")
    }
}

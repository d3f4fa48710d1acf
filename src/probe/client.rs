//! A client of one endpoint: what lasts longer than one of its connections.

use super::drive::Session;
use super::event::Timed;
use super::inquiry::Question;
use super::observation::{Observation, Purpose};
use super::settings::{Peer, Settings};
use crate::smtp::Trials;
use crate::tls::wire::Hello;
use crate::tls::{TlsClient, TlsFault};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// A client of one endpoint, which may connect more than once and remembers the TLS sessions of the peer.
#[derive(Debug)]
pub struct Client<'a> {
    peer: &'a Peer,
    settings: &'a Settings,
    /// Made at the first handshake, while the peer waits for nothing else.
    tls: OnceLock<Result<TlsClient, TlsFault>>,
    /// The peer left the last flight unfinished that it began in answer to a hello made by hand.
    leaves_flights: AtomicBool,
}

impl<'a> Client<'a> {
    /// A client that was not connected yet.
    pub fn new(peer: &'a Peer, settings: &'a Settings) -> Self {
        Self {
            peer,
            settings,
            tls: OnceLock::new(),
            leaves_flights: AtomicBool::new(false),
        }
    }

    /// Holds one session. `watch` is told everything as it happens; the same events, folded, are the observation. A handshake
    /// resumes a TLS session of an earlier connection where there is one.
    pub async fn connect(
        &self,
        purpose: Purpose,
        watch: impl FnMut(&Observation, &Timed),
    ) -> Observation {
        let mut session = Session::new(self, self.settings, purpose, watch);
        session.hold().await;
        session.observation
    }

    /// The same with these trials instead of those of the settings.
    pub async fn connect_and_try(
        &self,
        trials: Trials,
        purpose: Purpose,
        watch: impl FnMut(&Observation, &Timed),
    ) -> Observation {
        let settings = Settings {
            trials,
            ..self.settings.clone()
        };
        let mut session = Session::new(self, &settings, purpose, watch);
        session.hold().await;
        session.observation
    }

    /// Holds a session up to the handshake, sends this hello instead of the TLS library's, reads the server's first flight, and
    /// hangs up. The answer is in the observation.
    pub async fn ask(&self, hello: Hello, watch: impl FnMut(&Observation, &Timed)) -> Observation {
        let mut session = Session::new(self, self.settings, Purpose::Question, watch);
        session.hello = Some(hello);
        session.hold().await;
        session.observation
    }

    /// The same with a question about a session that failed: its hello is made from what that session offered.
    pub async fn inquire(
        &self,
        question: Question,
        session: &Observation,
        watch: impl FnMut(&Observation, &Timed),
    ) -> Observation {
        let hello = question.hello(session);
        let mut session = Session::new(self, self.settings, Purpose::Question, watch);
        session.hello = Some(hello);
        session.begin(question);
        session.hold().await;
        session.observation
    }

    /// Whether the next handshake will try to resume a session.
    pub fn can_resume(&self) -> bool {
        let tls = self.tls.get().and_then(|tls| tls.as_ref().ok());
        tls.is_some_and(TlsClient::can_resume)
    }

    /// Whether the peer left the last flight unfinished that it began.
    pub(super) fn leaves_flights(&self) -> bool {
        self.leaves_flights.load(Ordering::Relaxed)
    }

    /// Takes note whether it left one unfinished.
    pub(super) fn note_flight(&self, unfinished: bool) {
        self.leaves_flights.store(unfinished, Ordering::Relaxed);
    }

    /// Whom it connects to.
    pub(super) fn peer(&self) -> &Peer {
        self.peer
    }

    /// The client's side of TLS.
    pub(super) fn tls(&self) -> Result<&TlsClient, TlsFault> {
        let name = self.peer.server_name();
        let make = || TlsClient::new(&self.settings.offer, name, self.peer.address);
        self.tls.get_or_init(make).as_ref().map_err(Clone::clone)
    }
}

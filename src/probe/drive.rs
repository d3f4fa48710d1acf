//! The straight-line story of one connection: connect, and do what the dialogue says until it says to stop.

mod authentication;
mod by_hand;
mod transaction;
mod turn;
mod wire;

use super::client::Client;
use super::connect::{ConnectFault, acknowledge_at_once, connect};
use super::event::{Cause, Event, Failure, Timed};
use super::inquiry::Question;
use super::meter::{Meter, Metered, Traffic};
use super::observation::{Observation, Purpose};
use super::settings::Settings;
use crate::smtp::{self, Dialogue, Plan, Stage, Step, Stop, Timer, Xclient};
use crate::tls::TlsFault;
use crate::tls::wire::Hello;
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use wire::Wire;

/// How much is read at once, in octets.
const READ: usize = 4096;

/// How long the server is given to read that a hello leads nowhere.
const FAREWELL: Duration = Duration::from_millis(500);

/// One session in progress.
pub(super) struct Session<'a, W> {
    client: &'a Client<'a>,
    settings: &'a Settings,
    begun: Instant,
    meter: Meter,
    /// Sent instead of the TLS library's, where there is one.
    pub(super) hello: Option<Hello>,
    pub(super) observation: Observation,
    watch: W,
}

impl<'a, W: FnMut(&Observation, &Timed)> Session<'a, W> {
    pub(super) fn new(
        client: &'a Client<'a>,
        settings: &'a Settings,
        purpose: Purpose,
        watch: W,
    ) -> Self {
        Self {
            client,
            settings,
            begun: Instant::now(),
            meter: Meter::default(),
            hello: None,
            observation: Observation::new(purpose, client.peer().clone()),
            watch,
        }
    }

    /// Tells what the connection is to find out.
    pub(super) fn begin(&mut self, question: Question) {
        self.tell(Event::Asking(question));
    }

    /// Connects, and holds the session to its end.
    pub(super) async fn hold(&mut self) {
        let settings = self.settings;
        if let Some(signal) = settings.interrupt.signal() {
            return self.fail(Stage::Connect, Cause::Interrupted(signal));
        }
        self.tell(Event::Trying);
        let proxy = settings.ways.proxy.as_ref();
        if let Some(proxy) = proxy {
            self.tell(Event::Through(proxy.to_string()));
        }
        self.tell(Event::Waiting);
        let patience = self.left(self.settings.timeouts.connect);
        let connected = tokio::select! {
            biased;
            connected = connect(self.client.peer().socket, patience, proxy) => connected,
            signal = settings.interrupt.over() => {
                return self.fail(Stage::Connect, Cause::Interrupted(signal));
            }
        };
        match connected {
            Ok(stream) => self.talk(stream).await,
            Err(_) if self.is_late() => self.fail(Stage::Connect, Cause::Deadline),
            Err(fault) => self.fail(Stage::Connect, Cause::Connect(fault)),
        }
    }

    async fn talk(&mut self, mut stream: TcpStream) {
        let local = match stream.local_addr() {
            Ok(local) => local,
            Err(error) => {
                let fault = ConnectFault::Other(error.to_string());
                return self.fail(Stage::Connect, Cause::Connect(fault));
            }
        };
        self.tell(Event::Connected(local));
        if let Err(fault) = self.introduce(&mut stream, local).await {
            return self.fail(Stage::Connect, Cause::Connect(fault));
        }
        let mut wire = Wire::Clear(Metered::new(stream, self.meter.clone()));
        let mut dialogue = Dialogue::new(Plan {
            protocol: self.settings.protocol,
            client_name: self.settings.client_name.on(local.ip()),
            security: self.settings.security,
            stop: self.settings.stop,
            trials: self.settings.trials,
            authenticate: self.authenticates(),
            transact: self.transacts(),
        })
        .introduced(self.observation.proxy_header.is_some())
        .speaking_for(self.speaks_for());
        // Also where this connection does not authenticate: the server may have heard the password on an earlier one.
        if let Some(authenticate) = &self.settings.authenticate {
            dialogue = dialogue.veiled(authenticate.veil.clone());
        }
        if let Some(hand) = &self.settings.hand {
            dialogue = dialogue
                .veiled(hand.veil.clone())
                .revealing(hand.shows_secrets);
        }
        let settings = self.settings;
        tokio::select! {
            biased;
            () = self.converse(&mut wire, &mut dialogue) => {}
            signal = settings.interrupt.over() => {
                self.relay(&mut dialogue);
                self.end(&mut dialogue, Cause::Interrupted(signal));
            }
        }
        self.hang_up(wire).await;
    }

    /// Sends the header of the PROXY protocol, where one is wanted. It is not counted as traffic: nobody waits for its answer.
    async fn introduce(
        &mut self,
        stream: &mut TcpStream,
        local: SocketAddr,
    ) -> Result<(), ConnectFault> {
        let Some(protocol) = &self.settings.ways.header else {
            return Ok(());
        };
        let header = protocol
            .header(local, self.client.peer().socket)
            .map_err(|(source, destination)| ConnectFault::MixedFamilies(source, destination))?;
        // Where it cannot be written, the next read finds out why.
        let patience = self.left(self.settings.timeouts.reply);
        let _ = tokio::time::timeout(patience, stream.write_all(&header.octets())).await;
        self.tell(Event::Introduced(header));
        Ok(())
    }

    fn speaks_for(&self) -> Option<Xclient> {
        let is_session = self.observation.purpose == Purpose::Session;
        self.settings.ways.xclient.clone().filter(|_| is_session)
    }

    /// Does what the dialogue says until it says to stop.
    async fn converse(&mut self, wire: &mut Wire, dialogue: &mut Dialogue) {
        loop {
            let step = dialogue.step();
            self.relay(dialogue);
            match step {
                Step::Write(octets) => self.write(wire, dialogue, &octets).await,
                Step::Read(timer) => self.read(wire, dialogue, timer).await,
                Step::Handshake if self.hello.is_some() => self.ask(wire, dialogue).await,
                Step::Handshake => self.handshake(wire, dialogue).await,
                Step::Authenticate => self.authenticate(wire, dialogue),
                Step::Transact => self.transact(dialogue),
                Step::Ready => self.ready(wire, dialogue).await,
                Step::Stop => break,
            }
        }
    }

    async fn read(&mut self, wire: &mut Wire, dialogue: &mut Dialogue, timer: Timer) {
        let allowed = match timer {
            Timer::Greeting => self.settings.timeouts.greeting,
            Timer::Reply => self.settings.timeouts.reply,
            Timer::Message => self.settings.timeouts.message,
            Timer::Quit => self.settings.timeouts.quit,
        };
        // The timer runs for a whole line, not for each octet, so that a drip of octets cannot stretch it.
        let lines = self.observation.transcript.len();
        let patience = self.left(allowed);
        let end = tokio::time::Instant::now() + patience;
        let mut buffer = [0; READ];
        match wire {
            Wire::Clear(stream) => acknowledge_at_once(stream.below()),
            Wire::Tls(session) => acknowledge_at_once(session.connection().below()),
            Wire::Gone => {}
        }
        while self.observation.transcript.len() == lines {
            self.tell(Event::Waiting);
            match tokio::time::timeout_at(end, wire.read(&mut buffer)).await {
                Err(_) => return self.too_late(dialogue, patience),
                Ok(Ok(0)) => return dialogue.closed(false),
                Ok(Ok(count)) => dialogue.receive(buffer.get(..count).unwrap_or_default()),
                Ok(Err(error)) => return self.broke(wire, dialogue, &error),
            }
            self.relay(dialogue);
            if dialogue.timer() != Some(timer) {
                return;
            }
        }
    }

    async fn handshake(&mut self, wire: &mut Wire, dialogue: &mut Dialogue) {
        let Wire::Clear(stream) = std::mem::replace(wire, Wire::Gone) else {
            return dialogue.closed(false);
        };
        let patience = self.left(self.settings.timeouts.reply);
        self.tell(Event::Waiting);
        let tls = match self.client.tls() {
            Ok(tls) => tls,
            Err(fault) => return self.tls_failed(dialogue, fault),
        };
        let (seen, outcome) = tls.handshake(stream, patience).await;
        self.tell(Event::Seen(Box::new(seen)));
        match outcome {
            Ok((session, handshake)) => {
                self.tell(Event::Secured(handshake));
                *wire = Wire::Tls(Box::new(session));
                dialogue.secured();
            }
            Err(fault) => self.tls_failed(dialogue, fault),
        }
    }

    /// A read failed for another reason than time.
    fn broke(&mut self, wire: &Wire, dialogue: &mut Dialogue, error: &io::Error) {
        let fault = match wire {
            Wire::Tls(session) => session.fault(error),
            Wire::Clear(_) | Wire::Gone => TlsFault::Reset,
        };
        match fault {
            TlsFault::Closed => dialogue.closed(false),
            TlsFault::Reset => dialogue.closed(true),
            fault => self.tls_failed(dialogue, fault),
        }
    }

    fn tls_failed(&mut self, dialogue: &mut Dialogue, fault: TlsFault) {
        // Where the session was to end with the handshake, the answer to QUIT is the first read after it, and the server's
        // refusal of the client certificate may only come there (RFC 9846 §6.2). Then the handshake was no success.
        let unheard = dialogue.tls() && !self.observation.heard_inside_tls();
        let refused = unheard && fault.refuses_client_certificate(true);
        let cause = if self.is_late() {
            Cause::Deadline
        } else {
            Cause::Tls(fault)
        };
        if refused && dialogue.is_by_hand() {
            dialogue.hang_up();
        }
        if !self.end(dialogue, cause.clone()) && refused {
            self.fail(Stage::StartTls, cause);
        }
    }

    /// The connection is of no use any more. Tells of it where anything was still to be done, and whether that is so.
    fn end(&mut self, dialogue: &mut Dialogue, cause: Cause) -> bool {
        let by_hand = dialogue.is_by_hand();
        let stage = dialogue.broke();
        self.relay(dialogue);
        match stage {
            Some(stage) => self.fail(stage, cause),
            None if by_hand && self.is_held() => self.tell(Event::BrokenOff(cause)),
            None => return false,
        }
        true
    }

    fn too_late(&mut self, dialogue: &mut Dialogue, waited: Duration) {
        if !self.is_late() {
            return dialogue.timed_out(waited);
        }
        self.end(dialogue, Cause::Deadline);
    }

    async fn hang_up(&mut self, wire: Wire) {
        let reached = |stage| self.observation.has_reached(stage);
        let dropped = match self.settings.stop {
            Stop::DropAfter(smtp::DropPoint::Stage(stage)) => reached(stage),
            Stop::DropAfter(smtp::DropPoint::StartTlsReply) => {
                self.observation.failures.is_empty() && !reached(Stage::StartTls)
            }
            Stop::DropAfter(smtp::DropPoint::DataReply) => self.observation.failures.is_empty(),
            Stop::WhenReady | Stop::QuitAfter(_) | Stop::HandOver(_) => false,
        };
        // The farewell of TLS comes after the last reply, so that nobody waits for it.
        let flights = self.meter.traffic().flights;
        if dropped {
            self.sum_up(flights);
            return self.tell(Event::Dropped);
        }
        if let Wire::Tls(mut session) = wire {
            // close_notify (RFC 9846 §6.1); whether the server still cares is its own affair.
            let patience = match self.settings.interrupt.signal() {
                Some(_) => FAREWELL.min(self.settings.timeouts.quit),
                None => self.settings.timeouts.quit,
            };
            let _ = tokio::time::timeout(patience, session.stream.shutdown()).await;
        }
        self.sum_up(flights);
        self.tell(Event::Closed);
    }

    /// Tells what is only known once the session is over.
    fn sum_up(&mut self, flights: u32) {
        if self.observation.handshake.is_some()
            && let Ok(tls) = self.client.tls()
        {
            self.tell(Event::Tickets(tls.take_tickets()));
        }
        self.tell(Event::Traffic(Traffic {
            flights,
            ..self.meter.traffic()
        }));
    }

    /// Passes on what the dialogue has to tell.
    fn relay(&mut self, dialogue: &mut Dialogue) {
        while let Some(event) = dialogue.event() {
            self.tell(Event::Smtp(event));
        }
    }

    fn fail(&mut self, stage: Stage, cause: Cause) {
        self.tell(Event::Failed(Failure { stage, cause }));
    }

    fn tell(&mut self, event: Event) {
        let timed = Timed {
            at: self.begun.elapsed(),
            event,
        };
        self.observation.absorb(&timed);
        (self.watch)(&self.observation, &timed);
    }

    /// How long may be waited: the step's own time, or what is left until the deadline.
    fn left(&self, allowed: Duration) -> Duration {
        allowed.min(
            self.settings
                .deadline
                .saturating_duration_since(Instant::now()),
        )
    }

    fn is_late(&self) -> bool {
        Instant::now() >= self.settings.deadline
    }
}

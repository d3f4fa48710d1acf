//! Reads a server's answer to a hello, however it is split into segments, records and messages; bounded, and never more than the
//! first flight.

use super::answer::{ALERT, Alert, Answer, CLOSE_NOTIFY, HANDSHAKE_FAILURE, ServerFlight, WARNING};
use super::client_hello::Hello;
use super::message::Broken;
use super::octets::Octets;
use super::ssl2::{Ssl2Message, Ssl2ServerHello};
use std::time::Duration;

/// How many octets are kept; the certificates are among them.
const KEPT: usize = 128 * 1024;

/// How much is kept of what is no TLS.
const TEXT: usize = 512;

/// The most that a record holds, with room for what compression and encryption add (RFC 5246 §6.2.3).
const RECORD: u16 = (1 << 14) + 2048;

/// The types of records (RFC 9846 §5.1).
const CHANGE_CIPHER_SPEC: u8 = 20;
const HANDSHAKE: u8 = 22;
const APPLICATION_DATA: u8 = 23;

/// The type of the message that begins a flight.
const SERVER_HELLO_MESSAGE: u8 = 2;

/// Reads the answer to one hello.
#[derive(Debug)]
pub struct Reader {
    hello: Hello,
    octets: Vec<u8>,
    /// How many of them were read.
    read: usize,
    /// Handshake messages out of the records, what is not yet whole.
    handshake: Vec<u8>,
    /// Alerts likewise.
    alerts: Vec<u8>,
    warning: Option<u8>,
    flight: Option<Box<ServerFlight>>,
    end: Option<End>,
}

/// Why nothing more is read.
#[derive(Debug)]
enum End {
    /// The flight says all that there is.
    Chosen,
    Ssl2(Ssl2ServerHello),
    Refused(Alert),
    NotTls,
    Broken(Broken),
}

impl Reader {
    /// A reader for the answer to this hello: what it offers decides what counts as chosen out of it.
    pub fn new(hello: Hello) -> Self {
        Self {
            hello,
            octets: Vec::new(),
            read: 0,
            handshake: Vec::new(),
            alerts: Vec::new(),
            warning: None,
            flight: None,
            end: None,
        }
    }

    /// Takes what came.
    pub fn receive(&mut self, octets: &[u8]) {
        if self.is_complete() {
            return;
        }
        let room = KEPT.saturating_sub(self.octets.len());
        let fitting = octets.get(..room).unwrap_or(octets);
        self.octets.extend_from_slice(fitting);
        while !self.is_complete() && self.read_record().is_some() {}
        if self.octets.len() == KEPT && self.end.is_none() {
            self.end = Some(End::Broken("the flight is longer than a flight can be"));
        }
    }

    /// Whether nothing more is to be waited for.
    pub fn is_complete(&self) -> bool {
        match self.end {
            // The rest of a line of text belongs to the evidence.
            Some(End::NotTls) => !self.is_text() || self.text().len() == TEXT || self.has_line(),
            Some(_) => true,
            None => false,
        }
    }

    /// Whether it is known what was chosen, and only the rest of the flight may still come.
    pub fn has_chosen(&self) -> bool {
        self.flight.is_some() && !self.is_complete()
    }

    /// What came so far, as evidence; bounded.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The answer where nothing more is to be waited for, or the connection was closed in order.
    pub fn closed(&self) -> Answer {
        let silence = match self.octets.is_empty() {
            true => Answer::Closed,
            false => Answer::Malformed("the connection was closed in the middle of a message"),
        };
        self.said().or(self.warned()).unwrap_or(silence)
    }

    /// The answer where the connection was reset.
    pub fn reset(&self) -> Answer {
        self.said().or(self.warned()).unwrap_or(Answer::Reset)
    }

    /// The answer where nothing more came within this time.
    pub fn timed_out(&self, after: Duration) -> Answer {
        let silence = match self.octets.is_empty() {
            true => Answer::TimedOut(after),
            false => Answer::Unfinished {
                after,
                warning: self.warning,
            },
        };
        self.said().unwrap_or(silence)
    }

    /// What the server said so far; nothing where it is too little.
    fn said(&self) -> Option<Answer> {
        match &self.end {
            Some(End::Ssl2(hello)) => return Some(Answer::Ssl2(hello.clone())),
            Some(End::Refused(alert)) => return Some(Answer::Alert(*alert)),
            Some(End::NotTls) => return Some(Answer::NotTls(self.text().to_vec())),
            Some(End::Broken(how)) if self.flight.is_none() => return Some(Answer::Malformed(how)),
            // What was chosen before the rest broke, or stayed away, was chosen nevertheless.
            Some(End::Chosen | End::Broken(_)) | None => {}
        }
        let flight = self.flight.clone()?;
        Some(Answer::Flight(Box::new(ServerFlight {
            warning: self.warning,
            ..*flight
        })))
    }

    /// A warning with which the server left it.
    fn warned(&self) -> Option<Answer> {
        let number = self.warning?;
        Some(Answer::Alert(Alert {
            fatal: false,
            number,
        }))
    }

    /// Reads one record; nothing where it is not yet whole.
    fn read_record(&mut self) -> Option<()> {
        let mut rest = Octets(self.octets.get(self.read..)?);
        let kind = rest.u8()?;
        let is_first = self.read == 0;
        if !(CHANGE_CIPHER_SPEC..=APPLICATION_DATA).contains(&kind) {
            return self.read_other(is_first);
        }
        // Of the version only the first octet is sure: servers set the second as they like.
        if rest.u8()? != 3 {
            return self.read_other(is_first);
        }
        rest.u8()?;
        let length = rest.u16()?;
        if length > RECORD {
            return self.stop(End::Broken("a record is longer than a record can be"));
        }
        let data = rest.take(length.into())?.to_vec();
        self.read = self.octets.len().saturating_sub(rest.0.len());
        match kind {
            HANDSHAKE => self.read_handshake(&data),
            ALERT => self.read_alert(&data),
            // A server that resumes a session goes on so, but there was none to resume.
            CHANGE_CIPHER_SPEC if self.flight.is_some() => self.stop(End::Chosen),
            _ => self.stop(End::Broken(
                "a record of a kind that has no place there came",
            )),
        }
    }

    /// What is no record of TLS.
    fn read_other(&mut self, is_first: bool) -> Option<()> {
        if !is_first {
            return self.stop(End::Broken("what follows a record is no record"));
        }
        let Hello::Ssl2(_) = self.hello else {
            return self.stop(End::NotTls);
        };
        let end = match Ssl2Message::read(&self.octets)? {
            Ssl2Message::ServerHello(hello) => End::Ssl2(hello),
            // TLS calls it so.
            Ssl2Message::NoCipher => End::Refused(Alert {
                fatal: true,
                number: HANDSHAKE_FAILURE,
            }),
            Ssl2Message::Broken => End::Broken("what came of SSL 2.0 breaks its form"),
            Ssl2Message::Other => End::NotTls,
        };
        self.stop(end)
    }

    fn read_alert(&mut self, data: &[u8]) -> Option<()> {
        self.alerts.extend_from_slice(data);
        let (alerts, rest) = self.alerts.as_chunks();
        let (alerts, rest) = (alerts.to_vec(), rest.to_vec());
        self.alerts = rest;
        for [level, number] in alerts {
            if level != WARNING {
                return self.stop(End::Refused(Alert {
                    fatal: true,
                    number,
                }));
            }
            let first = *self.warning.get_or_insert(number);
            if number == CLOSE_NOTIFY {
                let end = match self.flight {
                    Some(_) => End::Chosen,
                    None => End::Refused(Alert {
                        fatal: false,
                        number: first,
                    }),
                };
                return self.stop(end);
            }
        }
        Some(())
    }

    fn read_handshake(&mut self, data: &[u8]) -> Option<()> {
        self.handshake.extend_from_slice(data);
        let messages = std::mem::take(&mut self.handshake);
        let mut rest = Octets(&messages);
        loop {
            let before = rest;
            let Some((kind, message)) = rest.u8().zip(rest.vector24()) else {
                self.handshake = before.0.to_vec();
                // Its length says that it will never be whole.
                let mut header = before;
                return match header.u8().zip(header.u24()) {
                    Some((_, length)) if length > KEPT => {
                        self.stop(End::Broken("a message is longer than a flight can be"))
                    }
                    _ => Some(()),
                };
            };
            if let Err(how) = self.read_message(kind, message) {
                return self.stop(End::Broken(how));
            }
            if self.flight.as_ref().is_some_and(|flight| flight.is_whole) {
                return self.stop(End::Chosen);
            }
        }
    }

    fn read_message(&mut self, kind: u8, message: &[u8]) -> Result<(), Broken> {
        let Hello::Tls(hello) = &self.hello else {
            return Err("SSL 2.0 was answered with a handshake of TLS");
        };
        match (&mut self.flight, kind) {
            (Some(flight), _) => flight.continue_with(kind, message, hello),
            (flight @ None, SERVER_HELLO_MESSAGE) => {
                *flight = Some(Box::new(ServerFlight::begin(message, hello)?));
                Ok(())
            }
            // A HelloRequest, which means nothing here (RFC 5246 §7.4.1.1).
            (None, 0) if message.is_empty() => Ok(()),
            (None, _) => Err("the handshake does not begin with a ServerHello"),
        }
    }

    fn stop(&mut self, end: End) -> Option<()> {
        self.end = Some(end);
        None
    }

    /// What came instead of TLS: the first line of a text, else the first octets.
    fn text(&self) -> &[u8] {
        let line = self.octets.iter().position(|octet| *octet == b'\n');
        let length = match line {
            Some(end) if self.is_text() => end + 1,
            _ => self.octets.len(),
        };
        self.octets.get(..length.min(TEXT)).unwrap_or_default()
    }

    fn is_text(&self) -> bool {
        let first = self.octets.first();
        first.is_some_and(|octet| octet.is_ascii_graphic() || octet.is_ascii_whitespace())
    }

    fn has_line(&self) -> bool {
        self.octets.iter().take(TEXT).any(|octet| *octet == b'\n')
    }
}

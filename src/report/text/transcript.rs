//! The transcript as it happens, with swaks' markers.

use crate::judge::{answer_in_words, broken_off_in_words, has_no_other_key};
use crate::probe::{
    Cause, Event, Observation, Peer, ProxyHeader, ProxyVersion, Purpose, Question, Timed,
};
use crate::quote;
use crate::report::style::{Ink, Style};
use crate::smtp;

/// Turns events into lines.
#[derive(Clone, Copy, Debug)]
pub struct Transcript {
    style: Style,
}

impl Transcript {
    /// A transcript in a palette.
    pub fn new(style: Style) -> Self {
        Self { style }
    }

    /// What goes before everything else: `=== ` and a sentence.
    pub fn info(&self, sentence: &str) -> Vec<String> {
        self.style.fitted(&format!("=== {sentence}"))
    }

    /// Something that went wrong.
    pub fn error(&self, sentence: &str) -> Vec<String> {
        let lines = self.style.fitted(&format!("*** {}", quote::text(sentence)));
        let painted = lines.iter().map(|line| self.style.paint(line, Ink::Bad));
        painted.collect()
    }

    /// The lines for an event, if it has any. `why` says why a stage failed, where it did.
    pub fn lines(&self, seen: &Observation, timed: &Timed, why: Option<&str>) -> Vec<String> {
        let peer = &seen.peer;
        match &timed.event {
            Event::Trying if seen.purpose == Purpose::Resumption => self.info(&format!(
                "Trying {peer}{} once more, to resume the TLS session...",
                elsewhere(peer)
            )),
            Event::Trying if seen.purpose == Purpose::OtherKey => self.info(&format!(
                "Trying {peer}{} once more, for its certificate with another kind of key...",
                elsewhere(peer)
            )),
            Event::Trying if seen.purpose == Purpose::Question => self.info(&format!(
                "Trying {peer}{} once more, to ask {}...",
                elsewhere(peer),
                seen.question
                    .map_or("what it would choose", Question::words)
            )),
            Event::Trying => self.info(&format!("Trying {peer}{}...", elsewhere(peer))),
            Event::Through(proxy) => {
                self.info(&format!("Through the SOCKS proxy {}.", quote::text(proxy)))
            }
            Event::Introduced(header) => self.introduced(header),
            Event::Connected(_) => self.info(&format!("Connected to {peer}.")),
            Event::Smtp(event) => self.smtp(event, why),
            // What was asked for only to see it is no failure where it is not there.
            Event::Failed(_) if has_no_other_key(seen) && seen.purpose == Purpose::OtherKey => {
                self.info("The server has no certificate with another kind of key.")
            }
            Event::Failed(failure) => match (&failure.cause, why) {
                (_, Some(why)) => self.error(why),
                (Cause::Deadline, None) => self.error("the deadline has passed"),
                (Cause::Interrupted(signal), None) => self.error(signal.words()),
                (_, None) => self.error(&format!("{} failed", failure.stage)),
            },
            Event::BrokenOff(cause) => self.error(&broken_off_in_words(cause)),
            Event::Closed => self.info("Connection closed."),
            Event::Dropped => self.info("Connection dropped, as asked."),
            Event::Answered(answered) => self.info(&format!(
                "The server {}.",
                quote::text(&answer_in_words(&answered.answer))
            )),
            // The handshake has its own line, which says how far the peer is trusted.
            Event::Waiting
            | Event::Asking(_)
            | Event::Seen(_)
            | Event::Secured(_)
            | Event::Authenticating(_)
            | Event::Tickets(_)
            | Event::Traffic(_) => Vec::new(),
        }
    }

    /// The header of the PROXY protocol: what went out, and what it means where that is not to be read.
    fn introduced(&self, header: &ProxyHeader) -> Vec<String> {
        let octets = header.octets();
        match header.version {
            ProxyVersion::V1 => vec![format!(" -> {}", quote::octets(octets.trim_ascii_end()))],
            ProxyVersion::V2 => {
                let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
                let meaning = self.info(&format!("PROXY protocol v2, {header}."));
                [vec![format!(" -> {hex}")], meaning].concat()
            }
        }
    }

    /// What was said and heard stays as it was, a line a line.
    fn smtp(&self, event: &smtp::Event, why: Option<&str>) -> Vec<String> {
        match event {
            smtp::Event::Said { line, tls } => {
                let marker = if *tls { " ~>" } else { " ->" };
                vec![format!("{marker} {}", quote::octets(line))]
            }
            smtp::Event::Heard {
                line,
                tls,
                expected,
            } => {
                let shown = quote::octets(line);
                vec![match (tls, expected) {
                    (false, true) => format!("<-  {shown}"),
                    (true, true) => format!("<~  {shown}"),
                    (false, false) => self.style.paint(&format!("<** {shown}"), Ink::Bad),
                    (true, false) => self.style.paint(&format!("<~* {shown}"), Ink::Bad),
                }]
            }
            smtp::Event::GreetedAgain(_) => {
                self.error("a second greeting, not taken for the reply to what was said before it")
            }
            smtp::Event::Unsolicited(octets) => self.error(&format!(
                "unasked for, and not taken for a reply: \"{}\"",
                quote::start(octets, 160)
            )),
            // A reply that refused a stage was shown with its own marker.
            smtp::Event::Failed {
                fault: smtp::Fault::Rejected(_),
                ..
            } => Vec::new(),
            smtp::Event::Failed { .. } => why.map(|why| self.error(why)).unwrap_or_default(),
            smtp::Event::BrokenOff(fault) => {
                self.error(&broken_off_in_words(&Cause::Smtp(fault.clone())))
            }
            smtp::Event::SentMessage { octets, .. } => {
                self.info(&format!("{octets} octets of the message were sent."))
            }
            smtp::Event::Unshown { lines, octets } => self.info(&format!(
                "{} of the message, {octets} octets, not shown.",
                match lines {
                    1 => "One more line".to_owned(),
                    lines => format!("{lines} more lines"),
                }
            )),
            smtp::Event::Offered(_)
            | smtp::Event::Replied { .. }
            | smtp::Event::Transacted(_)
            | smtp::Event::Attempted(_)
            | smtp::Event::SpeakingFor(_)
            | smtp::Event::SpokeFor(_)
            | smtp::Event::ClosedOnQuit
            | smtp::Event::Reached(_) => Vec::new(),
        }
    }
}

/// Where the socket goes, where that is elsewhere.
fn elsewhere(peer: &Peer) -> String {
    let moved = peer.socket.ip() != peer.address || peer.socket.port() != peer.port;
    if moved {
        format!(" at {}", peer.socket)
    } else {
        String::new()
    }
}

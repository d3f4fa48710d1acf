//! A session that somebody holds by hand: what he types goes out as it is, and its replies are heard as his.
//!
//! The machine follows what typed lines do, as far as it must know whose turn it is: a message, a chunk and a response to a challenge
//! are no commands.

mod ending;
mod secrets;
mod sending;
mod verb;

use super::{Dialogue, Phase};
use crate::smtp::plan::{Protocol, Stop};
use crate::smtp::{Cap, Command, Event, Extensions, Fault, LINE_CAP, Reply, ReplyReader, Stage};
use ending::Ending;
use secrets::Mechanism;
use sending::Sending;
use std::collections::VecDeque;
use verb::Verb;

/// How much is kept of a line that was begun and not ended, in octets: what it does is known by then.
const BEGUN: usize = 64 * 1024;

/// What the next line is that somebody types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A command.
    #[default]
    Command,
    /// A line of the message, which ends with a line that is one dot (RFC 5321 §4.1.1.4).
    Message,
    /// Octets of a chunk, of which so many are still to come (RFC 3030 §2).
    Chunk(u64),
    /// The response to a challenge (RFC 4954 §4).
    Response,
}

/// What is known of what was typed.
#[derive(Default)]
pub(super) struct Typed {
    mode: Mode,
    /// What the replies that are due will answer, in order.
    due: VecDeque<Verb>,
    /// A line that was begun and not ended.
    begun: Vec<u8>,
    /// How the message ends.
    ending: Ending,
    /// How many recipients the server has accepted; in LMTP each has a reply after the message (RFC 2033 §4.2).
    recipients: usize,
    /// The mechanism whose challenges are answered.
    mechanism: Mechanism,
    /// AUTH went out, and the server has not answered it to the end, so that what follows may be a response.
    responds: bool,
    /// What is being sent as a whole.
    sending: Sending,
    /// STARTTLS was typed and accepted.
    securing: bool,
    /// Somebody holds the session by hand once it is ready.
    is_held: bool,
    /// Secrets may be shown.
    reveals: bool,
    /// How much of a message was sent that is not shown line by line, in octets.
    unshown: u64,
}

impl Dialogue {
    /// The same where somebody holds the session by hand once it is ready; what he types may be shown even if it is a secret, or not.
    pub fn revealing(mut self, reveals: bool) -> Self {
        self.typed.is_held = true;
        self.typed.reveals = reveals;
        self
    }

    /// What the next typed line is.
    pub fn mode(&self) -> Mode {
        self.typed.mode
    }

    /// Whether a command or a response was begun that has no end yet.
    pub fn is_amid_line(&self) -> bool {
        !self.typed.begun.is_empty()
    }

    /// Says a line that somebody typed, as it is, with CR LF. In a message it is dot-stuffed (RFC 5321 §4.5.2), but for the dot
    /// that ends the message. For use when [`Step::Ready`](crate::smtp::Step::Ready) was answered, as all of these.
    pub fn type_line(&mut self, line: &[u8]) {
        let stuffing: &[u8] = match self.typed.mode {
            Mode::Message if line.starts_with(b".") && line != b"." && self.at_line_start() => b".",
            _ => b"",
        };
        let mut octets = [stuffing, line, b"\r\n"].concat();
        if let Mode::Chunk(left) = self.typed.mode {
            // What does not fit into the chunk would be taken for a command.
            octets.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        }
        let shown = octets.strip_suffix(b"\r\n").unwrap_or(&octets).to_vec();
        self.put(octets, Some(shown));
    }

    /// Sends octets as they are. A reply is awaited for each command that they complete with CR LF.
    pub fn type_octets(&mut self, octets: &[u8]) {
        self.put(octets.to_vec(), Some(octets.to_vec()));
    }

    /// Sends a piece of a message after DATA was accepted: lines that end with CR LF, which are dot-stuffed here. A line may come
    /// in several pieces.
    pub fn send_message(&mut self, octets: &[u8]) {
        let stuffed = self.typed.ending.stuffed(octets);
        self.count_unshown(octets.len());
        self.typed.sending = Sending::Message;
        self.put(stuffed, None);
    }

    /// Ends such a message.
    pub fn end_message(&mut self) {
        let missing: &[u8] = match self.typed.ending.at_line_start() {
            true => b"",
            false => b"\r\n",
        };
        self.count_unshown(missing.len());
        self.put([missing, b".\r\n"].concat(), None);
        self.tell_unshown();
    }

    /// Sends a chunk of a message with the command before it (RFC 3030 §2).
    pub fn send_chunk(&mut self, octets: &[u8], last: bool) {
        let last = if last { " LAST" } else { "" };
        let command = format!("BDAT {}{last}", octets.len());
        let whole = [command.as_bytes(), b"\r\n", octets].concat();
        self.typed.sending = Sending::Chunk;
        self.put(whole, Some(command.into_bytes()));
        self.count_unshown(octets.len());
        self.tell_unshown();
    }

    /// Says EHLO, or LHLO, once more.
    pub fn hello_again(&mut self) {
        let verb = match self.plan.protocol {
            Protocol::Smtp => "EHLO",
            Protocol::Lmtp => "LHLO",
        };
        let line = format!("{verb} {}", self.plan.client_name);
        self.put(format!("{line}\r\n").into_bytes(), Some(line.into_bytes()));
    }

    /// Ends the session politely where that can be done: in the middle of a message QUIT would be a part of it, and to end the
    /// message would send it.
    pub fn take_leave(&mut self) {
        match self.typed.mode {
            Mode::Command if self.typed.begun.is_empty() => self.quit(),
            Mode::Response => {
                // RFC 4954 §4: a challenge is answered first, with an asterisk.
                self.put(b"*\r\n".to_vec(), Some(b"*".to_vec()));
                self.typed.due.push_back(Verb::Leave);
            }
            Mode::Command | Mode::Message | Mode::Chunk(_) => self.hang_up(),
        }
    }

    /// Ends the session without another word.
    pub fn hang_up(&mut self) {
        self.phase = Phase::Over;
    }

    /// Tells of what came unasked and is not a whole line, where nothing more seems to follow.
    pub fn tell_rest(&mut self) {
        if self.is_unsettled() {
            let rest = self.reader.take_rest();
            self.told_unasked(&rest);
        }
    }

    /// Whether something has come unasked that is not a whole line.
    pub fn is_unsettled(&self) -> bool {
        self.phase == Phase::Ready
            && self.typed.due.is_empty()
            && !self.reader.partial_line().is_empty()
    }

    /// Whether the next to speak is whoever holds the session.
    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Ready && self.outgoing.is_empty()
    }

    /// Whether somebody holds the session by hand, who is to be told if it ends.
    pub fn is_by_hand(&self) -> bool {
        match self.phase {
            Phase::Ready => self.is_held(),
            Phase::Awaiting(Command::Typed) => true,
            Phase::Awaiting(Command::Auth) => self.authentication.by_hand,
            _ => false,
        }
    }

    /// Where nobody does, a session that is ready ends at once, and nothing can come unasked.
    fn is_held(&self) -> bool {
        self.typed.is_held || matches!(self.plan.stop, Stop::HandOver(_))
    }

    /// What the next reply answers, if one is due.
    pub(super) fn awaited(&self) -> Option<Command> {
        match self.phase {
            Phase::Awaiting(command) => Some(command),
            // The server may refuse a chunk before it has all of it.
            Phase::Ready if !self.typed.due.is_empty() => Some(Command::Typed),
            _ => None,
        }
    }

    /// The same more exactly.
    pub(super) fn answered(&self, command: Command) -> Command {
        match (command, self.typed.due.front()) {
            (Command::Typed, Some(Verb::Hello | Verb::Helo)) => Command::TypedHello,
            _ => command,
        }
    }

    /// Whether the reply that is due answers STARTTLS that was typed.
    pub(super) fn begins_tls_again(&self) -> bool {
        self.typed.due.front() == Some(&Verb::StartTls)
    }

    /// Looks at what has come although no reply is due.
    pub(super) fn unasked(&mut self) {
        if self.is_sending_message() {
            self.refused_amid();
        }
        while self.phase == Phase::Ready && self.is_held() && self.typed.due.is_empty() {
            let Some(line) = self.reader.take_line() else {
                break;
            };
            // RFC 5321 §3.8: a server that closes the connection says so with 421, asked or not.
            let Some(reply) = one_line(&line).filter(|reply| reply.code() == 421) else {
                self.told_unasked(&line);
                continue;
            };
            let reply = reply.with_hidden(|text| self.veil.hide_text(text, false));
            self.events
                .extend(reply.lines().iter().map(|line| Event::Heard {
                    line: line.octets().to_vec(),
                    tls: self.tls,
                    expected: false,
                }));
            self.fail(Fault::Rejected(reply));
        }
        if self.is_unsettled() && self.reader.partial_line().len() > LINE_CAP {
            self.fail(Fault::TooLong(Cap::Line(LINE_CAP)));
        }
    }

    /// A whole reply to something that was typed.
    pub(super) fn typed(&mut self, reply: Reply) {
        let verb = self.typed.due.pop_front();
        let is_good = reply.class() == 2;
        self.typed.responds &= reply.code() == 334;
        match (reply.code(), verb) {
            (421, _) => return self.fail(Fault::Rejected(reply)),
            (_, Some(Verb::Quit)) => return self.farewell(),
            // Where more went out together with AUTH the response was among it.
            (334, _) => {
                if matches!(self.typed.due.front(), None | Some(Verb::Leave)) {
                    self.typed.mode = Mode::Response;
                }
            }
            (354, _) => {
                self.typed.mode = Mode::Message;
                self.typed.ending = Ending::default();
            }
            (220, Some(Verb::StartTls)) if self.tls => {
                // The server waits for another handshake, which nobody begins.
                return self.fail(Fault::Rejected(reply));
            }
            (220, Some(Verb::StartTls)) => {
                self.typed.securing = true;
                self.typed.due.clear();
                return self.starttls(reply);
            }
            (_, Some(Verb::Hello)) if is_good => {
                self.typed.recipients = 0;
                self.offered(Some(Extensions::from_reply(&reply)));
            }
            (_, Some(Verb::Helo)) if is_good => {
                self.typed.recipients = 0;
                self.offered(None);
            }
            (_, Some(Verb::Recipient)) if is_good => {
                self.typed.recipients = self.typed.recipients.saturating_add(1);
            }
            (_, Some(Verb::Mail | Verb::Reset)) if is_good => self.typed.recipients = 0,
            _ => {}
        }
        self.wait_or_leave();
    }

    /// The handshake that typed STARTTLS led to is done: what was offered in the clear is void (RFC 3207 §4.2), and whoever typed it
    /// says what is next.
    pub(super) fn secured_by_hand(&mut self) -> bool {
        if !std::mem::take(&mut self.typed.securing) {
            return false;
        }
        self.typed.recipients = 0;
        self.offered(None);
        self.note(Stage::StartTls);
        self.phase = Phase::Ready;
        true
    }

    /// Lets octets go out, and finds out what they do.
    fn put(&mut self, octets: Vec<u8>, shown: Option<Vec<u8>>) {
        if self.typed.due.is_empty() {
            let rest = self.reader.take_rest();
            self.told_unasked(&rest);
            self.typed.responds &=
                self.typed.mode == Mode::Response || !self.typed.begun.is_empty();
        }
        // A session by hand may last for long: what counts is what comes for one command.
        self.received = 0;
        let (mode, begun) = (self.typed.mode, self.typed.begun.clone());
        self.follow(&octets);
        if let Some(shown) = shown {
            let line = self.shown(&shown, octets.ends_with(b"\n"), mode, &begun);
            let tls = self.tls;
            self.events.push_back(Event::Said { line, tls });
        }
        self.outgoing.push_back(octets);
        self.wait_or_leave();
    }

    /// Follows what goes out.
    fn follow(&mut self, mut octets: &[u8]) {
        while !octets.is_empty() {
            let taken = match self.typed.mode {
                Mode::Chunk(left) => {
                    let here =
                        usize::try_from(left).map_or(octets.len(), |it| it.min(octets.len()));
                    let left = left.saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
                    self.typed.mode = chunk(left);
                    here
                }
                Mode::Message => match self.typed.ending.find(octets) {
                    Some(end) => {
                        self.typed.mode = Mode::Command;
                        self.awaits_message();
                        end
                    }
                    None => octets.len(),
                },
                Mode::Command | Mode::Response => match octets.iter().position(|it| *it == b'\n') {
                    Some(end) => {
                        let (line, _) = octets.split_at(end.saturating_add(1));
                        self.begin(line);
                        self.ended();
                        line.len()
                    }
                    None => {
                        self.begin(octets);
                        octets.len()
                    }
                },
            };
            octets = octets.get(taken..).unwrap_or_default();
        }
    }

    fn begin(&mut self, octets: &[u8]) {
        let room = BEGUN.saturating_sub(self.typed.begun.len());
        let kept = octets.get(..room.min(octets.len())).unwrap_or_default();
        self.typed.begun.extend_from_slice(kept);
    }

    /// A line feed has gone out: where it ends a command, its reply is due. Alone it is no line end (RFC 5321 §2.3.8), whatever
    /// the server makes of it.
    fn ended(&mut self) {
        let is_whole = self.typed.begun.ends_with(b"\r\n") || self.typed.begun.len() >= BEGUN;
        if !is_whole {
            let lines = self.typed.begun.clone();
            return self.cover_typed(&lines);
        }
        let line = std::mem::take(&mut self.typed.begun);
        let line = line.strip_suffix(b"\r\n").unwrap_or(&line);
        self.cover_typed(line);
        if self.typed.mode == Mode::Response {
            self.typed.mode = Mode::Command;
            return self.typed.due.push_back(Verb::Other);
        }
        match Verb::of(line) {
            Verb::Chunk { octets, last } => {
                self.typed.mode = chunk(octets);
                match last {
                    true => self.awaits_message(),
                    false => self.typed.due.push_back(Verb::Other),
                }
            }
            verb => self.typed.due.push_back(verb),
        }
    }

    /// A message is complete: there is a reply to it, in LMTP one for each recipient.
    fn awaits_message(&mut self) {
        let replies = match self.plan.protocol {
            Protocol::Smtp => 1,
            Protocol::Lmtp => self.typed.recipients.max(1),
        };
        self.typed.recipients = 0;
        for _ in 0..replies {
            self.typed.due.push_back(Verb::Other);
        }
    }

    /// Waits for the replies that are due, or else for what is typed next. What is left of a chunk is typed first.
    fn wait_or_leave(&mut self) {
        if self.typed.due.front() == Some(&Verb::Leave) {
            self.typed.due.clear();
            return match self.typed.mode {
                Mode::Command => self.quit(),
                _ => self.hang_up(),
            };
        }
        let is_open = matches!(self.typed.mode, Mode::Chunk(_));
        self.phase = match self.typed.due.front() {
            Some(Verb::Quit) => Phase::Awaiting(Command::Quit),
            Some(_) if !is_open => Phase::Awaiting(Command::Typed),
            _ => Phase::Ready,
        };
    }

    fn at_line_start(&self) -> bool {
        self.typed.ending.at_line_start()
    }

    fn offered(&mut self, extensions: Option<Extensions>) {
        self.events.push_back(Event::Offered(extensions));
    }

    pub(super) fn told_unasked(&mut self, octets: &[u8]) {
        if !octets.is_empty() {
            let octets = self.veil.hide_cut(octets);
            self.events.push_back(Event::Unsolicited(octets));
        }
    }

    fn count_unshown(&mut self, octets: usize) {
        let more = u64::try_from(octets).unwrap_or(u64::MAX);
        self.typed.unshown = self.typed.unshown.saturating_add(more);
    }

    fn tell_unshown(&mut self) {
        let octets = std::mem::take(&mut self.typed.unshown);
        let tls = self.tls;
        self.events.push_back(Event::SentMessage { octets, tls });
    }
}

fn chunk(left: u64) -> Mode {
    match left {
        0 => Mode::Command,
        left => Mode::Chunk(left),
    }
}

/// A line as a reply of its own, if it is one.
fn one_line(line: &[u8]) -> Option<Reply> {
    let mut reader = ReplyReader::default();
    reader.push(line);
    reader.push(b"\r\n");
    reader.next_line().ok()??.1
}

//! Sessions by hand: what is typed goes out as it is, its replies are heard as its own, and what comes unasked is no reply.

use super::*;

mod lines;
mod replies;
mod secrets;
mod sending;

/// What somebody does when it is his turn.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Line(&'static [u8]),
    Octets(&'static [u8]),
    Message(&'static [u8]),
    EndOfMessage,
    Chunk(&'static [u8], bool),
    Hello,
    Leave,
    /// The server says this while he thinks.
    Meanwhile(&'static [u8]),
    /// The server closes the connection while he thinks.
    Closed,
    /// It is this mode now.
    Mode(Mode),
}

use Deed::{Chunk, EndOfMessage, Hello, Leave, Line, Meanwhile, Octets};

/// What went over the wire, and what was told of it.
struct Played {
    written: Vec<u8>,
    events: Vec<Event>,
}

/// Plays a session that was handed over after the greeting, each answer in pieces of `size`; where no reply is left the server closes.
fn play_by_hand(protocol: Protocol, deeds: &[Deed], server: &[&[u8]], size: usize) -> Played {
    let plan = Plan {
        protocol,
        ..plan(Security::StartTls, Stop::HandOver(Stage::Greeting))
    };
    play_with(Dialogue::new(plan), deeds, server, size)
}

fn play_with(mut dialogue: Dialogue, deeds: &[Deed], server: &[&[u8]], size: usize) -> Played {
    let mut server = Server::new(&[&[GREETING], server].concat(), size);
    let mut deeds = deeds.iter();
    let (mut written, mut events) = (Vec::new(), Vec::new());
    loop {
        let step = dialogue.step();
        events.extend(told_by(&mut dialogue));
        match step {
            Step::Write(octets) => written.extend(octets),
            Step::Read(_) => server.answer(&mut dialogue),
            Step::Handshake => {
                written.extend(b"[TLS]");
                dialogue.secured();
            }
            Step::Ready => {
                // What is left of an answer comes while he thinks.
                if server.go_on(&mut dialogue) {
                    continue;
                }
                match deeds.next() {
                    None => dialogue.take_leave(),
                    Some(Deed::Line(line)) => dialogue.type_line(line),
                    Some(Deed::Octets(octets)) => dialogue.type_octets(octets),
                    Some(Deed::Message(octets)) => octets
                        .chunks(size)
                        .for_each(|piece| dialogue.send_message(piece)),
                    Some(Deed::EndOfMessage) => dialogue.end_message(),
                    Some(Deed::Chunk(octets, last)) => dialogue.send_chunk(octets, *last),
                    Some(Deed::Hello) => dialogue.hello_again(),
                    Some(Deed::Leave) => dialogue.take_leave(),
                    Some(Deed::Meanwhile(octets)) => {
                        octets
                            .chunks(size)
                            .for_each(|piece| dialogue.receive(piece));
                    }
                    Some(Deed::Closed) => dialogue.closed(false),
                    Some(Deed::Mode(mode)) => assert_eq!(dialogue.mode(), *mode),
                }
            }
            Step::Stop => return Played { written, events },
            Step::Authenticate | Step::Transact => panic!("nothing of that was planned"),
        }
    }
}

impl Played {
    fn said(&self) -> Vec<String> {
        let said = self.events.iter().filter_map(|event| match event {
            Event::Said { line, .. } => Some(String::from_utf8_lossy(line).into_owned()),
            _ => None,
        });
        said.collect()
    }

    /// The codes of the replies to what was typed.
    fn codes(&self) -> Vec<u16> {
        let codes = self.events.iter().filter_map(|event| match event {
            Event::Replied {
                to: Command::Typed | Command::TypedHello,
                reply,
                ..
            } => Some(reply.code()),
            _ => None,
        });
        codes.collect()
    }

    fn unasked(&self) -> Vec<u8> {
        let unasked = self.events.iter().filter_map(|event| match event {
            Event::Unsolicited(octets) => Some(octets.clone()),
            _ => None,
        });
        unasked.collect::<Vec<_>>().concat()
    }

    fn broken_off(&self) -> Option<&Fault> {
        self.events.iter().find_map(|event| match event {
            Event::BrokenOff(fault) => Some(fault),
            _ => None,
        })
    }

    fn offered(&self) -> Vec<bool> {
        let offered = self.events.iter().filter_map(|event| match event {
            Event::Offered(extensions) => Some(extensions.is_some()),
            _ => None,
        });
        offered.collect()
    }
}

const OK: &[u8] = b"250 2.0.0 Ok\r\n";
const GO_AHEAD: &[u8] = b"354 go ahead\r\n";

/// A session that is handed over once it was greeted.
fn to_be_handed_over() -> Dialogue {
    Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)))
}

/// A session in which it is somebody's turn.
fn handed_over() -> Dialogue {
    let mut dialogue = to_be_handed_over();
    dialogue.receive(GREETING);
    dialogue
}

/// Everything is written that is to be.
fn write(dialogue: &mut Dialogue) {
    while matches!(dialogue.step(), Step::Write(_)) {}
}

fn told(mut dialogue: Dialogue) -> Played {
    Played {
        written: Vec::new(),
        events: told_by(&mut dialogue),
    }
}

//! A session held by hand against a scripted server, and what must hold of every one.

use crate::script::{Act, Script};
use smtls::smtp::{Command, Dialogue, Event, Plan, Protocol, Security, Step, Stop, Trials};
use std::time::Duration;

/// Types these lines, one whenever it is somebody's turn, and gives what was told and what was written. A line that begins with a star is
/// octets for the wire, of which `~` stands for CR LF.
pub fn hold(lines: &[&[u8]], script: &Script) -> (Vec<Event>, Vec<u8>) {
    let mut dialogue = Dialogue::new(plan()).revealing(false);
    let mut acts = script.acts.iter();
    let mut opening = [&b"220 mx.test\r\n"[..], b"250 mx.test\r\n"].into_iter();
    let mut lines = lines.iter();
    let (mut events, mut written) = (Vec::new(), Vec::new());
    let (mut typed, mut replies) = (0_usize, 0_usize);
    for _ in 0..2 * script.acts.len() + 4 * lines.len() + 60 {
        let step = dialogue.step();
        while let Some(event) = dialogue.event() {
            if matches!(
                &event,
                Event::Replied {
                    to: Command::Typed | Command::TypedHello,
                    ..
                }
            ) {
                replies += 1;
            }
            events.push(event);
        }
        // A reply is a reply to something.
        assert!(replies <= typed, "more replies than there is to answer");
        match step {
            Step::Write(octets) => {
                typed += octets.iter().filter(|octet| **octet == b'\n').count();
                written.extend(octets);
            }
            Step::Read(_) => match opening.next() {
                Some(octets) => dialogue.receive(octets),
                None => act(&mut dialogue, acts.next()),
            },
            Step::Handshake => dialogue.secured(),
            Step::Authenticate | Step::Transact => panic!("nothing of that was planned"),
            // Every third time something comes unasked.
            Step::Ready if written.len() % 3 == 2 && acts.len() > 0 => {
                act(&mut dialogue, acts.next());
            }
            Step::Ready => match lines.next() {
                None => dialogue.take_leave(),
                Some(line) => match line.strip_prefix(b"*") {
                    Some(octets) => {
                        let octets = octets.split(|it| *it == b'~').collect::<Vec<_>>();
                        dialogue.type_octets(&octets.join(&b"\r\n"[..]));
                    }
                    None => dialogue.type_line(line),
                },
            },
            Step::Stop => return (events, written),
        }
    }
    panic!("the session did not end: {script:?}");
}

fn act(dialogue: &mut Dialogue, act: Option<&Act>) {
    match act {
        Some(Act::Send(octets)) => dialogue.receive(octets),
        Some(Act::Certificate(_) | Act::Staple(_)) => {}
        Some(Act::Close) | None => dialogue.closed(false),
        Some(Act::Reset) => dialogue.closed(true),
        Some(Act::Stall) => dialogue.timed_out(Duration::from_secs(1)),
        Some(Act::Break(_)) => {
            let _ = dialogue.broke();
        }
    }
}

fn plan() -> Plan {
    Plan {
        security: Security::Implicit,
        protocol: Protocol::Smtp,
        stop: Stop::WhenReady,
        trials: Trials::NONE,
        authenticate: false,
        transact: false,
        client_name: "fuzz.test".to_owned(),
    }
}

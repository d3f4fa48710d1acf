//! A session that somebody held by hand, and that ended before he ended it.

use super::check::Check;
use super::failure::shown;
use super::tls_words;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Cause, Observation};
use crate::quote;
use crate::smtp::{Cap, Fault};

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 160;

/// The verdict on that; nothing where the session was not held by hand, or came to its end in order.
pub(super) fn verdict(seen: &Observation) -> Option<Verdict> {
    let cause = seen.broken_off.as_ref()?;
    let (status, exit) = match cause {
        Cause::Smtp(Fault::Rejected(reply)) if reply.code() == 421 => {
            (Status::NotTested, ExitCode::NotNow)
        }
        Cause::Deadline => (Status::NotTested, ExitCode::NotNow),
        Cause::Interrupted(signal) => (Status::NotTested, (*signal).into()),
        _ => (Status::Fail, ExitCode::Closed),
    };
    let verdict = Verdict::new(Check::Session, status, broken_off_in_words(cause));
    let verdict = match exit {
        ExitCode::NotNow if *cause == Cause::Deadline => {
            verdict.with_fix("allow more time with --deadline")
        }
        ExitCode::NotNow => {
            verdict.with_fix("servers send clients away that are idle for long, or when they are overloaded: try again")
        }
        ExitCode::Closed => verdict.with_fix("look into the server's log for the reason"),
        _ => verdict,
    };
    Some(verdict.with_exit(exit))
}

/// Why such a session ended, as a fragment of a sentence. May quote the peer: escape before it reaches a terminal.
pub fn broken_off_in_words(cause: &Cause) -> String {
    match cause {
        Cause::Smtp(fault) => dialogue(fault),
        Cause::Tls(fault) => format!("the session broke: {}", tls_words::fault(fault, None)),
        Cause::Deadline => "the deadline passed".to_owned(),
        Cause::Interrupted(signal) => format!("{} before the session was over", signal.words()),
        Cause::Connect(_) => "the connection is gone".to_owned(),
    }
}

fn dialogue(fault: &Fault) -> String {
    match fault {
        Fault::Rejected(reply) if reply.code() == 421 => {
            format!("the server closed the session with {}", shown(reply))
        }
        Fault::Rejected(reply) if matches!(reply.class(), 4 | 5) => format!(
            "the server refused the message with {} before it had all of it; the rest was not sent, and the connection was closed",
            shown(reply)
        ),
        Fault::Rejected(reply) => format!(
            "the session cannot go on after {}, with which the server begins another handshake",
            shown(reply)
        ),
        Fault::Closed { reset, partial } => {
            let how = if *reset { "reset" } else { "closed" };
            let rest = match partial.as_slice() {
                [] => String::new(),
                some => format!(
                    "; of an unfinished line came \"{}\"",
                    quote::start(some, QUOTED)
                ),
            };
            format!("the server {how} the connection{rest}")
        }
        Fault::TimedOut { after, .. } => format!(
            "no reply came within {} s, and a late one would be taken for another command's",
            after.as_secs_f32()
        ),
        Fault::NotTaken { after, message } => format!(
            "the server takes no more of what is sent: {} s{}",
            after.as_secs_f32(),
            match message {
                true => "; the message was not ended",
                false => "",
            }
        ),
        Fault::NotAReply(line) => {
            format!(
                "what came is no SMTP reply: \"{}\"",
                quote::start(line, QUOTED)
            )
        }
        Fault::TooLong(cap) => {
            let what = match cap {
                Cap::Line(octets) => format!("a line of more than {octets} octets"),
                Cap::Reply(octets) => format!("a reply of more than {octets} octets"),
                Cap::Lines(lines) => format!("a reply of more than {lines} lines"),
                Cap::Session(octets) => format!("more than {octets} octets for one command"),
            };
            format!("the server sent {what}; nothing more was read")
        }
        Fault::Sasl(_) => {
            "the server goes on with an authentication that was called off".to_owned()
        }
        Fault::NotOffered
        | Fault::XclientNotOffered(_)
        | Fault::Lacks(_)
        | Fault::BareLf
        | Fault::NoMechanism
        | Fault::TrailingPlaintext(_) => "the session cannot go on".to_owned(),
    }
}

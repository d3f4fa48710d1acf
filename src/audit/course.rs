//! What a connection tells of the server's temper.

use super::pace::Course;
use crate::probe::{Answer as Replied, Cause, ConnectFault, Observation};
use crate::smtp::{Command, Fault, Stage};
use crate::tls::wire::Answer;

/// What became of a connection, as far as the pace is concerned.
pub(super) fn course(seen: &Observation) -> Course {
    if seen.failures.iter().any(|it| it.cause == Cause::Deadline) {
        return Course::TooLate;
    }
    let mut causes = seen.failures.iter().map(|it| &it.cause);
    if let Some(signal) = causes.find_map(|cause| match cause {
        Cause::Interrupted(signal) => Some(*signal),
        _ => None,
    }) {
        return Course::Interrupted(signal);
    }
    if sent_away(seen) {
        return Course::SentAway;
    }
    // Whatever else a server makes of a command out of turn is the answer that was asked for.
    if seen.spoke_behind_starttls() {
        return match put_off(seen) {
            true => Course::Shut,
            false => Course::Heard,
        };
    }
    match seen.failures.first().map(|it| (it.stage, &it.cause)) {
        Some((Stage::Connect, Cause::Connect(ConnectFault::Refused))) => Course::Shut,
        Some((Stage::Connect, _)) => Course::Lost,
        // A greeting of 5xx is for good; but where another was heard before, the client is what it does not like.
        Some((Stage::Greeting, Cause::Smtp(Fault::Rejected(_)))) => Course::Shut,
        Some((Stage::Greeting, Cause::Smtp(Fault::Closed { .. }))) => closed_at_once(seen),
        // What comes after the handshake is no matter of pace, and what is tried beyond an ordinary session may displease a server
        // by itself.
        _ if seen.handshake.is_some() || tried_last(seen) => Course::Heard,
        Some((_, Cause::Smtp(Fault::Closed { .. } | Fault::TimedOut { .. }))) => Course::Lost,
        _ if put_off(seen) => Course::Shut,
        _ => Course::Heard,
    }
}

/// 421 to anything, or a greeting of 4xx (RFC 5321 §3.8, §4.2.1); but not to what is tried beyond an ordinary session. NOOP behind
/// STARTTLS is said only where NOOP in turn was answered before.
fn sent_away(seen: &Observation) -> bool {
    let out_of_turn = seen.spoke_behind_starttls();
    let tried = |command| match command {
        Command::Noop => !out_of_turn,
        command => matches!(command, Command::Mail | Command::Reset),
    };
    let is_again = |answer: &Replied| answer.to == Command::StartTls && answer.tls;
    // Inside TLS it may be the missing client certificate that the server does not like: no matter of pace.
    let shown = seen.handshake.as_ref().and(seen.seen.as_ref());
    let wants_certificate = shown.is_some_and(|it| it.certificate_request.is_some());
    let mut replies = seen.replies.iter().filter(|answer| {
        !(tried(answer.to) || is_again(answer) || wants_certificate && answer.tls)
    });
    let by_reply = replies.any(|answer| match answer.to {
        Command::Greeting => answer.reply.class() == 4,
        _ => answer.reply.code() == 421,
    });
    let by_answer = seen.answered.as_ref().is_some_and(
        |answered| matches!(&answered.answer, Answer::NotTls(octets) if octets.starts_with(b"421")),
    );
    let in_the_clear = matches!(
        seen.failure(Stage::StartTls),
        Some(Cause::Smtp(Fault::TrailingPlaintext(octets))) if octets.starts_with(b"421")
    );
    by_reply || by_answer || in_the_clear
}

/// Whether the last that was said is what an ordinary session does not say.
fn tried_last(seen: &Observation) -> bool {
    seen.tried_mail_last() || seen.last_said() == Some(b"NOOP")
}

/// 454: TLS is not available for the moment (RFC 3207 §4).
fn put_off(seen: &Observation) -> bool {
    let reply = seen.reply(Command::StartTls, false);
    reply.is_some_and(|reply| reply.code() == 454)
}

/// Closed before a greeting: where the server greeted before, it shuts the client out; else it may have been an accident.
fn closed_at_once(seen: &Observation) -> Course {
    match seen.transcript.is_empty() {
        true => Course::ShutAtOnce,
        false => Course::Lost,
    }
}

//! Transactions that could not be begun, broke off, or cannot be believed.

use crate::exit::ExitCode;
use crate::judge::check::Check;
use crate::judge::demands::Transaction;
use crate::judge::failure::shown;
use crate::judge::verdict::{Status, Verdict};
use crate::probe::{Cause, Observation};
use crate::smtp::{Command, Fault, Handover, Lack, Stage};

/// What the transaction needs and the session does not have.
pub(super) fn lacking(lack: &Lack) -> Verdict {
    let fail = |reason| Verdict::new(Check::Mail, Status::Fail, reason).with_exit(ExitCode::Mail);
    match lack {
        Lack::Extension(keyword, what) => fail(format!(
            "MAIL was not said: {what}, and the server does not offer {keyword} here"
        ))
        .with_fix(format!("let the server offer {keyword}, or do without it")),
        Lack::RequiredTls(why) => fail(format!(
            "MAIL was not said, because REQUIRETLS may only be said in a session that keeps what it asks for: {why}; a sender would \
             return such a message with 5.7.30, or without any TLS with 5.7.10, if no other host will do"
        ))
        .with_fix("see the verdict on requiretls, or leave out --require-tls"),
    }
}

/// The connection broke off while the message was written; nothing where something else ended it.
pub(super) fn broken_off(cause: &Cause, handover: &Handover) -> Option<String> {
    let octets = handover.octets;
    let what = match cause {
        Cause::Smtp(Fault::TimedOut { after, .. }) => {
            let after = after.as_secs_f32();
            format!("the server took no more of the message for {after} s")
        }
        Cause::Smtp(Fault::Closed { reset, .. }) => {
            let how = if *reset { "reset" } else { "closed" };
            format!("the server {how} the connection in the middle of the message")
        }
        _ => return None,
    };
    Some(format!(
        "{what}, of which some {octets} octets were sent; without its end no server takes it"
    ))
}

/// The server refused QUIT after a transaction in which nothing failed: one of its replies was to another command than it seemed, because
/// a client only knows them by their order.
pub(super) fn out_of_step(seen: &Observation, asked: Transaction) -> Option<Verdict> {
    let told = seen.transacted.as_ref()?;
    let farewell = seen.reply(Command::Quit, told.tls)?;
    let is_refused = matches!(farewell.class(), 4 | 5) && farewell.code() != 421;
    let has_failed = seen
        .failures
        .iter()
        .any(|failure| failure.stage > Stage::Auth);
    if !is_refused || has_failed {
        return None;
    }
    let (check, exit) = match (told.handover.is_some(), asked.recipients) {
        (true, _) => (Check::Data, ExitCode::Message),
        (false, 0) => (Check::Mail, ExitCode::Mail),
        (false, _) => (Check::Rcpt, ExitCode::Rcpt),
    };
    let reason = format!(
        "QUIT was answered with {}, so that the server's replies seem to be out of step with the commands: whether it accepted what it \
         seemed to accept is not known",
        shown(farewell)
    );
    let verdict = Verdict::new(check, Status::NotTested, reason)
        .with_fix("let the server send one reply for each command (RFC 5321, section 4.2)");
    Some(verdict.with_exit(exit))
}

//! What comes of a message that was taken or refused, as the last line of a run has it.

use super::check::Check;
use super::demands::Demands;
use super::reply_words::names_tls;
use super::verdict::Verdict;
use crate::exit::ExitCode;
use crate::probe::{Cause, Observation};
use crate::smtp::{Fault, Lack, Reply, Stage, Transacted};

/// What a transaction came to that failed in nothing, to be put behind another fragment; empty where there was none.
pub(super) fn done(seen: &Observation) -> String {
    let Some(told) = &seen.transacted else {
        return String::new();
    };
    let accepted = told.accepted();
    match taken(told) {
        Some(whom) => format!("; the message was accepted for {}", recipients(whom)),
        _ if accepted > 0 => format!("; it accepted the sender and {}", recipients(accepted)),
        _ if told.mail.is_accepted() => "; it accepted the sender".to_owned(),
        _ => String::new(),
    }
}

/// What the verdict that decided means for this message; nothing where it is about something else.
pub(super) fn refused(seen: &Observation, verdict: &Verdict, demands: &Demands) -> Option<String> {
    let stage = match verdict.check {
        // Another host may take it; and the trials with MAIL say nothing of a message.
        _ if verdict.exit == ExitCode::NotNow => return None,
        Check::Mail => Stage::Mail,
        Check::Rcpt => Stage::Rcpt,
        Check::Data => Stage::Data,
        _ => return None,
    };
    let told = seen.transacted.as_ref();
    let words = match (seen.failure(stage), told) {
        (Some(Cause::Smtp(Fault::Lacks(lack))), _) => lacking(lack),
        (Some(Cause::Smtp(Fault::Rejected(_))), Some(told)) if told.may_be_taken() => {
            in_part(told, demands)?
        }
        (Some(Cause::Smtp(Fault::Rejected(reply))), _) => by_reply(reply, demands),
        (Some(_), Some(told)) if told.may_be_taken() => {
            "a sender would hand it in again later, so that it may arrive twice".to_owned()
        }
        (Some(_), _) => match demands.submission {
            true => "a mail client could not hand in this message".to_owned(),
            false => "a sender would keep the message and try again".to_owned(),
        },
        (None, Some(told)) => in_part(told, demands)?,
        (None, None) => return None,
    };
    Some(words)
}

/// Some recipients were refused, and the rest went well.
fn in_part(told: &Transacted, demands: &Demands) -> Option<String> {
    let all = told.recipients.len();
    let replies = told.recipients.iter().filter_map(|it| it.reply.as_ref());
    let handover = told.handover.as_ref();
    let whole = handover.filter(|handover| handover.is_whole);
    let later = whole.iter().flat_map(|handover| &handover.replies);
    let mut refusals = replies.chain(later).filter(|reply| reply.class() != 2);
    let refusal = refusals.next()?;
    let put_off = [refusal].into_iter().chain(refusals);
    let put_off = put_off.filter(|reply| reply.class() == 4).count();
    let means = match (refusal.class(), demands.submission) {
        (_, true) => "",
        (4, false) if put_off > 1 => ", and a sender would try again for those that were put off",
        (4, false) => ", and a sender would try again for that one",
        (_, false) => ", and a sender would tell the author",
    };
    let all = recipients(all);
    let taken = match taken(told) {
        Some(whom) => format!("the message was accepted for {whom} of {all}"),
        None => format!("{} of {all} were accepted", told.accepted()),
    };
    Some(format!("{taken}{means}"))
}

/// For how many the message was taken; nothing where none was answered for.
fn taken(told: &Transacted) -> Option<usize> {
    let handover = told.handover.as_ref().filter(|it| it.is_whole)?;
    let good = handover.replies.iter().filter(|it| it.class() == 2);
    match (good.count(), handover.answers_each) {
        (0, false) => None,
        (_, false) => Some(told.accepted()),
        // RFC 2033 §4.2.
        (good, true) => Some(good),
    }
}

/// RFC 5321 §4.2.1: 4xx asks to try again, 5xx not to.
fn by_reply(reply: &Reply, demands: &Demands) -> String {
    match (reply.class(), demands.submission) {
        (_, true) if reply.code() == 530 && !names_tls(reply) => {
            "a mail client would have to authenticate first"
        }
        (4, true) => "a mail client could not hand in this message now",
        (_, true) => "a mail client could not hand in this message",
        (4, false) => "a sender would keep the message and try again",
        (5, false) => "a sender would return the message to its author",
        (_, false) => "a sender would not know what to make of that, and try again",
    }
    .to_owned()
}

/// What others do where an extension is not there.
fn lacking(lack: &Lack) -> String {
    match lack {
        Lack::Extension("8BITMIME", _) => {
            "a sender would put the message into 7 bits, or return it to its author"
        }
        Lack::Extension("SMTPUTF8", _) => "a sender would return the message to its author",
        Lack::Extension("DSN", _) => "a sender would hand the message in without them",
        Lack::Extension("CHUNKING", _) => "a sender would hand the message in by DATA",
        Lack::Extension(..) | Lack::RequiredTls(_) => "nothing was sent",
    }
    .to_owned()
}

fn recipients(number: usize) -> String {
    match number {
        1 => "1 recipient".to_owned(),
        more => format!("{more} recipients"),
    }
}

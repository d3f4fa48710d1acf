//! A mail transaction, where one was asked for (RFC 5321 §3.3): sender, recipients and message, each on its own.

mod envelope;
mod faults;

use super::check::Check;
use super::demands::{Demands, Transaction};
use super::failure::{failed, rejected, shown};
use super::mail::{UNTRIED, accepted};
use super::message_form;
use super::refusals;
use super::stages::not_reached;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Cause, Observation};
use crate::quote;
use crate::smtp::{Extension, Fault, Handover, Reply, SizeLimit, Spoken, Stage, Transacted};
use envelope::without_domain;
use faults::{broken_off, lacking, out_of_step};

/// How much of a command a reason quotes, in octets.
const QUOTED: usize = 120;

/// How many recipients a reason names.
const MOST_NAMED: usize = 5;

/// The verdicts on a transaction; nothing where there was to be none.
pub(super) fn verdicts(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let Some(asked) = demands.transaction else {
        return Vec::new();
    };
    if let Some(verdict) = out_of_step(seen, asked) {
        return vec![verdict];
    }
    let mut verdicts = vec![mail(seen, demands)];
    verdicts.extend(without_authentication(seen, demands));
    if asked.recipients > 0 {
        verdicts.extend(recipients(seen, demands));
    }
    if asked.message {
        verdicts.extend(message(seen, demands));
    }
    verdicts.extend(one_by_one(seen, asked));
    let told = seen.transacted.as_ref();
    verdicts.extend(told.map(without_domain).unwrap_or_default());
    let handover = told.and_then(|told| told.handover.as_ref());
    verdicts.extend(handover.map(message_form::verdicts).unwrap_or_default());
    verdicts
}

fn mail(seen: &Observation, demands: &Demands) -> Verdict {
    match seen.failure(Stage::Mail) {
        Some(Cause::Smtp(Fault::Lacks(lack))) => lacking(lack),
        Some(Cause::Smtp(Fault::Rejected(reply))) => {
            let what = "MAIL was refused with";
            let verdict = rejected(Stage::Mail, Check::Mail, reply, what);
            with_cure(Stage::Mail, too_large(verdict, seen, reply), reply)
        }
        Some(cause) => failed(seen, demands, Stage::Mail, Check::Mail, cause),
        None if seen.has_reached(Stage::Mail) => {
            let reason = match &seen.transacted {
                Some(told) => format!("accepted: {}", said(&told.mail)),
                None => "accepted".to_owned(),
            };
            Verdict::new(Check::Mail, Status::Pass, reason)
        }
        None => not_reached(seen, demands, Check::Mail),
    }
}

/// RFC 1870 §6.1: a size that is too large is refused before any of it is sent.
fn too_large(verdict: Verdict, seen: &Observation, reply: &Reply) -> Verdict {
    let told = seen.transacted.as_ref();
    let said = told.map_or(&[][..], |told| told.mail.line.as_slice());
    let mut words = said.split(|octet| *octet == b' ');
    let size = words.find_map(|word| word.strip_prefix(b"SIZE="));
    let size = size.map(|size| quote::start(size, QUOTED));
    let limit = limit(seen).filter(|_| matches!(reply.code(), 552 | 452));
    match (limit, size) {
        (Some(limit), Some(size)) => Verdict {
            reason: format!(
                "{}; the message has {size} octets, and the server takes {limit} octets at most",
                verdict.reason
            ),
            ..verdict
        },
        _ => verdict,
    }
}

/// What the server says of the size of messages where the transaction was held.
fn limit(seen: &Observation) -> Option<u64> {
    let extensions = match seen.handshake {
        Some(_) => seen.extensions_inside_tls(),
        None => seen.extensions_in_the_clear(),
    }?;
    match extensions.iter().find_map(Extension::size_limit)? {
        SizeLimit::Octets(limit) => Some(limit),
        SizeLimit::NoneFixed | SizeLimit::NotTold | SizeLimit::Unreadable => None,
    }
}

/// RFC 6409 §4.3: on a submission port authentication comes first.
fn without_authentication(seen: &Observation, demands: &Demands) -> Option<Verdict> {
    let told = seen.transacted.as_ref()?;
    let is_open = demands.submission && !seen.has_reached(Stage::Auth) && told.mail.is_accepted();
    let how = match told.tls {
        true => "inside TLS",
        false => "in the clear",
    };
    match (told.recipients.len(), told.accepted()) {
        _ if !is_open => None,
        (0, _) => Some(accepted("MAIL is", how, UNTRIED)),
        // The server asks for it here.
        (_, 0) => None,
        (_, _) => Some(accepted("MAIL and RCPT are", how, "")),
    }
}

/// One verdict on those who were accepted, and one on each who was not.
fn recipients(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let Some(told) = &seen.transacted else {
        return vec![not_reached(seen, demands, Check::Rcpt)];
    };
    let mut verdicts = Vec::new();
    let all = told.recipients.iter();
    let accepted: Vec<&Spoken> = all.filter(|one| one.is_accepted()).collect();
    if !accepted.is_empty() {
        let named = accepted.iter().take(MOST_NAMED).map(|one| said(one));
        let named: Vec<String> = named.collect();
        let more = match accepted.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let reason = format!("accepted: {}{more}", named.join(", "));
        verdicts.push(Verdict::new(Check::Rcpt, Status::Pass, reason));
    }
    // Behind a MAIL that was refused every answer is that there was none.
    if !told.mail.is_accepted() {
        verdicts.push(not_reached(seen, demands, Check::Rcpt));
        return verdicts;
    }
    for refused in &told.recipients {
        let Some(reply) = refused.reply.as_ref().filter(|_| !refused.is_accepted()) else {
            continue;
        };
        let what = format!("{} was refused with", said(refused));
        verdicts.push(with_cure(
            Stage::Rcpt,
            rejected(Stage::Rcpt, Check::Rcpt, reply, &what),
            reply,
        ));
    }
    match seen.failure(Stage::Rcpt) {
        None | Some(Cause::Smtp(Fault::Rejected(_))) => {}
        Some(cause) => verdicts.push(failed(seen, demands, Stage::Rcpt, Check::Rcpt, cause)),
    }
    if verdicts.is_empty() {
        verdicts.push(not_reached(seen, demands, Check::Rcpt));
    }
    verdicts
}

fn message(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let told = seen.transacted.as_ref();
    let handover = told.and_then(|told| told.handover.as_ref());
    let (Some(told), Some(handover)) = (told, handover) else {
        let verdict = match seen.failure(Stage::Data) {
            Some(cause) => failed(seen, demands, Stage::Data, Check::Data, cause),
            None => not_reached(seen, demands, Check::Data),
        };
        return vec![verdict];
    };
    match seen.failure(Stage::Data) {
        // Each for itself.
        Some(Cause::Smtp(Fault::Rejected(_))) if handover.answers_each => taken(told, handover),
        Some(Cause::Smtp(Fault::Rejected(reply))) => {
            let what = match (handover.octets, handover.chunks) {
                (0, _) if handover.is_cut => {
                    "before any of it was sent the message was refused with"
                }
                _ if handover.is_cut => "in its middle the message was refused with",
                (0, 0) => "DATA was refused with",
                (_, 0) => "the message was refused with",
                _ => "BDAT was refused with",
            };
            let verdict = rejected(Stage::Data, Check::Data, reply, what);
            let verdict = once(of_message(verdict, handover), told);
            vec![with_cure(Stage::Data, verdict, reply)]
        }
        Some(cause) => {
            let verdict = failed(seen, demands, Stage::Data, Check::Data, cause);
            let mut verdict = of_message(verdict, handover);
            if handover.is_cut {
                verdict.reason = broken_off(cause, handover).unwrap_or(verdict.reason);
            } else if told.may_be_taken() {
                verdict.reason.push_str(
                    "; the message was sent whole, and the server may have taken it all the same",
                );
            }
            let mut verdicts = match handover.replies.is_empty() {
                true => Vec::new(),
                false => taken(told, handover),
            };
            verdicts.push(verdict);
            verdicts
        }
        None if seen.has_reached(Stage::Data) => taken(told, handover),
        // Every recipient was refused, and the server asked for the message nevertheless.
        None => vec![not_reached(seen, demands, Check::Data)],
    }
}

/// The message was accepted; in LMTP perhaps not for all (RFC 2033 §4.2).
fn taken(told: &Transacted, handover: &Handover) -> Vec<Verdict> {
    let by = match handover.chunks {
        0 => String::new(),
        1 => " in one chunk".to_owned(),
        chunks => format!(" in {chunks} chunks"),
    };
    let size = handover.octets;
    let accepted = told.recipients.iter().filter(|one| one.is_accepted());
    let of_all = handover.replies.iter().filter(|reply| reply.class() == 2);
    let mut verdicts = Vec::new();
    if let Some(reply) = of_all.clone().next() {
        let whom = match handover.answers_each {
            false => String::new(),
            true => format!(" for {} of {} recipients", of_all.count(), told.accepted()),
        };
        verdicts.push(Verdict::new(
            Check::Data,
            Status::Pass,
            format!(
                "a message of {size} octets was accepted{by}{whom}: {}",
                shown(reply)
            ),
        ));
    }
    for (recipient, reply) in accepted.zip(&handover.replies) {
        if reply.class() != 2 {
            let what = format!("for {} the message was refused with", said(recipient));
            let verdict = rejected(Stage::Data, Check::Data, reply, &what);
            let verdict = once(of_message(verdict, handover), told);
            verdicts.push(with_cure(Stage::Data, verdict, reply));
        }
    }
    verdicts
}

/// After 421 the next host is tried, but not where some of several LMTP recipients have the message already.
fn once(verdict: Verdict, told: &Transacted) -> Verdict {
    match verdict.exit == ExitCode::NotNow && told.may_be_taken() {
        true => verdict.with_exit(ExitCode::Message),
        false => verdict,
    }
}

/// swaks tells DATA from what comes after the message.
fn of_message(verdict: Verdict, handover: &Handover) -> Verdict {
    match verdict.exit {
        ExitCode::Data if handover.octets > 0 => verdict.with_exit(ExitCode::Message),
        _ => verdict,
    }
}

/// The commands were to go out together, and could not.
fn one_by_one(seen: &Observation, asked: Transaction) -> Option<Verdict> {
    let told = seen.transacted.as_ref()?;
    (asked.pipelined && !told.pipelined).then(|| {
        let reason = "PIPELINING is not offered here, so that each command waited for the reply to the one before";
        Verdict::new(Check::Mail, Status::Note, reason)
    })
}

fn with_cure(stage: Stage, verdict: Verdict, reply: &Reply) -> Verdict {
    match (verdict.exit, refusals::cure(stage, reply)) {
        (ExitCode::NotNow, _) | (_, None) => verdict,
        (_, Some(cure)) => verdict.with_fix(cure),
    }
}

/// A command, quoted.
fn said(spoken: &Spoken) -> String {
    quote::start(&spoken.line, QUOTED)
}

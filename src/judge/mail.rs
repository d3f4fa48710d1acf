//! What a server answers to MAIL, where that was tried: in the clear, inside TLS, and inside TLS before EHLO.

use super::check::Check;
use super::demands::Demands;
use super::failure::shown;
use super::reply_words::names_tls;
use super::stages::not_reached;
use super::trial;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Observation, Side};
use crate::smtp::{Command, Reply};

/// How MAIL was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// In the clear, after EHLO.
    InTheClear,
    /// Inside TLS, before EHLO.
    BeforeEhlo,
    /// Inside TLS, after EHLO.
    InsideTls,
}

/// The verdicts on MAIL; nothing where it was not to be tried.
pub(super) fn verdicts(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let trials = demands.trials;
    if !(trials.mail_in_the_clear || trials.mail_inside_tls || trials.mail_before_ehlo) {
        return Vec::new();
    }
    let verdicts = tried(seen).into_iter().map(|(way, reply)| match reply {
        None => unanswered(seen, way),
        Some(reply) if reply.code() == 421 => sent_away(way, reply),
        Some(reply) => answered(way, reply, demands),
    });
    let verdicts: Vec<Verdict> = verdicts.collect();
    match verdicts.is_empty() {
        true => vec![not_reached(seen, demands, Check::Mail)],
        false => verdicts,
    }
}

/// Where MAIL was said, and what it was answered with.
fn tried(seen: &Observation) -> Vec<(Way, Option<&Reply>)> {
    let said = seen
        .transcript
        .iter()
        .filter(|entry| entry.side == Side::Client && !entry.is_text);
    let mut replies = seen
        .replies
        .iter()
        .filter(|answer| answer.to == Command::Mail);
    let mut hailed = false;
    let mut tried = Vec::new();
    for entry in said {
        hailed |= entry.tls && !entry.line.starts_with(b"MAIL ");
        if entry.line.starts_with(b"MAIL ") {
            let way = match (entry.tls, hailed) {
                (false, _) => Way::InTheClear,
                (true, false) => Way::BeforeEhlo,
                (true, true) => Way::InsideTls,
            };
            tried.push((way, replies.next().map(|answer| &answer.reply)));
        }
    }
    tried
}

/// The session ended over it.
fn unanswered(seen: &Observation, way: Way) -> Verdict {
    trial::broken(seen, Check::Mail).unwrap_or_else(|| {
        let reason = format!("the server did not answer MAIL {}", words(way));
        Verdict::new(Check::Mail, Status::NotTested, reason)
    })
}

fn sent_away(way: Way, reply: &Reply) -> Verdict {
    let reason = format!(
        "not testable now: MAIL {} was answered with {}",
        words(way),
        shown(reply)
    );
    Verdict::new(Check::Mail, Status::NotTested, reason)
        .with_fix("try again later, or without this trial")
        .with_exit(ExitCode::NotNow)
}

fn answered(way: Way, reply: &Reply, demands: &Demands) -> Verdict {
    match (way, reply.class(), reply.code()) {
        (Way::BeforeEhlo, 2, _) => warn(
            "inside TLS MAIL is accepted before EHLO: the server kept the EHLO of the clear, which TLS makes void, or it never asks for EHLO".to_owned(),
            "let the server forget at STARTTLS what was said before (RFC 3207, section 4.2)",
        ),
        (Way::BeforeEhlo, _, 503) => pass(format!(
            "the server forgot what was said in the clear: inside TLS it refuses MAIL before EHLO with {}",
            shown(reply)
        )),
        (Way::BeforeEhlo, ..) => note(format!(
            "inside TLS MAIL before EHLO was answered with {}, which does not tell whether the server forgot what was said in the clear",
            shown(reply)
        )),
        (Way::InTheClear, 2, _) if demands.submission => accepted("MAIL is", "in the clear", UNTRIED),
        (Way::InsideTls, 2, _) => accepted("MAIL is", "inside TLS", UNTRIED),
        (Way::InTheClear, 2, _) => pass("MAIL is accepted in the clear".to_owned()),
        (Way::InsideTls, _, 530) => pass(format!(
            "MAIL is refused without authentication: {}",
            shown(reply)
        )),
        (Way::InTheClear, _, 530) => required(reply, demands),
        _ => note(format!(
            "MAIL {} was answered with {}, which says nothing of TLS or authentication",
            words(way),
            shown(reply)
        )),
    }
}

/// What a server says to RCPT may be another thing.
pub(super) const UNTRIED: &str =
    "; RCPT was not tried, where many servers refuse (Postfix: smtpd_delay_reject)";

/// RFC 6409 §4.3.
pub(super) fn accepted(what: &str, how: &str, more: &str) -> Verdict {
    warn(
        format!("{what} accepted {how} without authentication{more}"),
        "ask for authentication before MAIL on ports 587 and 465 (RFC 6409, section 4.3), unless this client's address is authorised",
    )
}

/// 530 asks for STARTTLS (RFC 3207 §4) or for authentication (RFC 4954 §6); only the text says for what.
fn required(reply: &Reply, demands: &Demands) -> Verdict {
    let names_tls = names_tls(reply);
    let reply = shown(reply);
    match (names_tls, demands.submission, demands.publicly_referenced) {
        (false, ..) => note(format!(
            "MAIL in the clear is refused for want of TLS or of authentication: {reply}"
        )),
        (true, true, _) => note(format!("TLS is mandatory before MAIL: {reply}")),
        (true, false, true) => warn(
            format!("the server takes no mail in the clear: {reply}"),
            "do not demand TLS on port 25 of an MX host (RFC 3207, section 4): servers that cannot do TLS must be able to deliver; a policy by MTA-STS or DANE lets those insist that can",
        ),
        (true, false, false) => note(format!(
            "TLS is mandatory before MAIL, which RFC 3207 forbids to hosts that stand in MX records (section 4): {reply}"
        )),
    }
}

fn words(way: Way) -> &'static str {
    match way {
        Way::InTheClear => "in the clear",
        Way::BeforeEhlo => "before EHLO inside TLS",
        Way::InsideTls => "inside TLS",
    }
}

fn pass(reason: String) -> Verdict {
    Verdict::new(Check::Mail, Status::Pass, reason)
}

fn note(reason: String) -> Verdict {
    Verdict::new(Check::Mail, Status::Note, reason)
}

fn warn(reason: String, fix: &str) -> Verdict {
    Verdict::new(Check::Mail, Status::Warn, reason).with_fix(fix)
}

//! Enhanced status codes that do not fit their replies (RFC 2034 §4, RFC 3463 §2).

use super::check::Check;
use super::failure::shown;
use super::verdict::{Status, Verdict};
use crate::probe::{Answer, Observation};
use crate::smtp::{Command, EnhancedCode, ReplyLine};

/// The verdicts on them, one of a kind.
pub(super) fn verdicts(seen: &Observation) -> Vec<Verdict> {
    // RFC 2034 §4: in a greeting and in a reply to EHLO or HELO there are none, whatever the text looks like.
    let answers = seen.replies.iter().filter(|answer| {
        let mute = match answer.to {
            Command::Greeting | Command::Ehlo | Command::Helo | Command::TypedHello => true,
            // It is a greeting where it is no refusal.
            Command::Xclient => answer.reply.class() == 2,
            _ => false,
        };
        !mute && matches!(answer.reply.class(), 2 | 4 | 5)
    });
    let answers: Vec<&Answer> = answers.collect();
    let offered = answers.iter().filter(|answer| is_offered(seen, answer.tls));
    let offered: Vec<&Answer> = offered.copied().collect();
    let mut verdicts = Vec::new();
    verdicts.extend(answers.iter().find_map(|answer| wrong_class(answer)));
    verdicts.extend(offered.iter().find_map(|answer| uneven(answer)));
    verdicts.extend(offered.iter().find_map(|answer| missing(answer)));
    verdicts
}

fn is_offered(seen: &Observation, tls: bool) -> bool {
    let extensions = match tls {
        true => seen.extensions_inside_tls(),
        false => seen.extensions_in_the_clear(),
    };
    extensions.is_some_and(|extensions| extensions.offers("ENHANCEDSTATUSCODES"))
}

fn wrong_class(answer: &Answer) -> Option<Verdict> {
    let reply = &answer.reply;
    let mut codes = reply.lines().iter().filter_map(ReplyLine::enhanced_code);
    let wrong = codes.find(|code| u16::from(code.class) != reply.class())?;
    let reason = format!(
        "the enhanced status code {wrong} and the reply code {:03} do not fit each other: {}",
        reply.code(),
        shown(reply)
    );
    let fix = "let the server give both the same first digit (RFC 2034, section 4): senders differ in which one they believe";
    Some(Verdict::new(Check::Replies, Status::Warn, reason).with_fix(fix))
}

fn uneven(answer: &Answer) -> Option<Verdict> {
    let codes = answer.reply.lines().iter().map(ReplyLine::enhanced_code);
    let codes: Vec<Option<EnhancedCode>> = codes.collect();
    if codes.iter().all(|code| codes.first() == Some(code)) {
        return None;
    }
    let what = match codes.iter().any(Option::is_none) {
        true => "some lines of a reply have no enhanced status code, others have one",
        false => "the lines of one reply have different enhanced status codes",
    };
    let reason = format!("{what}: {}", shown(&answer.reply));
    let fix = "let the server begin each line of a reply with the same code (RFC 2034, section 4)";
    Some(Verdict::new(Check::Replies, Status::Warn, reason).with_fix(fix))
}

fn missing(answer: &Answer) -> Option<Verdict> {
    let mut lines = answer.reply.lines().iter();
    if lines.any(|line| line.enhanced_code().is_some()) {
        return None;
    }
    let reason = format!(
        "ENHANCEDSTATUSCODES is offered, and a reply has none: {}",
        shown(&answer.reply)
    );
    Some(Verdict::new(Check::Replies, Status::Note, reason))
}

//! Which question comes next: decided by how the session failed and by the answers so far, and by nothing else.

use super::lack::{Lack, lacks};
use super::order::{AFTER_EVERYTHING, BY_LENGTH, BY_NAME, BY_PLAINNESS, FROM_OFFER, FROM_OLDER};
use super::question::Question;
use crate::probe::{Cause, Observation};
use crate::smtp::Stage;
use crate::tls::names::{self, TLS_1_2};
use crate::tls::wire::{Answer, ServerFlight};
use crate::tls::{Offered, TlsFault};

/// How many questions are put at most; each is a connection, and servers count them.
pub const MOST: usize = 6;

/// How many questions may remain without a word until their time is up.
const MOST_SILENT: usize = 2;

/// Whether questions can explain how the session failed: in the handshake, before the server had taken the offer, and by nothing
/// that speaks for itself, as what is no TLS does, and alerts about the client certificate.
pub fn is_explainable(session: &Observation) -> bool {
    fault(session).is_some()
}

/// The next question about a session that failed; `asked` are those that were put, in order. Nothing where enough is known,
/// where enough was asked, or where the server no longer lets anybody come as far as a handshake.
pub fn next_question(session: &Observation, asked: &[Observation]) -> Option<Question> {
    let fault = fault(session)?;
    let offered = &session.seen.as_ref()?.offered;
    let known = Known { asked };
    let next = known.next(session, fault, offered)?;
    let is_refused = asked.iter().any(|one| one.answered.is_none());
    // One that was answered before will hardly cost any time, and a server that answers some is worth one silence more.
    let most = match known.speaks_tls() {
        true => MOST_SILENT.saturating_add(1),
        false => MOST_SILENT,
    };
    let is_quick = known.silences() < most || known.choice(next).is_some();
    (asked.len() < MOST && !is_refused && is_quick).then_some(next)
}

fn fault(session: &Observation) -> Option<&TlsFault> {
    let Cause::Tls(fault) = session.failure(Stage::StartTls)? else {
        return None;
    };
    let seen = session.seen.as_ref()?;
    let is_explainable = match fault {
        TlsFault::OldVersion(_) | TlsFault::Incompatible(_) => true,
        // Application protocols are the user's own, and nothing else is to blame (RFC 7301 §3.2).
        TlsFault::Alert(120) => false,
        TlsFault::Alert(_) => !seen.has_chosen && !fault.refuses_client_certificate(true),
        TlsFault::Closed | TlsFault::Reset | TlsFault::TimedOut(_) => !seen.has_chosen,
        TlsFault::NotTls(_)
        | TlsFault::Misbehaved(_)
        | TlsFault::WrongSignature
        | TlsFault::Other(_) => false,
    };
    let is_asked_for = seen.certificate_request.is_some();
    (is_explainable && session.handshake.is_none() && !is_asked_for).then_some(fault)
}

/// What is known so far.
struct Known<'a> {
    asked: &'a [Observation],
}

impl Known<'_> {
    fn next(&self, session: &Observation, fault: &TlsFault, offered: &Offered) -> Option<Question> {
        if let Some(question) = about_the_name(session, fault, offered) {
            if !self.was_asked(question) {
                return Some(question);
            }
            if self.choice(question).is_some() {
                // Where the alert says so too, once is enough.
                let is_said = matches!(fault, TlsFault::Alert(112 | 109));
                let by_turns = || self.by_turns(&BY_NAME, Question::WithName);
                return (!is_said).then(by_turns).flatten();
            }
        }
        if self.choice(Question::WithoutName).is_some() {
            // And with the name once more?
            let last = self.asked.last().and_then(|one| one.question);
            return (last == Some(Question::WithoutName)).then_some(Question::Small);
        }
        if is_silent(fault) && is_large(offered) {
            if !self.was_asked(Question::Small) {
                return Some(Question::Small);
            }
            if self.choice(Question::Small).is_some() {
                return self.by_turns(&BY_LENGTH, Question::Small);
            }
        }
        if self.silences() > 0 && (!self.speaks_tls() || self.was_asked(Question::Classic)) {
            return self.after_silence(offered);
        }
        if !self.was_asked(Question::Everything) {
            return Some(Question::Everything);
        }
        match self.choice(Question::Everything) {
            Some(choice) => self.after_everything(choice, offered),
            None => self.in_parts(fault, offered),
        }
    }

    /// Servers of long ago are silent to what they do not understand: then the hello of their time says more than any other.
    fn after_silence(&self, offered: &Offered) -> Option<Question> {
        if !self.was_asked(Question::Classic) {
            return Some(Question::Classic);
        }
        // It takes more than was old long ago: with TLS 1.3 beside it, or without?
        if self
            .choice(Question::Plain)
            .is_some_and(|it| it.version >= TLS_1_2)
        {
            let Some(older) = self.answer(Question::Older) else {
                return (!self.was_asked(Question::Older)).then_some(Question::Older);
            };
            let is_covered = older
                .choice()
                .is_some_and(|it| lacks(it, offered).is_empty());
            let is_open = is_covered && offers_tls13(offered) && self.was_asked(Question::Small);
            return is_open
                .then(|| self.by_turns(&FROM_OFFER, Question::Older))
                .flatten();
        }
        let is_named = offered.server_name.is_some();
        self.first_open([
            Some(Question::Plain),
            is_named.then_some(Question::WithoutName),
        ])
    }

    /// The server took a hello with all that servers usually have.
    fn after_everything(&self, choice: &ServerFlight, offered: &Offered) -> Option<Question> {
        let once = |question| (!self.was_asked(question)).then_some(question);
        match lacks(choice, offered).first() {
            // It is not what was chosen that was missing: does the very offer fail once more, and has its length to do with it?
            None if is_large(offered)
                && !self.came_first(Question::Small, Question::Everything) =>
            {
                self.by_turns(&AFTER_EVERYTHING, Question::Small)
            }
            None => once(Question::Small),
            // What lies in a version that was offered explains more than what lies beyond.
            Some(Lack::Version(version)) if *version > TLS_1_2 => once(Question::Older),
            Some(Lack::Version(TLS_1_2)) => once(Question::Tls13),
            Some(_) => None,
        }
    }

    /// The server took no hello with all that servers usually have.
    fn in_parts(&self, fault: &TlsFault, offered: &Offered) -> Option<Question> {
        if !self.was_asked(Question::Older) {
            return Some(Question::Older);
        }
        if let Some(choice) = self.choice(Question::Older) {
            let lacks = lacks(choice, offered);
            if lacks.is_empty() && offers_tls13(offered) {
                let order = match self.came_first(Question::Small, Question::Older) {
                    true => &FROM_OFFER,
                    false => &FROM_OLDER,
                };
                return self.by_turns(order, Question::Older);
            }
            let next = match lacks.first() {
                None => Question::Small,
                Some(Lack::Version(TLS_1_2)) => Question::Tls13,
                Some(_) => return None,
            };
            return (!self.was_asked(next)).then_some(next);
        }
        if self.choice(Question::Plain).is_some() {
            return self.by_turns(&BY_PLAINNESS, Question::Plain);
        }
        // Whoever answers with an alert or a record speaks SSL 3.0 at least.
        let speaks_tls = self.speaks_tls() || matches!(fault, TlsFault::Alert(_));
        // To no hello with TLS 1.3 in it came a word: then one with that alone tells least.
        let parts = [
            speaks_tls.then_some(Question::Tls13),
            Some(Question::Plain),
            offered
                .server_name
                .is_some()
                .then_some(Question::WithoutName),
            Some(Question::Classic),
            (!speaks_tls).then_some(Question::Ssl2),
        ];
        self.first_open(parts)
    }

    /// The first of these that was not put, unless one before it was taken.
    fn first_open<const N: usize>(&self, parts: [Option<Question>; N]) -> Option<Question> {
        for question in parts.into_iter().flatten() {
            if !self.was_asked(question) {
                return Some(question);
            }
            if self.choice(question).is_some() {
                return None;
            }
        }
        None
    }

    /// The next of two hellos by turns, of which one is taken each time and the other never; nothing once an answer differs.
    fn by_turns(&self, order: &[Question], taken: Question) -> Option<Question> {
        let asked = self.asked.iter();
        let asked = asked.filter(|one| one.question.is_some_and(|it| order.contains(&it)));
        let mut count = 0_usize;
        for one in asked {
            let choice = one.answered.as_ref()?.answer.choice();
            if choice.is_some() != (one.question == Some(taken)) {
                return None;
            }
            count = count.saturating_add(1);
        }
        order.get(count).copied()
    }

    fn came_first(&self, one: Question, other: Question) -> bool {
        let mut asked = self.asked.iter().filter_map(|asked| asked.question);
        asked.find(|asked| *asked == one || *asked == other) == Some(one)
    }

    fn answer(&self, question: Question) -> Option<&Answer> {
        let mut asked = self.asked.iter();
        let asked = asked.find(|one| one.question == Some(question))?;
        Some(&asked.answered.as_ref()?.answer)
    }

    fn choice(&self, question: Question) -> Option<&ServerFlight> {
        self.answer(question)?.choice()
    }

    fn was_asked(&self, question: Question) -> bool {
        let mut asked = self.asked.iter();
        asked.any(|one| one.question == Some(question))
    }

    fn speaks_tls(&self) -> bool {
        let mut answers = self.asked.iter().filter_map(|one| one.answered.as_ref());
        answers.any(|one| matches!(one.answer, Answer::Flight(_) | Answer::Alert(_)))
    }

    fn silences(&self) -> usize {
        let answers = self.asked.iter().filter_map(|one| one.answered.as_ref());
        let silent = answers.filter(|one| is_late(&one.answer));
        silent.count()
    }
}

/// Whether it took all the time that there was.
fn is_late(answer: &Answer) -> bool {
    matches!(answer, Answer::TimedOut(_) | Answer::Unfinished { .. })
}

/// Whether the server name may be what the server dislikes or misses (RFC 6066 §3; RFC 9846 §9.2, which has missing_extension for it).
fn about_the_name(session: &Observation, fault: &TlsFault, offered: &Offered) -> Option<Question> {
    let name = session.peer.server_name();
    let lacks_name = name.is_some() && offered.server_name.as_deref() != name;
    let may_be = matches!(
        fault,
        TlsFault::Alert(112 | 109 | 40 | 80) | TlsFault::Closed | TlsFault::Reset
    );
    if lacks_name && may_be {
        return Some(Question::WithName);
    }
    let is_disliked = *fault == TlsFault::Alert(112) && offered.server_name.is_some();
    is_disliked.then_some(Question::WithoutName)
}

/// Nothing came that could be understood.
fn is_silent(fault: &TlsFault) -> bool {
    matches!(
        fault,
        TlsFault::Closed | TlsFault::Reset | TlsFault::TimedOut(_)
    )
}

/// Whether the hello brought a post-quantum key share along, which makes it larger than one segment: it is the first group that
/// gets one.
fn is_large(offered: &Offered) -> bool {
    let first = offered.groups.first();
    let first = first.and_then(|group| names::group(u16::from(*group)));
    offers_tls13(offered) && first.is_some_and(|group| group.kind.is_post_quantum())
}

fn offers_tls13(offered: &Offered) -> bool {
    let mut versions = offered.versions.iter();
    versions.any(|version| u16::from(*version) > TLS_1_2)
}

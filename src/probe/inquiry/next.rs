//! Which question comes next: decided by how the session failed and by the answers so far, and by nothing else.

use super::lack::lacks;
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

/// The order in which a small hello and a large one are put, to tell a server that drops the large one from one that drops some of
/// its connections: none that drops every second or all but every third would answer like that by chance.
const BY_LENGTH: [Question; 5] = [
    Question::Small,
    Question::Large,
    Question::Small,
    Question::Small,
    Question::Large,
];

/// The same for the session's offer and one without TLS 1.3, by which of them came first.
const FROM_OFFER: [Question; 5] = [
    Question::Small,
    Question::Older,
    Question::Small,
    Question::Older,
    Question::Older,
];
const FROM_OLDER: [Question; 5] = [
    Question::Older,
    Question::Small,
    Question::Older,
    Question::Small,
    Question::Older,
];

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
    // One that was answered before will hardly cost any time.
    let is_quick = known.silences() < MOST_SILENT || known.choice(next).is_some();
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
                return None;
            }
        }
        if is_silent(fault) && is_large(offered) {
            if !self.was_asked(Question::Small) {
                return Some(Question::Small);
            }
            if self.choice(Question::Small).is_some() {
                return self.by_turns(&BY_LENGTH, Question::Small);
            }
        }
        self.about_the_versions(fault, offered)
    }

    fn about_the_versions(&self, fault: &TlsFault, offered: &Offered) -> Option<Question> {
        let classic = self.choice(Question::Classic);
        // Servers of long ago are silent to what they do not understand: then the hello of their time says more than any other.
        let is_unheard = self.silences() > 0 && !self.speaks_tls();
        if is_unheard && !self.was_asked(Question::Classic) {
            return Some(Question::Classic);
        }
        if classic.is_some() {
            return (!self.was_asked(Question::Plain)).then_some(Question::Plain);
        }
        if !self.was_asked(Question::Older) {
            return Some(Question::Older);
        }
        let older = self.choice(Question::Older);
        if older.is_some_and(|choice| choice.version < TLS_1_2) {
            return None;
        }
        if !self.was_asked(Question::Tls13) {
            return Some(Question::Tls13);
        }
        let tls13 = self.choice(Question::Tls13);
        let is_covered = |choice: &ServerFlight| lacks(choice, offered).is_empty();
        // It is not what was chosen that was missing: does the very offer fail once more?
        let mut versions = offered.versions.iter();
        let offers_tls13 = versions.any(|version| u16::from(*version) > TLS_1_2);
        if older.is_some_and(is_covered) && tls13.is_none() && offers_tls13 {
            let order = match self.came_first(Question::Small, Question::Older) {
                true => &FROM_OFFER,
                false => &FROM_OLDER,
            };
            return self.by_turns(order, Question::Older);
        }
        if older.is_some() || tls13.is_some() {
            let is_covered = older.into_iter().chain(tls13).any(is_covered);
            return (is_covered && !self.was_asked(Question::Small)).then_some(Question::Small);
        }
        for question in [Question::Plain, Question::Classic] {
            if !self.was_asked(question) {
                return Some(question);
            }
            if self.choice(question).is_some() {
                return None;
            }
        }
        // Whoever answers with an alert or a record speaks SSL 3.0 at least.
        let speaks_tls = self.speaks_tls() || matches!(fault, TlsFault::Alert(_));
        if !speaks_tls && !self.was_asked(Question::Ssl2) {
            return Some(Question::Ssl2);
        }
        let is_left = offered.server_name.is_some() && !self.was_asked(Question::WithoutName);
        is_left.then_some(Question::WithoutName)
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
        let silent = answers.filter(|one| matches!(one.answer, Answer::TimedOut(_)));
        silent.count()
    }
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
    let mut versions = offered.versions.iter();
    versions.any(|version| u16::from(*version) > TLS_1_2)
        && first.is_some_and(|group| group.kind.is_post_quantum())
}

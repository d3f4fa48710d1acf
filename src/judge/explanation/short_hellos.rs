//! What the answers come to where at most a short hello was taken.

use super::answers::Answers;
use super::finding::Finding;
use crate::probe::inquiry::{Question, lacks};
use crate::probe::{Cause, Observation};
use crate::smtp::Stage;
use crate::tls::names::TLS_1_2;
use crate::tls::wire::Answer;
use crate::tls::{Offered, TlsFault};

impl<'a> Answers<'a> {
    /// What came of short hellos, where nothing else was taken.
    pub(super) fn in_short(&self, session: &Observation, offered: &Offered) -> Finding<'a> {
        let beside = || {
            let answers = self.answers().into_iter();
            answers
                .filter(|(_, answer)| answer.choice().is_none())
                .collect()
        };
        if let Some(choice) = self.choice(Question::Plain) {
            return match choice.version < TLS_1_2 {
                true => Finding::Retired(choice, Question::Plain),
                false => Finding::Plain {
                    choice,
                    lacks: lacks(choice, offered),
                    beside: beside(),
                    is_certain: self.count(Question::Plain) > 1,
                },
            };
        }
        match self.choice(Question::Classic) {
            Some(choice) => Finding::Classic(choice, beside()),
            None => self.nothing_chosen(session, offered),
        }
    }

    fn nothing_chosen(&self, session: &Observation, offered: &Offered) -> Finding<'a> {
        if let Some(answer @ Answer::Ssl2(_)) = self.answer(Question::Ssl2) {
            return Finding::Ssl2(answer);
        }
        let answers = self.answers();
        let has = |wanted| answers.iter().any(|(question, _)| *question == wanted);
        let is_whole = [Question::Everything, Question::Older, Question::Classic]
            .into_iter()
            .all(has);
        match is_whole && answers.len() == self.questions.len() {
            true => Finding::Never {
                is_dropped: is_dropped(session) && answers.iter().all(|(_, it)| is_nothing(it)),
                is_nameless: offered.server_name.is_none()
                    && !has(Question::WithName)
                    && answers
                        .iter()
                        .all(|(_, it)| it.is_refusal() || is_nothing(it)),
                answers,
            },
            false => Finding::Unfinished(answers),
        }
    }
}

/// Whether not an octet of TLS came of the session's own hello.
fn is_dropped(session: &Observation) -> bool {
    matches!(
        session.failure(Stage::StartTls),
        Some(Cause::Tls(
            TlsFault::Closed | TlsFault::Reset | TlsFault::TimedOut(_)
        ))
    )
}

/// Whether not an octet came.
pub(super) fn is_nothing(answer: &Answer) -> bool {
    matches!(answer, Answer::Closed | Answer::Reset | Answer::TimedOut(_))
}

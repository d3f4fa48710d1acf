//! The answers to the questions about one session, to look them up.

use crate::probe::Observation;
use crate::probe::inquiry::Question;
use crate::tls::wire::{Answer, ServerFlight};

/// The answers to the questions about one session.
pub(super) struct Answers<'a> {
    pub(super) questions: &'a [Observation],
}

impl<'a> Answers<'a> {
    /// A question that was put more than once, and taken once, and once not.
    pub(super) fn differing(&self) -> Option<(&'a ServerFlight, &'a Answer)> {
        let answers = self.answers();
        answers.iter().find_map(|(question, answer)| {
            let choice = answer.choice()?;
            let mut same = answers.iter().filter(|(other, _)| other == question);
            let (_, other) = same.find(|(_, other)| other.choice().is_none())?;
            Some((choice, *other))
        })
    }

    /// How often a question was answered.
    pub(super) fn count(&self, question: Question) -> usize {
        let answers = self.answers();
        answers.iter().filter(|(it, _)| *it == question).count()
    }

    /// Whether one hello was put before and after another.
    pub(super) fn is_between(&self, between: Question, around: Question) -> bool {
        let mut asked = self.answers().into_iter().map(|(question, _)| question);
        asked.any(|one| one == around)
            && asked.any(|one| one == between)
            && asked.any(|one| one == around)
    }

    /// All that was answered, in order.
    pub(super) fn answers(&self) -> Vec<(Question, &'a Answer)> {
        let answers = self.questions.iter().filter_map(|one| {
            let answered = one.answered.as_ref()?;
            Some((one.question?, &answered.answer))
        });
        answers.collect()
    }

    pub(super) fn asked(&self, question: Question) -> Option<&'a Observation> {
        let mut asked = self.questions.iter();
        asked.find(|one| one.question == Some(question))
    }

    pub(super) fn answer(&self, question: Question) -> Option<&'a Answer> {
        let answered = self.asked(question)?.answered.as_ref()?;
        Some(&answered.answer)
    }

    pub(super) fn choice(&self, question: Question) -> Option<&'a ServerFlight> {
        self.answer(question)?.choice()
    }

    pub(super) fn length(&self, question: Question) -> usize {
        let answered = self.asked(question).and_then(|one| one.answered.as_ref());
        answered.map_or(0, |answered| answered.sent.len())
    }
}

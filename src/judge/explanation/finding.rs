//! What the answers come to.

use super::words;
use crate::probe::Observation;
use crate::probe::inquiry::{Lack, Question, lacks};
use crate::tls::Offered;
use crate::tls::names::TLS_1_2;
use crate::tls::wire::{Answer, ServerFlight};

/// Why a handshake failed, as far as the answers show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Finding<'a> {
    /// With its own name as server name the server takes the offer, and without, or with another, it does not.
    NameMissing(&'a ServerFlight),
    /// Without a server name the server takes the offer, and with its own it does not.
    NameDisliked(&'a ServerFlight),
    /// In a small hello the offer is taken each time, and in a large one between it was dropped each time, twice at least.
    TooLarge {
        /// What it chose.
        choice: &'a ServerFlight,
        /// How long the small hello was, in octets.
        small: usize,
        /// How long the large one was that was dropped.
        large: usize,
        /// What came of that.
        dropped: &'a Answer,
    },
    /// The same offer was taken in a small hello; what came of a large one where that was sent.
    OnlySmaller(&'a ServerFlight, Option<&'a Answer>),
    /// The same hello was taken once, and once it was not: what it chose, and what came of it the other time.
    Passing(&'a ServerFlight, &'a Answer),
    /// The best that the server can do is retired: it was offered TLS 1.2, by this question.
    Retired(&'a ServerFlight, Question),
    /// The server took a short hello of TLS 1.2, and none of those that had more in them.
    Plain {
        /// What it chose.
        choice: &'a ServerFlight,
        /// What of it the session had not offered.
        lacks: Vec<Lack>,
        /// What came of the other questions.
        beside: Vec<(Question, &'a Answer)>,
    },
    /// The server took a short hello of TLS 1.0, and none that offered more; what came of these.
    Classic(&'a ServerFlight, Vec<(Question, &'a Answer)>),
    /// The server speaks SSL 2.0 and nothing newer.
    Ssl2,
    /// The server chose what had not been offered.
    Lacking {
        /// What it chose.
        choice: &'a ServerFlight,
        /// What of it had not been offered.
        lacks: Vec<Lack>,
        /// How it refused TLS 1.3, where that alone had been offered, or was asked for too.
        without_tls13: Option<&'a Answer>,
        /// What it chose in TLS 1.3 beside, where that is a version that had not been offered.
        beside: Option<&'a ServerFlight>,
    },
    /// All that the server chose had been offered; what came of the same offer once more.
    Covered {
        /// What it chose.
        choice: &'a ServerFlight,
        /// TLS 1.3 was offered beside it, and is not what the server does.
        tls13_offered: bool,
        /// The answer to the same offer in a small hello.
        again: Option<&'a Answer>,
        /// The same offer failed twice, and between was taken without TLS 1.3.
        is_certain: bool,
    },
    /// Nothing was chosen, whatever was offered: the questions, and the answers to them.
    Never(Vec<(Question, &'a Answer)>),
    /// Nothing was chosen, and not everything was asked.
    Unfinished(Vec<(Question, &'a Answer)>),
}

/// The answers to the questions about one session.
pub(super) struct Answers<'a> {
    pub(super) questions: &'a [Observation],
}

impl<'a> Answers<'a> {
    pub(super) fn finding(&self, offered: &Offered) -> Finding<'a> {
        if let Some(choice) = self.choice(Question::WithName) {
            return Finding::NameMissing(choice);
        }
        if let Some(choice) = self.choice(Question::WithoutName) {
            return Finding::NameDisliked(choice);
        }
        if let Some((choice, other)) = self.differing() {
            return Finding::Passing(choice, other);
        }
        if let Some(finding) = self.by_size() {
            return finding;
        }
        let tls13 = self.choice(Question::Tls13);
        let older = self.choice(Question::Older);
        // What lies in a version that was offered explains more than what lies beyond.
        let is_near = |choice: &ServerFlight| {
            let mut versions = offered.versions.iter();
            versions.any(|version| u16::from(*version) == choice.version)
        };
        let choices: Vec<&ServerFlight> = [tls13, older].into_iter().flatten().collect();
        let mut near = choices.iter().filter(|choice| is_near(choice));
        let covered = near
            .clone()
            .find(|choice| lacks(choice, offered).is_empty());
        let best = covered.or_else(|| near.next()).or(choices.first());
        let Some(choice) = best.copied() else {
            return self.in_short(offered);
        };
        if choice.version < TLS_1_2 {
            return Finding::Retired(choice, Question::Older);
        }
        let lacks = lacks(choice, offered);
        if lacks.is_empty() {
            return Finding::Covered {
                choice,
                tls13_offered: choice.version == TLS_1_2
                    && tls13.is_none()
                    && offered
                        .versions
                        .iter()
                        .any(|version| u16::from(*version) > TLS_1_2),
                again: self.answer(Question::Small),
                is_certain: self.is_between(Question::Older, Question::Small),
            };
        }
        let refused = self.answer(Question::Tls13);
        Finding::Lacking {
            choice,
            lacks,
            without_tls13: refused.filter(|_| tls13.is_none() && choice.version == TLS_1_2),
            beside: tls13.filter(|_| choice.version == TLS_1_2),
        }
    }

    /// What the length of the hello has to do with it, where that was tried.
    fn by_size(&self) -> Option<Finding<'a>> {
        let choice = self.choice(Question::Small)?;
        let large = self.answer(Question::Large);
        let answers = self.answers();
        let mut larges = answers
            .iter()
            .filter(|(asked, _)| *asked == Question::Large);
        let is_certain = self.is_between(Question::Small, Question::Large)
            && larges.all(|(_, answer)| !answer.is_refusal());
        if let Some(dropped @ (Answer::Closed | Answer::Reset | Answer::TimedOut(_))) = large
            && is_certain
        {
            return Some(Finding::TooLarge {
                choice,
                small: self.length(Question::Small),
                large: self.length(Question::Large),
                dropped,
            });
        }
        // Where other questions came before it, they say more.
        let mut asked = answers.iter().map(|(question, _)| *question);
        let is_first = asked.find(|it| matches!(it, Question::Small | Question::Older));
        (is_first == Some(Question::Small)).then_some(Finding::OnlySmaller(choice, large))
    }

    /// What came of short hellos, where nothing else was taken.
    fn in_short(&self, offered: &Offered) -> Finding<'a> {
        let beside = |taken| {
            let answers = self.answers().into_iter();
            answers.filter(|(asked, _)| *asked != taken).collect()
        };
        if let Some(choice) = self.choice(Question::Plain) {
            return match choice.version < TLS_1_2 {
                true => Finding::Retired(choice, Question::Plain),
                false => Finding::Plain {
                    choice,
                    lacks: lacks(choice, offered),
                    beside: beside(Question::Plain),
                },
            };
        }
        match self.choice(Question::Classic) {
            Some(choice) => Finding::Classic(choice, beside(Question::Classic)),
            None => self.nothing_chosen(),
        }
    }

    /// A question that was put more than once, and taken once, and once not.
    fn differing(&self) -> Option<(&'a ServerFlight, &'a Answer)> {
        let answers = self.answers();
        answers.iter().find_map(|(question, answer)| {
            let choice = answer.choice()?;
            let mut same = answers.iter().filter(|(other, _)| other == question);
            let (_, other) = same.find(|(_, other)| other.choice().is_none())?;
            Some((choice, *other))
        })
    }

    /// Whether one hello was put before and after another.
    fn is_between(&self, between: Question, around: Question) -> bool {
        let mut asked = self.answers().into_iter().map(|(question, _)| question);
        asked.any(|one| one == around)
            && asked.any(|one| one == between)
            && asked.any(|one| one == around)
    }

    /// All that was answered, in order.
    fn answers(&self) -> Vec<(Question, &'a Answer)> {
        let answers = self.questions.iter().filter_map(|one| {
            let answered = one.answered.as_ref()?;
            Some((one.question?, &answered.answer))
        });
        answers.collect()
    }

    fn nothing_chosen(&self) -> Finding<'a> {
        if let Some(Answer::Ssl2(_)) = self.answer(Question::Ssl2) {
            return Finding::Ssl2;
        }
        let answers = self.answers();
        let has = |wanted| answers.iter().any(|(question, _)| *question == wanted);
        let is_whole = [Question::Older, Question::Tls13, Question::Classic]
            .into_iter()
            .all(has);
        match is_whole && answers.len() == self.questions.len() {
            true => Finding::Never(answers),
            false => Finding::Unfinished(answers),
        }
    }

    fn asked(&self, question: Question) -> Option<&'a Observation> {
        let mut asked = self.questions.iter();
        asked.find(|one| one.question == Some(question))
    }

    fn answer(&self, question: Question) -> Option<&'a Answer> {
        let answered = self.asked(question)?.answered.as_ref()?;
        Some(&answered.answer)
    }

    fn choice(&self, question: Question) -> Option<&'a ServerFlight> {
        self.answer(question)?.choice()
    }

    fn length(&self, question: Question) -> usize {
        let answered = self.asked(question).and_then(|one| one.answered.as_ref());
        answered.map_or(0, |answered| answered.sent.len())
    }
}

impl Finding<'_> {
    /// What the server chose, where it chose something.
    pub(super) fn choice(&self) -> Option<&ServerFlight> {
        Some(match self {
            Self::NameMissing(choice)
            | Self::NameDisliked(choice)
            | Self::OnlySmaller(choice, _)
            | Self::Passing(choice, _)
            | Self::Retired(choice, _)
            | Self::Plain { choice, .. }
            | Self::Classic(choice, _)
            | Self::TooLarge { choice, .. }
            | Self::Lacking { choice, .. }
            | Self::Covered { choice, .. } => choice,
            Self::Ssl2 | Self::Never(_) | Self::Unfinished(_) => return None,
        })
    }
}

/// What had not been offered, in words: `that suite and the group secp521r1`.
pub(super) fn in_words(lacks: &[Lack]) -> String {
    let words = lacks.iter().map(|lack| match lack {
        Lack::Version(number) => words::version(*number),
        Lack::Suite(_) => "that suite".to_owned(),
        Lack::Group(number) => format!("the group {}", words::group(*number)),
        Lack::Scheme(number) => format!("the signature {}", words::scheme(*number)),
    });
    words.collect::<Vec<_>>().join(" and ")
}

//! What the answers come to.

use super::answers::Answers;
use super::words;
use crate::probe::inquiry::{Lack, Question, lacks};
use crate::probe::{Cause, Observation};
use crate::smtp::Stage;
use crate::tls::names::{TLS_1_2, TLS_1_3};
use crate::tls::wire::{Answer, Hello, ServerFlight};
use crate::tls::{Offered, TlsFault};

/// Why a handshake failed, as far as the answers show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Finding<'a> {
    /// With its own name as server name the server takes the offer, and without, or with another, it does not.
    NameMissing {
        /// What it chose.
        choice: &'a ServerFlight,
        /// It was so more than once, or the server says that it is the name.
        is_certain: bool,
    },
    /// Without a server name the server takes the offer, and with the one that was sent it does not.
    NameDisliked {
        /// What it chose.
        choice: &'a ServerFlight,
        /// The name that was sent is the server's own.
        is_own: bool,
        /// The server says that it is the name, or it took none with it before and after.
        is_certain: bool,
    },
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
        /// It was so more than once, by turns.
        is_certain: bool,
    },
    /// The server took a short hello of TLS 1.0, and none that offered more; what came of these.
    Classic(&'a ServerFlight, Vec<(Question, &'a Answer)>),
    /// The server speaks SSL 2.0 and nothing newer; what it said.
    Ssl2(&'a Answer),
    /// The server chose what had not been offered.
    Lacking {
        /// What it chose.
        choice: &'a ServerFlight,
        /// Of what it chose.
        asked: Question,
        /// What of it had not been offered.
        lacks: Vec<Lack>,
        /// How it refused TLS 1.3, where that alone had been offered, or was asked for too.
        without_tls13: Option<&'a Answer>,
        /// What came of all that servers usually have, where it did not choose of that.
        refused: Option<&'a Answer>,
        /// Some hello with TLS 1.3 in it was taken.
        takes_tls13: bool,
        /// What it chose in TLS 1.3 beside, where that is a version that had not been offered.
        beside: Option<&'a ServerFlight>,
    },
    /// All that the server chose had been offered; what came of the same offer once more.
    Covered {
        /// What it chose.
        choice: &'a ServerFlight,
        /// Of what it chose.
        asked: Question,
        /// TLS 1.3 had been offered beside it, and with TLS 1.3 in it nothing was taken.
        tls13_offered: bool,
        /// The answer to the same offer in a small hello.
        again: Option<&'a Answer>,
        /// The same offer failed twice, and between was taken without TLS 1.3.
        is_certain: bool,
    },
    /// Nothing was chosen, whatever was offered.
    Never {
        /// The questions, and the answers to them.
        answers: Vec<(Question, &'a Answer)>,
        /// Not an octet came of any of them, and none to the session's own hello.
        is_dropped: bool,
        /// No hello had a server name.
        is_nameless: bool,
    },
    /// Nothing was chosen, and not everything was asked.
    Unfinished(Vec<(Question, &'a Answer)>),
}

impl<'a> Answers<'a> {
    pub(super) fn finding(&self, session: &Observation, offered: &Offered) -> Finding<'a> {
        if let Some((choice, other)) = self.differing() {
            return Finding::Passing(choice, other);
        }
        if let Some(finding) = self.by_name(session, offered) {
            return finding;
        }
        if let Some(finding) = self.by_size() {
            return finding;
        }
        let everything = (Question::Everything, self.choice(Question::Everything));
        let tls13 = (Question::Tls13, self.choice(Question::Tls13));
        let older = (Question::Older, self.choice(Question::Older));
        // What lies in a version that was offered explains more than what lies beyond.
        let is_near = |choice: &ServerFlight| {
            let mut versions = offered.versions.iter();
            versions.any(|version| u16::from(*version) == choice.version)
        };
        let choices = [everything, tls13, older].into_iter();
        let choices = choices.filter_map(|(asked, choice)| Some((asked, choice?)));
        let choices: Vec<(Question, &ServerFlight)> = choices.collect();
        let mut near = choices.iter().filter(|(_, choice)| is_near(choice));
        let covered = near
            .clone()
            .find(|(_, choice)| lacks(choice, offered).is_empty());
        let best = covered.or_else(|| near.next()).or(choices.first());
        let Some((asked, choice)) = best.copied() else {
            return self.in_short(session, offered);
        };
        if choice.version < TLS_1_2 {
            return Finding::Retired(choice, asked);
        }
        let newest = choices.iter().find(|(_, it)| it.version > TLS_1_2);
        let lacks = lacks(choice, offered);
        if lacks.is_empty() {
            let mut versions = offered.versions.iter();
            return Finding::Covered {
                choice,
                asked,
                tls13_offered: asked == Question::Older
                    && newest.is_none()
                    && versions.any(|version| u16::from(*version) > TLS_1_2),
                again: self.answer(Question::Small),
                is_certain: self.is_between(Question::Older, Question::Small),
            };
        }
        let tls13 = self.answer(Question::Tls13);
        let everything = self.answer(Question::Everything);
        Finding::Lacking {
            choice,
            asked,
            lacks,
            without_tls13: tls13.filter(|_| newest.is_none() && choice.version == TLS_1_2),
            // What it chose of TLS 1.3 alone had to be among all that, or its refusal is no wonder.
            refused: everything
                .filter(|all| all.choice().is_none())
                .filter(|_| choice.version < TLS_1_3 || self.is_in_everything(choice)),
            takes_tls13: newest.is_some() || everything.is_some_and(|all| all.choice().is_some()),
            beside: newest
                .map(|(_, newest)| *newest)
                .filter(|_| choice.version == TLS_1_2),
        }
    }

    /// What the server name has to do with it, where that was tried.
    fn by_name(&self, session: &Observation, offered: &Offered) -> Option<Finding<'a>> {
        let own = session.peer.server_name();
        let fault = session.failure(Stage::StartTls);
        let is_said = matches!(fault, Some(Cause::Tls(TlsFault::Alert(112 | 109))));
        if let Some(choice) = self.choice(Question::WithoutName) {
            let answers = self.answers().into_iter();
            let mut after = answers.skip_while(|(asked, _)| *asked != Question::WithoutName);
            let again = after.find(|(asked, _)| *asked == Question::Small);
            return Some(match again {
                Some((_, again)) if again.choice().is_some() => Finding::Covered {
                    choice,
                    asked: Question::WithoutName,
                    tls13_offered: false,
                    again: Some(again),
                    is_certain: false,
                },
                again => Finding::NameDisliked {
                    choice,
                    is_own: own.is_some() && offered.server_name.as_deref() == own,
                    is_certain: is_said || again.is_some(),
                },
            });
        }
        let choice = self.choice(Question::WithName)?;
        match self.answer(Question::Small) {
            // The name makes no difference.
            Some(again) if again.choice().is_some() => Some(Finding::Covered {
                choice,
                asked: Question::WithName,
                tls13_offered: false,
                again: Some(again),
                is_certain: false,
            }),
            _ => Some(Finding::NameMissing {
                choice,
                // A limit that begins after some connections would look the same were they not by turns.
                is_certain: is_said
                    || self.count(Question::Small) > 2
                        && self.is_between(Question::Small, Question::WithName),
            }),
        }
    }

    /// What the length of the hello has to do with it, where that was tried.
    fn by_size(&self) -> Option<Finding<'a>> {
        let large = self.answer(Question::Large);
        if let Some(choice) = large.and_then(Answer::choice) {
            return Some(Finding::OnlySmaller(choice, large));
        }
        let choice = self.choice(Question::Small)?;
        if let Some(dropped) = large
            && self.is_between(Question::Small, Question::Large)
        {
            return Some(Finding::TooLarge {
                choice,
                small: self.length(Question::Small),
                large: self.length(Question::Large),
                dropped,
            });
        }
        // Where other questions came before it, they say more.
        let first = self.questions.first().and_then(|one| one.question);
        (large.is_some() || first == Some(Question::Small))
            .then_some(Finding::OnlySmaller(choice, large))
    }

    /// Whether the hello with all that servers usually have offered this too.
    fn is_in_everything(&self, choice: &ServerFlight) -> bool {
        let asked = self.asked(Question::Everything);
        let hello = asked.and_then(|asked| Some(&asked.answered.as_ref()?.hello));
        matches!(hello, Some(Hello::Tls(hello)) if hello.suites.contains(&choice.suite)
            && choice.group.is_none_or(|group| hello.groups.contains(&group)))
    }
}

impl Finding<'_> {
    /// What the server chose, where it chose something.
    pub(super) fn choice(&self) -> Option<&ServerFlight> {
        Some(match self {
            Self::NameMissing { choice, .. }
            | Self::NameDisliked { choice, .. }
            | Self::OnlySmaller(choice, _)
            | Self::Passing(choice, _)
            | Self::Retired(choice, _)
            | Self::Plain { choice, .. }
            | Self::Classic(choice, _)
            | Self::TooLarge { choice, .. }
            | Self::Lacking { choice, .. }
            | Self::Covered { choice, .. } => choice,
            Self::Ssl2(_) | Self::Never { .. } | Self::Unfinished(_) => return None,
        })
    }
}

/// Whether the same offer once more was not taken.
pub(super) fn is_refused(again: Option<&Answer>) -> bool {
    again.is_some_and(|again| again.choice().is_none())
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

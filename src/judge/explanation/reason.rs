//! What the answers come to in a sentence that goes on where the words on the failure end.

use super::choice::retired_by;
use super::finding::{Finding, in_words};
use super::told::{asked, told};
use super::{kex, words};
use crate::probe::inquiry::{Lack, Question};
use crate::tls::Offered;
use crate::tls::names::TLS_1_3;
use crate::tls::wire::{Answer, ServerFlight};

impl Finding<'_> {
    /// The sentence, without what goes before it.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::NameMissing { choice, is_certain } => format!(
                "the same offer with its own name as server name (SNI) it took, and chose {}: {}",
                words::choice(choice),
                match is_certain {
                    true => "the server insists on that name",
                    false => "it may insist on that name, or some connections fail",
                }
            ),
            Self::NameDisliked {
                choice,
                is_own,
                is_certain,
            } => format!(
                "the same offer without a server name (SNI) it took, and chose {}: the server, or a device before it, {}{}{}",
                words::choice(choice),
                match is_certain {
                    true => "refuses the name that was sent",
                    false => "may refuse the name that was sent",
                },
                if *is_own { ", which is its own" } else { "" },
                if *is_certain { "" } else { ", or some connections fail" },
            ),
            Self::TooLarge {
                choice,
                small,
                large,
                dropped,
            } => format!(
                "the same offer in a hello of {small} octets it took each time, and chose {}, and to one of {large} octets, which is \
                 more than one segment, it {} each time: the server, or a device before it, cannot bear a ClientHello of that length",
                words::choice(choice),
                words::answer(dropped)
            ),
            Self::OnlySmaller(choice, large) => only_smaller(choice, *large),
            Self::Passing(choice, other) => format!(
                "passing trouble: the same hello was {} once and answered once ({}, and {})",
                match other.is_refusal() {
                    true => "refused",
                    false => "dropped",
                },
                words::answer(other),
                with_chose(choice)
            ),
            Self::Plain {
                choice,
                lacks,
                beside,
                is_certain,
            } => plain(choice, lacks, beside, *is_certain),
            Self::Classic(choice, beside) => format!(
                "a short hello of TLS 1.0 it took, and chose {} ({}), but none that offered more: {}; whether it does TLS 1.2 was not \
                 found out",
                words::choice(choice),
                kex::in_words(choice),
                told(beside)
            ),
            Self::Retired(choice, question) => format!(
                "{} {} ({}): {} is retired ({})",
                asked_it_chose(*question),
                words::choice(choice),
                kex::in_words(choice),
                words::version(choice.version),
                retired_by(choice.version).unwrap_or("RFC 8996")
            ),
            Self::Ssl2(answer) => format!("asked for it, it {}", words::ssl2(answer)),
            Self::Lacking {
                choice,
                asked,
                lacks,
                without_tls13,
                refused,
                beside,
                ..
            } => {
                let refused = refused.map_or(String::new(), |answer| {
                    format!(
                        "; asked for all that servers usually have, TLS 1.3 included, it {}",
                        words::answer(answer)
                    )
                });
                let words = lacking(choice, *asked, lacks, *without_tls13, *beside);
                format!("{words}{refused}")
            }
            Self::Covered {
                choice,
                asked,
                tls13_offered,
                again,
                is_certain,
            } => covered((choice, *asked), *tls13_offered, *again, *is_certain),
            Self::Never {
                answers,
                is_nameless,
                ..
            } => never(answers, *is_nameless),
            Self::Unfinished(answers) if answers.is_empty() => {
                "what it would choose could not be asked: it did not let one more connection come as far as that".to_owned()
            }
            Self::Unfinished(answers) => format!(
                "not everything was asked: {}",
                told(answers)
            ),
        }
    }
}

fn lacking(
    choice: &ServerFlight,
    question: Question,
    lacks: &[Lack],
    without_tls13: Option<&Answer>,
    beside: Option<&ServerFlight>,
) -> String {
    let chosen = with_exchange(choice);
    let asked = asked_it_chose(question);
    let lack = in_words(lacks);
    let refused = match without_tls13 {
        // protocol_version
        Some(Answer::Alert(alert)) if alert.number == 70 => {
            "TLS 1.3 alone it does not do, and ".to_owned()
        }
        Some(answer) => format!(
            "asked for TLS 1.3 with every suite and group it {}, and ",
            words::answer(answer)
        ),
        None => String::new(),
    };
    let beside = beside.map_or(String::new(), |other| {
        format!("; in TLS 1.3, it would choose {}", words::choice(other))
    });
    format!("{refused}{asked} {chosen}, but {lack} had not been offered{beside}")
}

/// What was asked, in words that go before what it chose.
fn asked_it_chose(question: Question) -> String {
    match question {
        Question::Everything => {
            "of all that servers usually have, TLS 1.3 included, it chose".to_owned()
        }
        _ => format!("asked for {} it chose", asked(question)),
    }
}

/// Whether fewer signature schemes than usual were offered to a server that chose TLS 1.3, where none shows before the keys.
pub(super) fn lacks_schemes(choice: &ServerFlight, offered: &Offered, usual: &Offered) -> bool {
    let mut schemes = usual.schemes.iter();
    choice.version == TLS_1_3 && schemes.any(|scheme| !offered.schemes.contains(scheme))
}

/// The choice, and how it agrees on a key, which in TLS 1.3 the group says already.
fn with_exchange(choice: &ServerFlight) -> String {
    match choice.version {
        TLS_1_3 => words::choice(choice),
        _ => format!("{} ({})", words::choice(choice), kex::in_words(choice)),
    }
}

/// What a short hello was answered with.
fn plain(
    choice: &ServerFlight,
    lacks: &[Lack],
    beside: &[(Question, &Answer)],
    is_certain: bool,
) -> String {
    let offered = match lacks {
        [] => "all of which had been offered".to_owned(),
        _ => format!("but {} had not been offered", in_words(lacks)),
    };
    format!(
        "a short hello of TLS 1.2 it took, and chose {}, {offered}; but not others: {}; {} was not found out",
        with_exchange(choice),
        told(beside),
        match is_certain {
            true => "what in these it does not bear",
            false =>
                "whether there is something in these that it does not bear, or some connections fail,",
        }
    )
}

fn with_chose(choice: &ServerFlight) -> String {
    format!("chose {}", words::choice(choice))
}

fn covered(
    (choice, question): (&ServerFlight, Question),
    tls13_offered: bool,
    again: Option<&Answer>,
    is_certain: bool,
) -> String {
    let chosen = words::choice(choice);
    let asked = asked_it_chose(question);
    match again {
        Some(again) if again.choice().is_some() => format!(
            "asked once more, it {}: what failed was a passing trouble, or the larger hello with post-quantum key exchange",
            words::answer(again)
        ),
        Some(again) if tls13_offered && is_certain => format!(
            "{asked} {chosen}, which had been offered, and with TLS 1.3 offered beside it {} each time: it cannot bear a hello that \
             offers TLS 1.3, of which a server has to pass over what it does not know (RFC 9846, section 9.3)",
            words::answer(again)
        ),
        Some(again) if tls13_offered => format!(
            "{asked} {chosen}, which had been offered, and with TLS 1.3 offered beside it {} once more: it may not bear a hello that \
             offers TLS 1.3, or some connections fail",
            words::answer(again)
        ),
        Some(again) => format!(
            "{asked} {chosen}, all of which had been offered, and to the same offer alone it {}: whether it misses something there or \
             some connections fail was not found out",
            words::answer(again)
        ),
        None => format!(
            "{asked} {chosen}, all of which had been offered: why it failed before was not found out"
        ),
    }
}

fn only_smaller(choice: &ServerFlight, large: Option<&Answer>) -> String {
    let chosen = words::choice(choice);
    match large {
        Some(large) if large.choice().is_some() => format!(
            "the same offer without post-quantum groups it took, and chose {chosen}, also in a hello as large as the first: what \
             failed was a passing trouble, or the post-quantum key share"
        ),
        _ => format!(
            "the same offer without post-quantum groups, in a small hello, it took, and chose {chosen}; whether the length, the \
             groups or a passing trouble made the difference was not found out"
        ),
    }
}

/// What came of hellos of which none was taken. That none of them did does not say that none would.
fn never(answers: &[(Question, &Answer)], is_nameless: bool) -> String {
    let versions = match is_at_odds_with_itself(answers) {
        true => "",
        false => ", so that it is hardly a matter of versions",
    };
    let name = match is_nameless {
        true => "; none of them had a server name (SNI), on which the server may insist",
        false => "",
    };
    format!(
        "it took none of {} hellos more as they were offered: {}{versions}{name}",
        answers.len(),
        told(answers)
    )
}

/// protocol_version to TLS 1.3, and internal_error to everything older: it has got versions, and may not use them.
pub(super) fn is_at_odds_with_itself(answers: &[(Question, &Answer)]) -> bool {
    let refused = |asked, with| {
        answers.iter().any(|(question, answer)| {
            *question == asked && matches!(answer, Answer::Alert(alert) if alert.number == with)
        })
    };
    refused(Question::Tls13, 70) && refused(Question::Older, 80)
}

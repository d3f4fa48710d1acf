//! What was asked, in words, and what came of it.

use super::words;
use crate::probe::inquiry::Question;
use crate::tls::wire::Answer;

/// What was asked, and what came of it; answers of the same words are told once.
pub(super) fn told(answers: &[(Question, &Answer)]) -> String {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for (question, answer) in answers {
        let (asked, answer) = (asked(*question), words::answer(answer));
        match told.iter_mut().find(|(said, _)| *said == answer) {
            Some((_, all)) if all.contains(&asked) => {}
            Some((_, all)) => all.push(asked),
            None => told.push((answer, vec![asked])),
        }
    }
    let told = told
        .into_iter()
        .map(|(answer, asked)| format!("asked for {} it {answer}", asked.join(", for ")));
    told.collect::<Vec<_>>().join("; ")
}

pub(super) fn asked(question: Question) -> &'static str {
    match question {
        Question::Everything => "all that servers usually have",
        Question::Older => "TLS 1.2 and everything older",
        Question::Plain => "TLS 1.2 in a short hello",
        Question::Tls13 => "TLS 1.3 with every group",
        Question::Classic => "TLS 1.0 in a short hello",
        Question::Ssl2 => "SSL 2.0",
        Question::Small => "the same in a small hello",
        Question::Large => "the same in a large hello",
        Question::WithName => "the same with its own name (SNI)",
        Question::WithoutName => "the same without a name (SNI)",
    }
}

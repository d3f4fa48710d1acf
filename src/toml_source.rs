//! A text in TOML with the places in it: what every file needs whose mistakes are to be shown where they are.

use std::fmt;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A **place** in a text, as editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Place {
    /// The place behind this character, which stands here.
    fn after(self, character: char) -> Self {
        match character {
            '\n' => Self {
                line: self.line + 1,
                column: 1,
            },
            _ => Self {
                column: self.column + 1,
                ..self
            },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A value with its place.
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// What is **wrong** at a place in octets: one sentence without its place, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) span: Range<usize>,
    pub(crate) sentence: String,
    pub(crate) hint: String,
}

impl Wrong {
    pub(crate) fn new(
        span: &Range<usize>,
        sentence: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            span: span.clone(),
            sentence: sentence.into(),
            hint: hint.into(),
        }
    }

    /// A word that is none of those that there are.
    pub(crate) fn unknown<'w>(
        span: &Range<usize>,
        what: &str,
        typed: &str,
        words: impl IntoIterator<Item = &'w str> + Clone,
    ) -> Self {
        let sentence = format!("there is no {what} {typed:?}");
        Self::new(span, sentence, advice(typed, words))
    }
}

/// A text with its places.
#[derive(Clone, Debug)]
pub(crate) struct TomlSource<'a> {
    text: &'a str,
    /// Where every so many octets stand, so that a place need not be counted from the start.
    marks: Vec<(usize, Place)>,
}

impl<'a> TomlSource<'a> {
    /// How far apart the marks are at least, in octets.
    const APART: usize = 1024;

    pub(crate) fn new(text: &'a str) -> Self {
        let mut place = Place { line: 1, column: 1 };
        let mut marks = vec![(0, place)];
        let mut last = 0;
        for (at, character) in text.char_indices() {
            if at - last >= Self::APART {
                marks.push((at, place));
                last = at;
            }
            place = place.after(character);
        }
        Self { text, marks }
    }

    /// Reads the text; at a fault says what TOML has against it.
    pub(crate) fn parse(&self) -> Result<Spanned<DeTable<'a>>, Wrong> {
        DeTable::parse(self.text).map_err(|fault| {
            let what = fault.message().lines().next().unwrap_or_default();
            Wrong::new(&fault.span().unwrap_or(0..0), what, "")
        })
    }

    /// Where something begins.
    pub(crate) fn place(&self, span: &Range<usize>) -> Place {
        let after = self.marks.partition_point(|(at, _)| *at <= span.start);
        let mark = self.marks.get(after.saturating_sub(1));
        let (from, mut place) = mark.copied().unwrap_or((0, Place { line: 1, column: 1 }));
        let rest = self.text.get(from..).unwrap_or_default();
        for (at, character) in rest.char_indices() {
            // In the middle of a character is where it begins.
            if from + at + character.len_utf8() > span.start {
                break;
            }
            place = place.after(character);
        }
        place
    }
}

/// A text, or what is wrong with the value.
pub(crate) fn word<'v>(value: &'v Value<'_>) -> Result<&'v str, Wrong> {
    let word = value.get_ref().as_str();
    word.ok_or_else(|| Wrong::new(&value.span(), "here is to be a text", "put it in quotes"))
}

/// A yes or no, or what is wrong with the value.
pub(crate) fn yes_or_no(value: &Value<'_>) -> Result<bool, Wrong> {
    let answer = value.get_ref().as_bool();
    answer.ok_or_else(|| {
        let what = "here is to be true or false";
        Wrong::new(&value.span(), what, "write it without quotes")
    })
}

/// A number that is not negative, or what is wrong with the value.
pub(crate) fn number(value: &Value<'_>) -> Result<u32, Wrong> {
    let digits = value.get_ref().as_integer();
    let number = digits.and_then(|it| u32::from_str_radix(it.as_str(), it.radix()).ok());
    number.ok_or_else(|| {
        let what = "here is to be a number";
        Wrong::new(&value.span(), what, "write it without quotes and sign")
    })
}

/// The word of these that was probably meant.
pub(crate) fn nearest<'a>(
    typed: &str,
    words: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // What is much longer than any word was not meant as one, and is not worth the counting.
    const LONGEST: usize = 200;
    if typed.len() > LONGEST {
        return None;
    }
    let near = words
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(word, typed), word));
    let (distance, word) = near.min_by_key(|(distance, _)| *distance)?;
    (distance * 2 < typed.chars().count()).then_some(word)
}

/// What to write instead of a word that nobody knows.
pub(crate) fn advice<'a>(typed: &str, words: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(typed, words.clone()) {
        Some(word) => format!("did you mean {word}?"),
        None => {
            let words: Vec<&str> = words.into_iter().collect();
            format!("there are {}", words.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let source = TomlSource::new("a = 1\n\u{fc}\u{1f600} = 2\r\nb");
        for (at, line, column) in [
            (0, 1, 1),
            (4, 1, 5),
            (6, 2, 1),
            (8, 2, 2),
            // In the middle of a character is where it begins.
            (9, 2, 2),
            (12, 2, 3),
            (18, 3, 1),
            (99, 3, 2),
        ] {
            assert_eq!(source.place(&(at..at)), Place { line, column }, "{at}");
        }
    }

    #[test]
    fn places_are_the_same_beyond_the_marks() {
        let text = "\u{fc}\u{1f600}x\n=".repeat(2000) + &"\u{fc}".repeat(3000);
        let source = TomlSource::new(&text);
        assert!(source.marks.len() > 10);
        for (at, _) in text.char_indices().step_by(97) {
            let line = text[..at].rsplit('\n').next().unwrap_or_default();
            let expected = Place {
                line: text[..at].matches('\n').count() + 1,
                column: line.chars().count() + 1,
            };
            assert_eq!(source.place(&(at..at)), expected, "{at}");
        }
    }

    #[test]
    fn only_what_is_near_is_advised() {
        let words = ["ciphersuites", "key_exchange"];
        assert_eq!(advice("cypher_suites", words), "did you mean ciphersuites?");
        assert_eq!(
            advice("nonsense", words),
            "there are ciphersuites, key_exchange"
        );
        assert_eq!(nearest(&"key_exchange".repeat(1000), words), None);
    }
}

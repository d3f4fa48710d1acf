//! From what was typed to what is explained.

use super::alphabet::folded;
use super::explanation::Explanation;
use super::named::all;
use super::{codes, tlsa};

/// How many words that were typed apart may be one, such as `exit code 29`.
const LONGEST: usize = 6;

/// A word that smtls does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is no word of smtls")]
pub struct Unknown {
    /// As typed.
    pub word: String,
    /// The one that was probably meant.
    pub nearest: Option<String>,
}

/// What is said of these words, each in all its meanings. Words that belong together may be typed apart.
///
/// # Errors
/// Where there is nothing by such a name.
pub fn find(typed: &[String]) -> Result<Vec<Explanation>, Unknown> {
    let known = all();
    let mut rest = typed;
    let mut found: Vec<Explanation> = Vec::new();
    while let [first, others @ ..] = rest {
        let longest = (1..=rest.len().min(LONGEST)).rev().find_map(|length| {
            let (together, after) = rest.split_at_checked(length)?;
            let meanings = meanings(&together.join(" "), &known);
            (!meanings.is_empty()).then_some((meanings, after))
        });
        let Some((meanings, after)) = longest else {
            // A word alone may be unknown, and the whole still like something.
            let word = match others.is_empty() || !found.is_empty() {
                true => first.clone(),
                false => rest.join(" "),
            };
            let nearest = nearest(&word, &known).or_else(|| nearest(first, &known));
            return Err(Unknown { word, nearest });
        };
        for meaning in meanings {
            if !found.contains(&meaning) {
                found.push(meaning);
            }
        }
        rest = after;
    }
    Ok(found)
}

/// Everything that a word means.
fn meanings(word: &str, known: &[Explanation]) -> Vec<Explanation> {
    let word = folded(word);
    let is_called = |it: &&Explanation| {
        folded(&it.word) == word || it.names.iter().any(|name| folded(name) == word)
    };
    let found: Vec<Explanation> = known.iter().filter(is_called).cloned().collect();
    if !found.is_empty() {
        return found;
    }
    let bare = word.strip_prefix("tlsa-").unwrap_or(&word);
    let other = codes::other(&word).or_else(|| tlsa::combination(bare));
    other.into_iter().collect()
}

/// The word that is most like it.
fn nearest(typed: &str, known: &[Explanation]) -> Option<String> {
    let typed = folded(typed);
    if typed.is_empty() {
        return None;
    }
    let names = known
        .iter()
        .flat_map(|it| std::iter::once(&it.word).chain(&it.names));
    let near = names.map(|name| (strsim::damerau_levenshtein(&folded(name), &typed), name));
    let (distance, name) = near.min_by_key(|(distance, _)| *distance)?;
    let begins = |name: &&String| typed.len() >= 3 && folded(name).starts_with(&typed);
    let mut words = known.iter().map(|it| &it.word);
    let begun = words.find(begins);
    let like = (distance * 3 <= typed.chars().count()).then_some(name);
    begun.or(like).cloned()
}

//! A profile: one that is built in, or the user's own.

use super::built_in::BUILT_IN;
use super::read;
use super::rule::Rule;
use super::topic::Topic;
use crate::toml_source::nearest;
use std::collections::BTreeMap;

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The word by which it is called.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// The rules of each topic; of each topic the first that fits decides.
    pub(super) rules: BTreeMap<Topic, Vec<Rule>>,
}

/// Why a profile cannot be used, in one sentence, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct ProfileError {
    /// What is wrong, with the line where there is one.
    pub sentence: String,
    /// What to write instead.
    pub hint: String,
}

impl Profile {
    /// The profile that is taken where none is named.
    pub const DEFAULT: &'static str = "mx";
    /// How large the text of one may be, in octets.
    pub const LARGEST: usize = 1 << 20;

    /// The names of the built-in profiles, and what each is for.
    pub fn names() -> Vec<(&'static str, &'static str)> {
        let names = BUILT_IN.into_iter().map(|(name, what, _)| (name, what));
        names.collect()
    }

    /// What was typed is a file, and no name: it has a slash, or ends with `.toml`.
    pub fn is_file(typed: &str) -> bool {
        typed.contains(['/', '\\']) || typed.ends_with(".toml")
    }

    /// A profile that is built in.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn built_in(name: &str) -> Result<Self, ProfileError> {
        let mut all = BUILT_IN.into_iter();
        let found = all.find(|(known, ..)| known.eq_ignore_ascii_case(name));
        let Some((_, _, text)) = found else {
            let names = BUILT_IN.map(|(name, ..)| name);
            return Err(ProfileError {
                sentence: format!("there is no profile {name:?}"),
                hint: match nearest(name, names) {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => format!(
                        "the profiles are {}; a file of your own needs a path with a slash or the ending .toml",
                        names.join(", ")
                    ),
                },
            });
        };
        Self::load(text)
    }

    /// A profile of the user's own, from the text of a file.
    ///
    /// # Errors
    /// Where the text is no profile; the sentence says in which line.
    pub fn load(text: &str) -> Result<Self, ProfileError> {
        let (profile, base) = read::profile(text)?;
        let profile = match base {
            Some(base) => profile.over(Self::built_in(&base)?),
            None => profile,
        };
        // Every server would keep it.
        if profile.rules.values().all(Vec::is_empty) {
            return Err(ProfileError {
                sentence: "the profile has no rules".to_owned(),
                hint: "write at least one, such as [[tls_versions]] with names and a grade, or begin with extends = \"mx\""
                    .to_owned(),
            });
        }
        Ok(profile)
    }

    /// Its own rules before those of the profile that it extends.
    fn over(mut self, base: Self) -> Self {
        for (topic, rules) in base.rules {
            self.rules.entry(topic).or_default().extend(rules);
        }
        self
    }
}

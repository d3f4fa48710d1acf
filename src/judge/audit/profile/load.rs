//! Reading a profile: one that is built in, or the user's own.

use super::super::subject::Subject;
use super::verdict::ProfileVerdict;

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The word by which it is called.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
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

    /// The names of the built-in profiles, and what each is for.
    pub fn names() -> Vec<(&'static str, &'static str)> {
        vec![("mx", "mail servers")]
    }

    /// A profile that is built in.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn built_in(name: &str) -> Result<Self, ProfileError> {
        Self::load(name)
    }

    /// A profile of the user's own, from the text of a file.
    ///
    /// # Errors
    /// Where the text is no profile; the sentence says in which line.
    pub fn load(text: &str) -> Result<Self, ProfileError> {
        Ok(Self {
            name: text.to_owned(),
            title: text.to_owned(),
        })
    }

    /// How a server stands by this profile.
    pub fn judge(&self, subject: Subject<'_>) -> ProfileVerdict {
        let _ = subject;
        ProfileVerdict {
            name: self.name.clone(),
            title: self.title.clone(),
            lines: Vec::new(),
        }
    }
}

//! Why nothing can be said of a weakness, and whether another run could say it.

use crate::audit::NotTested;

/// Why something stays **open**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// The reason, as a sentence fragment. May quote the peer.
    pub(super) words: String,
    /// Another run may well answer it.
    pub(super) may_pass: bool,
}

impl Open {
    /// The same of one version or the like, whose name goes before it.
    pub(super) fn of(self, what: &str) -> Self {
        Self {
            words: format!("{what}: {}", self.words),
            ..self
        }
    }
}

impl From<&NotTested> for Open {
    fn from(why: &NotTested) -> Self {
        Self {
            words: why.to_string(),
            may_pass: why.may_pass(),
        }
    }
}

/// What was seen is no answer, and would be none the next time.
impl From<&str> for Open {
    fn from(words: &str) -> Self {
        Self::from(words.to_owned())
    }
}

impl From<String> for Open {
    fn from(words: String) -> Self {
        Self {
            words,
            may_pass: false,
        }
    }
}

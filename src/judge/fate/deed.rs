//! What a sender does, in words: every output has them from here.

use super::{Action, Means};

/// The **form** of the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Of one sender: it delivers.
    Delivers,
    /// Of several, or behind "would": they deliver.
    Deliver,
}

/// What a sender does with a message, and by what it knows the host, where it does.
pub fn deed(action: Action, means: &[Means], form: Form) -> String {
    let (one, many) = match action {
        Action::DeliverAuthenticated => ("delivers over TLS", "deliver over TLS"),
        Action::DeliverUnauthenticated => (
            "delivers over TLS without authentication",
            "deliver over TLS without authentication",
        ),
        Action::DeliverInTheClear => ("delivers in the clear", "deliver in the clear"),
        Action::Skip | Action::Defer => (
            "keeps the message and tries again",
            "keep the message and try again",
        ),
        Action::Bounce => (
            "returns the message to its author",
            "return the message to its author",
        ),
        Action::Unknown => ("does what is not known", "do what is not known"),
    };
    let does = match form {
        Form::Delivers => one,
        Form::Deliver => many,
    };
    let means: Vec<&str> = means.iter().map(|means| means.name()).collect();
    match means.as_slice() {
        [] => does.to_owned(),
        means => format!("{does} authenticated by {}", means.join(" and ")),
    }
}

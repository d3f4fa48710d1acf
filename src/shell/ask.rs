//! A question to the user, and what he did.

use std::io;

/// A question to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What stands before the line.
    pub prompt: String,
    /// What is asked for.
    pub kind: Kind,
    /// The lines of the server's EHLO reply, such as `AUTH PLAIN LOGIN`.
    pub keywords: Vec<String>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A command for the server or for smtls.
    Command,
    /// A line of a message.
    Message,
    /// A response to a challenge (a 334 reply, RFC 4954 §4): never kept, and shown only where secrets are.
    Response,
    /// A secret: neither shown nor kept.
    Secret,
    /// Any other text: not kept.
    Text,
}

impl Kind {
    /// Whether what is typed is not to be seen.
    pub fn is_hidden(self, shows_secrets: bool) -> bool {
        match self {
            Self::Secret => true,
            Self::Response => !shows_secrets,
            Self::Command | Self::Message | Self::Text => false,
        }
    }
}

/// What the user did.
#[derive(Debug)]
pub enum Typed {
    /// A line, without its end.
    Line(Vec<u8>),
    /// Ctrl-C was pressed.
    Interrupted,
    /// Ctrl-D was pressed on an empty line, or the input has ended.
    End,
    /// The input cannot be read any more.
    Failed(io::Error),
}

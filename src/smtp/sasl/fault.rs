//! Why an exchange cannot go on, seen from the client's side.

/// Why the client gave up an exchange, or does not believe in its success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaslFault {
    /// A challenge that is no base64 (RFC 4954 §4); the start of it.
    NotBase64(Vec<u8>),
    /// A challenge after the last that the mechanism has.
    OneTooMany,
    /// The server calls it a success before the client has sent what is to be checked.
    TooEarly,
    /// The server calls it a success, and said before that the token does not hold (RFC 7628 §3.2.2).
    TokenRefused,
    /// The response would have more octets than RFC 4954 §4 calls sufficient; how many.
    TooLong(usize),
    /// User name or password have characters that SASLprep does not let through (RFC 5802 §2.2).
    NotPrepared,
    /// The credentials lack what the mechanism needs.
    Lacking,
    /// The user called it off.
    CalledOff,
    /// SCRAM went wrong.
    Scram(ScramFault),
}

/// What can be wrong with the server's side of SCRAM (RFC 5802 §5, §7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScramFault {
    /// A message that cannot be read; what it lacks.
    Unreadable(&'static str),
    /// The server's nonce does not begin with ours, so that it answers somebody else, or adds nothing to it.
    Nonce,
    /// So many iterations were asked for that the answer is withheld.
    Iterations(u64),
    /// An extension that must be understood, and is not (`m=`).
    Extension,
    /// The server ended it with an error; its word.
    Error(Vec<u8>),
    /// The server's signature is wrong: it does not know the password, or somebody stands in between.
    Signature,
    /// The server called it a success without its signature.
    NoSignature,
}

impl SaslFault {
    /// The same with what `hide` leaves of the server's words.
    pub(in crate::smtp) fn with_hidden(self, hide: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        match self {
            Self::NotBase64(text) => Self::NotBase64(hide(&text)),
            Self::Scram(ScramFault::Error(word)) => Self::Scram(ScramFault::Error(hide(&word))),
            other => other,
        }
    }
}

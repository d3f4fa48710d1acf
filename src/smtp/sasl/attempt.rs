//! What came of one attempt to authenticate, as facts.

use super::{BindingType, Mechanism, SaslFault};
use crate::smtp::Reply;

/// One AUTH command and what followed, with nothing in it that is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The mechanism.
    pub mechanism: Mechanism,
    /// Inside TLS.
    pub tls: bool,
    /// What became of the initial response.
    pub initial: InitialResponse,
    /// What SCRAM was bound to; nothing where it was not.
    pub binding: Option<BindingType>,
    /// How often the server has SCRAM hash the password.
    pub iterations: Option<u32>,
    /// The server's challenges, decoded, with secrets hidden.
    pub challenges: Vec<Vec<u8>>,
    /// What the server said of an OAuth token that it refuses, decoded (RFC 7628 §3.2.2).
    pub token_error: Option<Vec<u8>>,
    /// Whether the server proved that it knows the password too; nothing where the mechanism has no such proof.
    pub server_proved: Option<bool>,
    /// How it ended.
    pub outcome: Outcome,
}

/// Whether the first response went with the AUTH command (RFC 4954 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialResponse {
    /// It did.
    Sent,
    /// The user wanted to wait for the challenge.
    NotWanted,
    /// The line would have been too long.
    TooLong,
    /// The server speaks first.
    NotDue,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With 235.
    Accepted,
    /// With 235, but the client does not believe it.
    Unproved(SaslFault),
    /// With another reply.
    Refused(Reply),
    /// The client called it off; the reply to that, if it came.
    Cancelled(SaslFault, Option<Reply>),
    /// The connection ended first.
    Broken,
}

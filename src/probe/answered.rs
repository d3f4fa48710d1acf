//! What came of a hello made by hand, as evidence and as facts.

use crate::tls::wire::{Answer, Hello};

/// A hello that was sent instead of the TLS library's, and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was asked.
    pub hello: Hello,
    /// The octets that were sent.
    pub sent: Vec<u8>,
    /// The octets that came; bounded, and never more than the server's first flight.
    pub received: Vec<u8>,
    /// What they mean.
    pub answer: Answer,
}

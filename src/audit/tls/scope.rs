//! What the questions about TLS are to cover.

use super::forbids::Forbids;

/// What the questions about TLS are to cover, and how they are put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The name of the server, as it is sent to it; `None` where the target has none, so that no hello names one.
    pub server_name: Option<String>,
    /// Ask only for what a profile needs for its verdict, with [`Scope::QUICK`] connections at most, all told.
    pub quick: bool,
    /// What that is: a quick inquiry asks for it first.
    pub forbids: Forbids,
    /// How many of those connections are made for other purposes than hellos.
    pub spent: usize,
    /// An ordinary session came to a handshake: then no hello made by hand is needed to know that the server speaks TLS.
    pub has_session: bool,
    /// How many questions may be under way at the same time; 1 is strictly one after the other, and 0 counts as 1.
    pub side_by_side: usize,
}

impl Scope {
    /// The most connections that a quick audit makes, those of ordinary sessions among them.
    pub const QUICK: usize = 16;

    /// Everything, one question after the other.
    pub fn new(server_name: Option<String>) -> Self {
        Self {
            server_name,
            quick: false,
            forbids: Forbids::everywhere(),
            spent: 0,
            has_session: false,
            side_by_side: 1,
        }
    }
}

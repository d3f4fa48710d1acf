//! The shell: a session in which the user speaks.

mod ask;
pub mod complete;
mod crlf;
mod expect;
pub mod explain;
pub mod history;
mod input;
mod label;
mod local;
pub mod prompt;
mod raw;

pub use ask::{Ask, Kind, Typed};
pub use crlf::LineEnds;
pub use expect::Expectation;
pub use input::{Input, Misunderstood, understand, understand_in};
pub use label::label;
pub use local::{COMMANDS, Command, Local, Sought, find};
pub use raw::octets;

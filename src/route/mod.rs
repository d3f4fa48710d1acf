//! Where a target's mail goes: MX hosts in order, with their addresses (RFC 5321 §5.1).

mod addresses;
mod connect_to;
mod find;
mod hosts;
mod listed;
mod srv;
mod tlsa;

pub use connect_to::{ConnectTo, ConnectToError};
pub use find::{Family, RouteSettings, find};
pub use hosts::{Host, NoHost, Route, Way};
pub use srv::{Found, Located, Srv};
pub use tlsa::{Candidate, TlsaSearch};

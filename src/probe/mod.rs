//! One connection to one endpoint: what is done on it, and what was observed.

mod answered;
mod authentication;
mod client;
mod connect;
mod drive;
mod event;
mod hand;
pub mod inquiry;
mod meter;
mod observation;
mod proxy_header;
mod settings;
mod socks;
#[cfg(test)]
mod tests;
mod transaction;
mod ways;

pub use answered::Answered;
pub use authentication::{Authenticate, Authentication, Gate, Permit};
pub use client::Client;
pub use connect::ConnectFault;
pub(crate) use connect::connect;
pub use event::{Cause, Event, Failure, Timed};
pub use hand::{Hand, Holder, Moment, Turn, hand};
pub use inquiry::Question;
pub use meter::Traffic;
pub use observation::{Answer, Ending, Entry, Observation, Purpose, Side, SpokeFor};
pub use proxy_header::{End, ProxyCommand, ProxyHeader, ProxyProtocol, ProxyVersion};
pub use settings::{ClientName, Peer, Settings, Timeouts};
pub use socks::{ProxyFailure, ProxyFault, SocksProxy};
pub use transaction::{MessageToSend, Parameters, Then, Transact};
pub use ways::Ways;

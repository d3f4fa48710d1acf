//! One connection to one endpoint: what is done on it, and what was observed.

mod connect;
mod drive;
mod event;
mod meter;
mod observation;
mod settings;

pub use connect::ConnectFault;
pub use drive::Client;
pub use event::{Cause, Event, Failure, Timed};
pub use meter::Traffic;
pub use observation::{Ending, Entry, Observation, Purpose, Side};
pub use settings::{ClientName, Peer, Settings, Timeouts};

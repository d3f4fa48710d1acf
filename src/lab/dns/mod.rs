//! The DNS server of the lab: one that answers for every zone, as a validating resolver would that had asked them all.

mod answer;
mod key;
mod server;
mod zone;
mod zones;

pub use key::{Bogus, Flaw};
pub use server::{Failure, Fault};
pub(super) use server::{bind, serve};
pub use zones::Resolver;
pub(super) use zones::Zones;

//! The audit's questions about TLS: each a hello made by hand, whose answer decides about the next; and what follows from them.

mod again;
mod bearable;
mod catalogue;
mod certificates;
mod classes;
mod confirm;
mod doubt;
mod ends;
mod exchange;
mod facts;
mod fallback;
mod features;
mod fields;
mod forbids;
mod hellos;
mod inquire;
mod inquiry;
mod insist;
mod leftovers;
mod lockstep;
mod opening;
mod order;
mod plan;
mod quick;
mod reach;
mod said;
mod schemes;
mod scope;
mod session;
mod share;
mod suites;
#[cfg(test)]
mod tests;
mod tls13;
mod trust;
mod versions;
mod weak;
mod whole;
pub(super) mod words;

pub use forbids::Forbids;
pub use inquire::inquire;
pub use plan::{Plan, plan};
pub use reach::{Reach, reach};
pub use scope::Scope;
pub use session::take_in;

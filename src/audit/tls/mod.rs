//! The audit's questions about TLS: each a hello made by hand, whose answer decides about the next; and what follows from them.

mod inquire;
mod plan;
mod scope;

pub use inquire::inquire;
pub use plan::{Plan, plan};
pub use scope::Scope;

//! Mail transactions: what is said, what arrives, what is refused, and what breaks.

mod arrival;
mod broken;
mod judged;
mod options;
mod parameters;
mod pipelining;
mod refusals;
mod require_tls;
mod secrets;
mod server;
#[cfg(unix)]
mod signals;
mod stops;

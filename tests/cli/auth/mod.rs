//! AUTH: mechanisms, refusals, who may have a password, where secrets come from, and that none is shown.

mod gate;
mod mechanisms;
mod options;
mod refusals;
mod secrets;
mod server;
#[cfg(unix)]
mod terminal;

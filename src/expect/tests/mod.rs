//! Expectations: what is read, what is met by real reports, and what is written of them.

#[cfg(feature = "lab")]
mod audits;
#[cfg(feature = "lab")]
mod init;
#[cfg(feature = "lab")]
mod probes;
mod schema;
#[cfg(feature = "lab")]
mod support;
mod typed;

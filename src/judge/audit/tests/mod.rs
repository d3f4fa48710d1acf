//! Each weakness found, not found and not tested; and servers to find them at.

mod certificates;
mod check;
mod dh;
mod handshakes;
pub(crate) mod server;
mod sessions;
mod severities;
mod suites;
mod versions;
mod whole;
mod words;

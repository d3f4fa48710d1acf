//! Each weakness found, not found and not tested; and servers to find them at.

mod findings;
pub(crate) mod server;
mod words;

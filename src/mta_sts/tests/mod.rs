//! Tests of what more than one file is needed for.

mod fetch;
mod look_up;
mod policy;
pub(crate) mod server;

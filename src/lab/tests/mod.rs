//! Tests of running labs, as a client sees them.

mod acts;
mod authority;
mod client;
mod session;
mod tls;
mod zone;

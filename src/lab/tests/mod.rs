//! Tests of running labs, as a client sees them.

mod acts;
mod authority;
mod client;
mod dnssec;
mod session;
mod tls;
mod validator;
mod zone;

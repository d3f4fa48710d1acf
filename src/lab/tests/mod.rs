//! Tests of running labs, as a client sees them.

mod acts;
mod authority;
mod bogus;
mod client;
mod dnssec;
mod policy_host;
mod session;
mod tls;
mod tlsa;
mod validator;
mod zone;

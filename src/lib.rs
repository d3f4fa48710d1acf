//! smtls, the STARTTLS diagnostic tool for mail, as a library for its own binary, tests and benchmarks.
pub mod certificate;
pub mod dns;
pub mod exit;
pub mod probe;
pub mod route;
pub mod smtp;
pub mod target;
pub mod tls;

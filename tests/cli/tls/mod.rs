//! What is offered in the handshake, what comes of it, and how a handshake fails.

mod client_certificate;
mod explain;
mod facts;
mod failure;
mod flights;
mod key_log;
mod offer;
mod plain;
mod profile;
mod resume;
mod two_certificates;

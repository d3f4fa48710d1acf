//! What is offered in the handshake, what comes of it, and how a handshake fails.

mod client_certificate;
mod failure;
mod offer;
mod plain;
mod profile;

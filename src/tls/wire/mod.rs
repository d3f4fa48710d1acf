//! The hello codec: ClientHellos from SSL 2.0 to TLS 1.3 made by hand, and what a server answers to them in the clear.
//!
//! The TLS library speaks TLS 1.2 and 1.3 only, and tells little of a handshake that fails. A server's first flight says what it
//! chose, and up to TLS 1.2 it shows its certificates and key exchange too, before any key is needed.

mod answer;
mod client_hello;
mod extension;
mod key_exchange;
mod message;
mod octets;
mod reader;
mod ssl2;
#[cfg(test)]
mod tests;

pub use answer::{Alert, Answer, ClientCertificateRequest, ServerFlight};
pub use client_hello::{ClientHello, Hello, KeyShare};
pub use extension::ExtensionType;
pub use key_exchange::{DhParameters, ServerKeyExchange};
pub use reader::Reader;
pub use ssl2::{Ssl2ClientHello, Ssl2ServerHello};

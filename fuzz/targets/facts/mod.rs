//! The facts that surround a session: who was probed, what was demanded, and what TLS showed.

mod around;
mod tls;

pub use around::{demands, peer, route, stop_of, target};
pub use tls::{anchors, fault, handshake, seen};

//! TLS as a client offers it and as a server answers: facts only, verified later by the judge.

mod anchors;
mod capture;
mod cleartext;
mod client;
mod fault;
mod handshake;
mod identity;
mod key_log;
pub mod names;
mod offer;
mod revocation_lists;
mod roots;
mod sessions;
mod tap;
mod watched;
pub mod wire;

pub use anchors::{Anchor, Anchors};
pub use cleartext::Cleartext;
pub use client::{TlsClient, TlsSession};
pub use fault::TlsFault;
pub use handshake::{Answer, CertificateRequest, Handshake, HandshakeSignature, Seen};
pub use identity::{ClientIdentity, IdentityError, is_world_readable};
pub use key_log::KeyLogFile;
pub use offer::{Offer, Offered, Version};
pub use revocation_lists::{ListError, revocation_lists};
pub use roots::{RootSource, RootsError};
pub use sessions::Tickets;
pub use watched::{Watch, Watched};

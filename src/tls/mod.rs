//! TLS as a client offers it and as a server answers: facts only, verified later by the judge.

mod anchors;
mod capture;
mod client;
mod fault;
mod handshake;
pub mod names;
mod offer;
mod revocation_lists;
mod roots;
mod tap;

pub use anchors::{Anchor, Anchors};
pub use client::{TlsSession, handshake};
pub use fault::TlsFault;
pub use handshake::{CertificateRequest, Handshake, HandshakeSignature, Seen};
pub use offer::{ClientIdentity, IdentityError, Offer, Version};
pub use revocation_lists::{ListError, revocation_lists};
pub use roots::{RootSource, RootsError};

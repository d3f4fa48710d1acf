//! `smtls audit`: everything that a server would accept, found out with as few connections as can be. Facts only; what they are
//! worth is judged in `judge::audit`.

mod ask;
mod effort;
mod facts;
mod known;
mod smtp_facts;
pub mod tls;

pub use ask::{Ask, Asked, Evidence, EvidenceId};
pub use effort::Effort;
pub use facts::{
    AcceptedSuite, Conditions, DhGroup, Features, GroupsFor, Order, SchemesFor, ShownCertificate,
    Support, TlsFacts, VersionFacts,
};
pub use known::{Known, NotTested};
pub use smtp_facts::{Backend, Injection, Resumed, SmtpFacts};

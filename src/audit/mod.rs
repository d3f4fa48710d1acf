//! `smtls audit`: everything that a server would accept, found out with as few connections as can be. Facts only; what they are
//! worth is judged in `judge::audit`.

mod ask;
mod asker;
mod course;
mod effort;
mod facts;
mod known;
mod pace;
mod pacer;
pub mod smtp;
mod smtp_facts;
mod tally;
pub mod tls;

pub use ask::{Ask, Asked, Evidence, EvidenceId, Negotiated, Proof};
pub use asker::Asker;
pub use effort::Effort;
pub use facts::{
    AcceptedSuite, Conditions, Contradiction, DhGroup, Features, GroupsFor, Order, SchemesFor,
    ShownCertificate, Support, TlsFacts, VersionFacts,
};
pub use known::{Known, NotTested};
pub use pace::Limits;
pub use pacer::{Denied, Pacer, Progress};
pub use smtp_facts::{Backend, Injection, Resumed, SmtpFacts};

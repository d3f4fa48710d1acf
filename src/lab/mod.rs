//! Mail servers, certificates and DNS zones on loopback, good and bad, to try smtls out and to test it against.

pub(crate) mod alternative_names;
mod authority;
mod certificate;
mod dns;
mod hello;
mod log;
mod old_tls;
mod policy_host;
mod post;
mod running;
mod sasl;
mod scenario;
mod scenarios;
mod script;
mod server;
mod session;
#[cfg(test)]
mod tests;
mod tls;
mod tlsa;
mod wire;

pub use authority::{Authority, Identity};
pub use certificate::{CertificateSpec, Issuer, Key, NamedIn, Purpose, Sent};
pub use dns::{Bogus, Failure, Fault, Flaw, Resolver};
pub use hello::HelloOf;
pub use log::{Command, Connection, Delivery, Log};
pub use old_tls::OldTls;
pub use policy_host::{Body, PolicyHost};
pub use post::Post;
pub use running::Lab;
pub use sasl::{Account, SaslFlaw};
pub use scenario::{Behaviour, Finding, Host, Scenario, host, mx};
pub use scenarios::{find, scenarios};
pub use script::{Act, Manners};
pub use tls::{ClientCertificate, TlsProfile, Versions};
pub use tlsa::{Pinned, TlsaSpec};

pub use crate::probe::ProxyVersion;

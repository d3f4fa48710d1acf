//! DNS as mail asks it: fully qualified names only, no hosts file, no search list, and every way of having no answer told apart.

mod dnssec;
mod name;
mod question;
mod resolver;
mod secured;
mod signed;

pub use dnssec::{AnchorError, DnssecAnchors, judge_offline};
pub use name::{DomainName, NameError};
pub use question::{Exchange, NoAnswer, SrvRecord};
pub use resolver::{DnssecMode, Resolver, ResolverChoice};
pub use secured::{DnssecReach, DnssecStatus, Lookup, Opinion, Secured, Trail};
pub use signed::Signed;

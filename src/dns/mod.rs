//! DNS as mail asks it: fully qualified names only, no hosts file, no search list, and every way of having no answer told apart.

mod name;
mod question;
mod resolver;

pub use name::{DomainName, NameError};
pub use question::{Answer, Exchange, NoAnswer, SrvRecord};
pub use resolver::{Resolver, ResolverChoice};

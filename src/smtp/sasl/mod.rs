//! SASL for SMTP without I/O (RFC 4422, RFC 4954): mechanisms, credentials, the choice between them, and the exchange itself.
//!
//! An [`Exchange`] takes decoded challenges and gives responses; base64, line lengths and reply codes are the dialogue's, so that
//! whoever drives a [`Dialogue`](crate::smtp::Dialogue) can authenticate.

mod attempt;
mod binding;
mod choice;
mod cram_md5;
mod credentials;
mod exchange;
mod fault;
mod mechanism;
mod oauth;
mod scram;
mod scram_message;
mod secret;
#[cfg(test)]
mod tests;
mod veil;

pub use attempt::{Attempt, InitialResponse, Outcome};
pub use binding::{BindingType, ChannelBinding};
pub use choice::{Choice, Means, PassedOver, Wish, choose};
pub use credentials::Credentials;
pub use exchange::{Exchange, Response, Setting};
pub use fault::{SaslFault, ScramFault};
pub use mechanism::{Hash, Mechanism};
pub use scram::LEAST_ITERATIONS;
pub use secret::Secret;
pub(crate) use veil::HIDDEN;
pub use veil::Veil;

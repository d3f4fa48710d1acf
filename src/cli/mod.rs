//! What was typed, and what was meant by it.

mod audit;
mod auth;
mod budget;
mod by_hand;
mod dns;
mod generate;
mod history;
#[cfg(feature = "lab")]
mod lab;
mod mail;
mod moment;
mod netrc;
mod output;
mod probe;
mod promises;
mod reach;
mod secrets;
mod session;
mod shell;
mod stop;
mod tls;
mod tls_names;
mod trust;
mod usage;
mod ways;

pub use audit::{Audit, AuditArgs, AuditFormat};
pub use auth::Auth;
pub use by_hand::ByHand;
pub use generate::{GenerateArgs, Material};
#[cfg(feature = "lab")]
pub use lab::{Choice, LabArgs};
pub use mail::Mail;
pub use output::Format;
pub use probe::{Probe, ProbeArgs};
pub use shell::ShellArgs;
pub use usage::UsageError;

mod definition;

pub use definition::{Cli, Command};

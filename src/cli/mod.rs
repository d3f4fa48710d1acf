//! What was typed, and what was meant by it.

mod audit;
mod auth;
mod budget;
mod by_hand;
mod candidates;
mod check;
mod dns;
mod expect;
mod explain;
mod format;
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
mod thresholds;
mod tls;
mod tls_names;
mod tlsa;
mod trust;
mod usage;
mod ways;

pub use audit::{Audit, AuditArgs};
pub use auth::Auth;
pub use by_hand::ByHand;
pub use check::{Check, CheckArgs, CheckRun, Checked, Init, in_keys, known_options};
pub use explain::{ExplainArgs, ExplainFormat};
pub use format::{Format, Output, asks_for_a_plugin};
pub use generate::{GenerateArgs, Material};
#[cfg(feature = "lab")]
pub use lab::{Choice, LabArgs};
pub use mail::Mail;
pub use probe::{Probe, ProbeArgs};
pub use shell::ShellArgs;
pub use tlsa::{TlsaArgs, TlsaRequest, TlsaSource};
pub use usage::UsageError;

mod definition;

pub use definition::{Cli, Command};

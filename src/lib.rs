//! smtls, the STARTTLS diagnostic tool for mail, as a library for its own binary, tests and benchmarks.
#![forbid(unsafe_code)]

pub mod audit;
pub mod certificate;
pub mod cli;
pub mod dane;
pub mod dns;
pub mod exit;
pub mod expect;
pub mod explain;
pub mod guard;
pub mod interrupt;
pub mod judge;
#[cfg(feature = "lab")]
pub mod lab;
pub mod message;
pub mod mta_sts;
pub mod policies;
pub mod probe;
mod quote;
pub mod report;
pub mod route;
pub mod run;
pub mod shell;
pub mod smtp;
mod span;
pub mod target;
pub mod terminal;
pub mod tls;
pub mod tls_rpt;
pub mod toml_source;
pub mod txt_record;

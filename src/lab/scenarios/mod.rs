//! The scenarios of `smtls lab`: tables by theme, one row for each thing that a server or a zone can do.

mod audit;
mod authentication;
mod certificates;
mod dane;
mod dialogue;
mod greeting;
mod handshake;
mod hostile;
mod list;
mod mail;
mod mta_sts;
mod routes;
mod row;
mod starttls;
mod submission;
mod ways;

pub use list::{find, scenarios};

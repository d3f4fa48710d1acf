//! End-to-end tests: the built smtls, run against the lab, judged by standard output, standard error and exit code together.

#![cfg(feature = "lab")]

#[path = "../support/mod.rs"]
mod support;

mod all;
mod audit;
mod audit_report;
mod audit_verdict;
mod auth;
mod brief;
mod certificates;
mod dialogue;
mod dnssec;
mod domain_block;
mod formats;
mod generate;
mod hostile;
mod json;
mod lab;
mod mail;
mod promises;
mod route;
mod schema;
mod sender;
mod shell;
#[cfg(unix)]
mod shell_terminal;
mod signals;
mod targets;
mod tls;
mod trust;
mod turns;
mod ways;

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
mod check;
mod ci;
mod dialogue;
mod dnssec;
mod domain_block;
#[cfg(unix)]
mod examples;
mod explain;
mod formats;
mod generate;
mod hostile;
mod json;
mod lab;
mod mail;
mod nagios;
mod pages;
mod prometheus;
mod promises;
mod readme;
mod route;
mod schema;
mod sender;
mod shell;
#[cfg(unix)]
mod shell_terminal;
mod signals;
mod targets;
mod tls;
mod tlsa;
mod trust;
mod turns;
mod ways;

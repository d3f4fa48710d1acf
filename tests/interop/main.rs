//! smtls, openssl, swaks and posttls-finger look at the same Postfix, OpenSMTPD and Sendmail, and must see the same.
//!
//! In a network of its own there are also a signed zone, its validating resolver, and an nginx for the policies of MTA-STS.
//! `tests/interop/run` starts all of them and then these tests.

mod agreement;
mod arrivals;
mod audit;
mod audited;
mod authentication;
mod brief;
mod check;
mod check_domains;
mod check_formats;
mod client_certificate;
mod comparison;
mod connections;
mod curl;
mod dane;
mod exit_codes;
mod expectations;
mod explained;
mod kinds_of_server;
mod listing;
mod maildir;
mod maillog;
mod mta_sts_query;
mod network;
mod nmap;
mod opensmtpd;
mod openssl;
mod peer;
mod policy_hosts;
mod posttls_finger;
mod recipe;
mod recipe_run;
mod recipes;
mod sendmail;
mod server_log;
mod services;
mod shell;
mod smtls;
mod sslscan;
mod summary;
mod swaks;
mod tls_facts;
mod tlsa;
mod transcript;
mod ways;

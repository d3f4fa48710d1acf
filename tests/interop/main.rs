//! smtls, openssl, swaks and posttls-finger look at the same Postfix, OpenSMTPD and Sendmail, and must see the same.
//!
//! `tests/interop/run` starts those servers and then these tests.

mod agreement;
mod brief;
mod client_certificate;
mod comparison;
mod exit_codes;
mod kinds_of_server;
mod maillog;
mod opensmtpd;
mod openssl;
mod peer;
mod posttls_finger;
mod sendmail;
mod server_log;
mod services;
mod smtls;
mod summary;
mod swaks;
mod tls_facts;
mod transcript;

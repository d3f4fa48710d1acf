//! smtls, openssl, swaks and posttls-finger look at the same Postfix, and must see the same.
//!
//! `tests/interop/run` starts that Postfix and then these tests.

mod agreement;
mod brief;
mod client_certificate;
mod comparison;
mod exit_codes;
mod kinds_of_server;
mod maillog;
mod openssl;
mod peer;
mod posttls_finger;
mod services;
mod smtls;
mod summary;
mod swaks;
mod tls_facts;
mod transcript;

//! What the end-to-end tests share: smtls as a process, and a lab to run it against.

mod check;
mod outcome;
mod plain_server;
mod program;
mod relay;
mod responder;
mod schema;
mod servers;
mod socks;
#[cfg(unix)]
mod terminal;
mod theatre;

pub use check::{Table, run_file};
pub use outcome::Outcome;
pub use plain_server::{serve, serve_each};
pub use program::Smtls;
pub use relay::Relay;
pub use responder::{Responder, Response, answer, no_such_name, no_such_record};
pub use schema::complaints;
pub use servers::{
    EHLO, GO, GREETING, expired, greeting, inside, instead, reset_soon, script, starttls,
    starttls_script, with_tls, without_starttls,
};
pub use socks::{Manner, Socks};
#[cfg(unix)]
pub use terminal::{Seat, key};
pub use theatre::{Theatre, in_parallel, named_host, named_host_with_password, one_host};

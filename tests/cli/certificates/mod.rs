//! What a server's certificates are held against beside path, validity and names: staples, revocation lists, pins, form and order.

mod chains;
mod files;
mod names;
mod pins;
mod revocation;
mod server;

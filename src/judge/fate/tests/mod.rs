//! What a sender would do, as tables.

mod handshake;
mod one_host;
mod reports;
mod several;
mod table;

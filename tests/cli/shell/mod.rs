//! `smtls shell`: what is typed, what comes meanwhile, scripts, and how a session ends.

mod auth;
mod ends;
mod local;
mod message;
mod options;
mod readme;
mod script;
mod server;
mod typed;

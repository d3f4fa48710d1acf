//! The questions about TLS against simulated servers of every kind.

mod listing;
mod models;
mod simulated;

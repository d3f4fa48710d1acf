//! The questions about TLS against simulated servers of every kind.

mod contradictions;
mod demand;
mod listing;
mod models;
mod odd;
mod quick;
mod refusals;
mod simulated;
mod trouble;

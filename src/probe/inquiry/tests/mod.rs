//! Which questions are put to which server, and what they offer.

mod ask;
mod hellos;
mod questions;
pub(crate) mod scripted;
mod trouble;
mod untold;

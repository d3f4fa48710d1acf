//! The report of `smtls tlsa`: records to publish, those that are published, and what to do in which order.

mod credential;
mod document;
mod host;
pub mod json;
mod published;
mod step;
mod text;

pub use document::{RecordsInput, RecordsReport};
pub use text::text;

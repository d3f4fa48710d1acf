//! A run as one HTML page: no network, no script, nothing beside it. What is long is folded.

mod audit;
mod cases;
mod certificates;
mod connections;
mod document;
mod domain;
mod endpoint;
mod facts;
mod grid;
mod style;
mod times;

pub use document::html;

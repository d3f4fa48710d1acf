//! Pages for people, made of a whole run at its end: Markdown for tickets, mails and summaries, HTML for a browser.

mod grid;
mod html;
mod markdown;
mod matrix;
mod shortened;
mod waterfall;
mod words;

pub use html::html;
pub use markdown::markdown;

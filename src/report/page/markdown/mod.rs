//! A run as Markdown, as GitHub has it: for the summary of a workflow, a ticket or a mail.

mod audit;
mod cases;
mod document;
mod escape;
mod evidence;
mod table;

pub use document::markdown;

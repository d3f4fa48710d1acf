//! The pages for people, Markdown and HTML: what they show is what the JSON of the same run says, and nothing in them is a peer's.

pub(crate) mod dom;
mod html;
mod markdown;
pub(crate) mod mdast;
mod scenes;

//! The pages for people, Markdown and HTML: what they show is what the JSON of the same run says, and nothing in them is a peer's.

mod dom;
mod html;
mod markdown;
mod mdast;
mod scenes;

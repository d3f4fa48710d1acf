//! What can be decided without a server.

mod anchor_file;
mod authority;
mod nsec;
mod nsec3;
mod words;

//! Profiles: what is read, and how servers are graded.

mod asked;
mod graded;
mod read;

//! Profiles: what is read, and how servers are graded.

mod graded;
mod read;

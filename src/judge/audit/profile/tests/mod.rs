//! Profiles: what is read, and how servers are graded.

mod asked;
mod forbids;
mod graded;
mod read;

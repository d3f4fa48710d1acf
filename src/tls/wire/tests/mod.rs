//! Hellos octet by octet, recorded and constructed flights in every split, and what no server should send.

mod fixtures;
mod flights;
mod hellos;
mod samples;

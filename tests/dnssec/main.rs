//! DNSSEC verdicts over signed, broken and forged zones; `tests/dnssec/run` serves them and starts these tests.

mod anchors;
mod attacks;
mod bad_resolvers;
mod lab;
mod modes;
mod questions;
mod table;
mod zones;

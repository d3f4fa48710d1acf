//! DNSSEC verdicts over signed, broken and forged zones; `tests/dnssec/run` serves them and starts these tests.

mod attacks;
mod bad_resolvers;
mod lab;
mod modes;
mod table;
mod zones;

//! Tests of the opinions on MTA-STS.

mod domain;
mod fetched;
mod hosts;
mod support;

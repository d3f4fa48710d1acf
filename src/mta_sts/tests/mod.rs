//! Tests of what more than one file is needed for.

mod policy;

//! How many connections the questions about TLS will take, before the first is made.

use super::scope::Scope;
use std::fmt;

/// How many connections are to be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// With a server that speaks TLS 1.3 alone.
    pub at_least: usize,
    /// With a common mail server: TLS 1.2 and 1.3, one certificate.
    pub about: usize,
    /// With a server that accepts everything which common TLS libraries have; only a made-up one takes more.
    pub at_most: usize,
}

/// The connections that these questions will take.
pub fn plan(scope: &Scope) -> Plan {
    if scope.quick {
        return Plan {
            at_least: 5,
            about: 11,
            at_most: Scope::QUICK,
        };
    }
    Plan {
        at_least: 15,
        about: 60,
        at_most: 250,
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { about, at_most, .. } = self;
        write!(out, "about {about} connections, at most {at_most}")
    }
}

//! Whose a finite-field group is.

use crate::tls::names::{PrimeOrigin, well_known_prime};
use crate::tls::wire::DhParameters;

/// Whose a finite-field group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One of RFC 7919, with its generator: the number of the group.
    Named(&'static str, u16),
    /// Another that a standard publishes, and that anybody can check.
    Published(&'static str),
    /// One that a program brought along or that many servers have, and that nobody can check.
    Shared(&'static str),
    /// Not a prime at all.
    NotPrime(&'static str),
    /// The server's own, as far as is known.
    Own,
}

impl Origin {
    /// The name, where it has one.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Named(name, _)
            | Self::Published(name)
            | Self::Shared(name)
            | Self::NotPrime(name) => Some(name),
            Self::Own => None,
        }
    }
}

/// Whose this group is.
pub fn origin(group: &DhParameters) -> Origin {
    let Some(known) = well_known_prime(&group.prime) else {
        return Origin::Own;
    };
    match known.origin {
        // RFC 7919 appendix A: the generator of every group is 2.
        PrimeOrigin::Ffdhe(number) if group.generator == [2] => Origin::Named(known.name, number),
        PrimeOrigin::Ffdhe(_) | PrimeOrigin::Modp => Origin::Published(known.name),
        PrimeOrigin::Subgroup | PrimeOrigin::Software | PrimeOrigin::Seen => {
            Origin::Shared(known.name)
        }
        PrimeOrigin::NotPrime => Origin::NotPrime(known.name),
    }
}

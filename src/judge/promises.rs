//! What DNS and the domain promise of a host: what its certificate is held against besides its path and names.

use crate::dane::Tlsa;
use crate::policies::Policies;
use crate::route::{Host, Route};

/// What is promised of one host.
#[derive(Clone, Copy, Debug)]
pub struct Promises<'a> {
    /// How it was found.
    pub route: &'a Route,
    /// The host; nothing where the route has none of that name.
    pub host: Option<&'a Host>,
    /// The domain's policies.
    pub policies: &'a Policies,
    /// TLSA records that the user gave instead of those in DNS.
    pub tlsa: &'a [Tlsa],
}

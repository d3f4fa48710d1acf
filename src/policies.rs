//! What a domain publishes of its own accord beside its route: its MTA-STS policy, and where it wants reports on TLS.

use crate::dns::Resolver;

/// The policies of a domain.
#[derive(Clone, Debug, Default)]
pub struct Policies {}

/// How to look them up.
#[derive(Clone, Debug)]
pub struct PolicySettings {}

/// Looks them up.
pub async fn look_up(_resolver: &Resolver, _settings: &PolicySettings) -> Policies {
    Policies {}
}

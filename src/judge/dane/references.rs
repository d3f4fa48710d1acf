//! The names of which the server's certificate must be for one, where a TLSA record speaks of its CA (RFC 7672 §3.2.2).

use crate::dns::{DnssecStatus, DomainName};
use crate::route::{Host, Route, Way};

/// The reference identifiers for a host whose TLSA base domain this is: that first. `next_hop` is the domain whose mail goes
/// there.
///
/// Postfix takes the next-hop domain too where the MX records are insecure, and mox takes the name in the MX record beside the
/// TLSA base domain that it is an alias for; the RFC counts neither.
pub fn reference_names(
    route: &Route,
    host: &Host,
    base_domain: &DomainName,
    next_hop: Option<&DomainName>,
) -> Vec<DomainName> {
    let mut names = vec![base_domain.clone()];
    let further = match &route.way {
        // With insecure MX records the MX host is the only one.
        Way::Mx | Way::Srv(_) if route.is_secure() => {
            let trail = route.trail.as_ref();
            let expanded = trail.and_then(|trail| trail.target());
            [next_hop, expanded]
        }
        // The host is the next-hop domain itself; where the TLSA base domain is what its alias leads to, both count.
        Way::ImplicitMx | Way::Given if leads_securely(host) => [host.name.as_ref(), None],
        _ => [None, None],
    };
    for name in further.into_iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Whether every alias on the way to the host's addresses is secure.
fn leads_securely(host: &Host) -> bool {
    let mut aliases = host.trails.iter().flat_map(|trail| &trail.aliases);
    aliases.all(|alias| alias.status == DnssecStatus::Secure)
}

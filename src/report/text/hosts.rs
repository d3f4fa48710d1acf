//! The lines about the route, and the table that sums up `--all`.

use crate::dns::DnssecReach;
use crate::quote;
use crate::report::Report;
use crate::report::endpoint::EndpointReport;
use crate::route::{Host, NoHost, Route, Way};
use crate::target::{Destination, Target};

/// Where the mail goes, in one sentence before the first connection; nothing where there is nothing to tell.
pub fn route(target: &Target, route: &Route) -> Option<String> {
    let name = match &target.destination {
        Destination::Domain(name) | Destination::Host(name) | Destination::Service(name, _) => {
            match name.unicode() {
                Some(unicode) => format!("{unicode} ({name})"),
                None => name.to_string(),
            }
        }
        Destination::Address(address) => address.to_string(),
    };
    let aliases = match route.aliases().last() {
        Some(alias) => format!(", an alias for {alias},"),
        None => String::new(),
    };
    match &route.way {
        Way::Mx => {
            let hosts = route.hosts.iter().map(|host| {
                let host_name = named(host);
                let preference = host.preference.unwrap_or_default();
                match host.addresses {
                    Ok(_) => format!("{host_name} ({preference})"),
                    Err(_) => format!("{host_name} ({preference}, cannot be found)"),
                }
            });
            let hosts: Vec<String> = hosts.collect();
            Some(format!(
                "{name}{aliases}: mail goes to {}{}",
                hosts.join(", then "),
                vouched(route)
            ))
        }
        Way::ImplicitMx => Some(format!(
            "{name}{aliases} has no MX record: mail goes to its own address (implicit MX)"
        )),
        Way::Srv(srv) if !route.hosts.is_empty() => {
            let hosts = route.hosts.iter().map(|host| {
                let host_name = named(host);
                let (priority, weight) = host
                    .located
                    .map_or((0, 0), |located| (located.priority, located.weight));
                let lost = host.addresses.as_ref().err().map(|_| ", cannot be found");
                format!(
                    "{host_name}:{} (priority {priority}, weight {weight}{})",
                    host.port_or(target.port),
                    lost.unwrap_or_default()
                )
            });
            let hosts: Vec<String> = hosts.collect();
            Some(format!(
                "{name}: {}._tcp{aliases} leads to {}",
                srv.service.label(),
                hosts.join(", then ")
            ))
        }
        Way::Given if matches!(target.destination, Destination::Host(_)) => {
            Some(format!("{name}: host given, no MX lookup"))
        }
        Way::Given => Some(format!("{name}: address given, no names to look up")),
        // The verdict on the route says it.
        Way::NullMx | Way::Srv(_) | Way::Unresolved(_) => None,
    }
}

/// How far DNSSEC vouches for the MX records.
fn vouched(route: &Route) -> String {
    match (&route.dnssec, &route.trail) {
        (DnssecReach::Validated | DnssecReach::Resolver, Some(trail)) => {
            format!("; DNSSEC {}", trail.security().word())
        }
        (DnssecReach::Stripped(_), _) => "; DNSSEC does not reach us".to_owned(),
        _ => String::new(),
    }
}

/// For which hosts there are secure TLSA records; nothing where there are none.
pub fn tlsa(route: &Route) -> Option<String> {
    let with = route
        .hosts
        .iter()
        .filter(|host| host.tlsa.found().is_some());
    let names: Vec<String> = with.map(named).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("secure TLSA records for {only}")),
        some if some.len() == route.hosts.len() => {
            Some("secure TLSA records for every host".to_owned())
        }
        [rest @ .., last] => Some(format!(
            "secure TLSA records for {} and {last}",
            rest.join(", ")
        )),
    }
}

/// What a record calls a host, also where that is none.
fn named(host: &Host) -> String {
    match (&host.name, &host.addresses) {
        (Some(name), _) => name.to_string(),
        (None, Err(NoHost::NotAName(text))) => quote::text(text),
        (None, _) => ".".to_owned(),
    }
}

/// One line for each endpoint.
pub fn table(report: &Report) -> Vec<String> {
    let width = report
        .endpoints
        .iter()
        .map(|endpoint| endpoint.peer.peer.len())
        .max()
        .unwrap_or(0);
    let rows = report.endpoints.iter().map(|endpoint| {
        format!(
            "  {:<width$}  {:<8}  {:<10}  exit {}",
            endpoint.peer.peer,
            version(endpoint),
            endpoint.trust.as_deref().unwrap_or("-"),
            endpoint.exit_code
        )
    });
    rows.collect()
}

fn version(endpoint: &EndpointReport) -> &str {
    let mut observations = endpoint.observations.iter();
    if let Some(tls) = observations.clone().find_map(|seen| seen.tls.as_ref()) {
        return &tls.version;
    }
    // Where no connection stood, nothing is known of TLS.
    match observations.any(|seen| seen.local_address.is_some()) {
        true => "no TLS",
        false => "-",
    }
}

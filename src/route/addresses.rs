//! The addresses of one host: both kinds asked side by side, and what could not be found out kept apart from what is not there.

use super::find::Family;
use super::hosts::{Host, NoHost};
use super::tlsa;
use crate::dns::{DomainName, Lookup, NoAnswer, Resolver};
use std::cmp::Reverse;
use std::net::IpAddr;

/// How many addresses of one host are used; a hostile zone may list thousands.
const ADDRESSES: usize = 32;

/// What is asked of a host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    /// Which addresses.
    pub(super) family: Family,
    /// The port, by which its TLSA records are named (RFC 6698 §3).
    pub(super) port: u16,
    /// Ask for TLSA records also where the addresses are insecure.
    pub(super) even_if_insecure: bool,
}

/// Looks up the addresses and TLSA records of a host and writes them down.
pub(super) async fn look_up(
    resolver: &Resolver,
    host: &mut Host,
    name: &DomainName,
    Asking {
        family,
        port,
        even_if_insecure,
    }: Asking,
) {
    let (v6, v4) = match family {
        Family::Both => {
            let (v6, v4) = tokio::join!(resolver.ipv6(name), resolver.ipv4(name));
            (Some(v6), Some(v4))
        }
        Family::V6 => (Some(resolver.ipv6(name).await), None),
        Family::V4 => (None, Some(resolver.ipv4(name).await)),
    };
    host.trails = [&v6, &v4]
        .into_iter()
        .flatten()
        .map(|lookup| lookup.trail.clone())
        .collect();
    host.aliases = deciding([&v6, &v4])
        .filter(|lookup| lookup.outcome.is_ok())
        .map(Lookup::alias_names)
        .unwrap_or_default();
    if resolver.wants_dnssec() {
        let addresses = deciding([&v6, &v4]).map(|lookup| &lookup.trail);
        host.tlsa = tlsa::search(resolver, name, port, addresses, even_if_insecure).await;
    }
    let answers = [v6, v4].map(|lookup| lookup.map_or(Err(NoAnswer::NoData), |it| it.outcome));
    let (found, omitted) = some_of_each(&answers);
    host.omitted = omitted;
    let trouble = worst(answers);
    if !found.is_empty() {
        host.addresses = Ok(found);
        host.doubt = trouble.filter(|trouble| !trouble.is_certain());
        return;
    }
    let trouble = trouble.unwrap_or(NoAnswer::NoData);
    host.addresses = Err(match (family, trouble) {
        // Whether there are addresses of the other kind tells a wrong option from a wrong zone.
        (Family::V4, NoAnswer::NoData) => other_family(resolver.ipv6(name).await.outcome),
        (Family::V6, NoAnswer::NoData) => other_family(resolver.ipv4(name).await.outcome),
        (_, trouble) => NoHost::Dns(trouble),
    });
}

/// The lookup whose status counts for the host: of those with addresses the one that is worst vouched for, else one that
/// denies that there are any.
fn deciding(lookups: [&Option<Lookup<IpAddr>>; 2]) -> Option<&Lookup<IpAddr>> {
    let rank = |lookup: &&Lookup<IpAddr>| {
        let rank = match &lookup.outcome {
            Ok(_) => 0,
            Err(no_answer) if no_answer.is_certain() => 1,
            Err(_) => 2,
        };
        (rank, Reverse(lookup.trail.security()))
    };
    lookups.into_iter().flatten().min_by_key(rank)
}

/// As many addresses as are used, IPv6 first, of each kind at least half where there are so many; and how many are left out.
fn some_of_each(answers: &[Result<Vec<IpAddr>, NoAnswer>; 2]) -> (Vec<IpAddr>, usize) {
    let [v6, v4] = answers.each_ref().map(|answer| match answer {
        Ok(addresses) => addresses.as_slice(),
        Err(_) => &[],
    });
    let room = |other: usize| ADDRESSES.saturating_sub(other).max(ADDRESSES / 2);
    let used = v6
        .iter()
        .take(room(v4.len()))
        .chain(v4.iter().take(room(v6.len())));
    let used: Vec<IpAddr> = used.copied().collect();
    let omitted = v6.len() + v4.len() - used.len();
    (used, omitted)
}

/// What could not be found out outweighs what is certainly not there: "no address" would be a guess (RFC 5321 §5.1).
fn worst(answers: [Result<Vec<IpAddr>, NoAnswer>; 2]) -> Option<NoAnswer> {
    let none = answers.into_iter().filter_map(Result::err);
    none.max_by_key(|none| (!none.is_certain(), *none != NoAnswer::NoData))
}

fn other_family(other: Result<Vec<IpAddr>, NoAnswer>) -> NoHost {
    match other {
        Ok(_) => NoHost::OtherFamily,
        Err(no_answer) => NoHost::Dns(no_answer),
    }
}

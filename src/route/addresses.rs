//! The addresses of one host: both kinds asked side by side, and what could not be found out kept apart from what is not there.

use super::find::Family;
use super::hosts::{Host, NoHost};
use crate::dns::{Answer, DomainName, NoAnswer, Resolver};
use std::net::IpAddr;

/// How many addresses of one host are used; a hostile zone may list thousands.
const ADDRESSES: usize = 32;

/// Looks up the addresses of a host and writes them down.
pub(super) async fn look_up(
    resolver: &Resolver,
    host: &mut Host,
    name: &DomainName,
    family: Family,
) {
    let (v6, v4) = match family {
        Family::Both => tokio::join!(resolver.ipv6(name), resolver.ipv4(name)),
        Family::V6 => (resolver.ipv6(name).await, Err(NoAnswer::NoData)),
        Family::V4 => (Err(NoAnswer::NoData), resolver.ipv4(name).await),
    };
    let answers = [v6, v4];
    host.aliases = aliases(&answers);
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
        (Family::V4, NoAnswer::NoData) => other_family(resolver.ipv6(name).await),
        (Family::V6, NoAnswer::NoData) => other_family(resolver.ipv4(name).await),
        (_, trouble) => NoHost::Dns(trouble),
    });
}

/// As many addresses as are used, IPv6 first, of each kind at least half where there are so many; and how many are left out.
fn some_of_each(answers: &[Result<Answer<IpAddr>, NoAnswer>; 2]) -> (Vec<IpAddr>, usize) {
    let [v6, v4] = answers.each_ref().map(|answer| match answer {
        Ok(answer) => answer.records.as_slice(),
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

fn aliases(answers: &[Result<Answer<IpAddr>, NoAnswer>]) -> Vec<DomainName> {
    let first = answers.iter().flatten().next();
    first
        .map(|answer| answer.aliases.clone())
        .unwrap_or_default()
}

/// What could not be found out outweighs what is certainly not there: "no address" would be a guess (RFC 5321 §5.1).
fn worst(answers: [Result<Answer<IpAddr>, NoAnswer>; 2]) -> Option<NoAnswer> {
    let none = answers.into_iter().filter_map(Result::err);
    none.max_by_key(|none| (!none.is_certain(), *none != NoAnswer::NoData))
}

fn other_family(other: Result<Answer<IpAddr>, NoAnswer>) -> NoHost {
    match other {
        Ok(_) => NoHost::OtherFamily,
        Err(no_answer) => NoHost::Dns(no_answer),
    }
}

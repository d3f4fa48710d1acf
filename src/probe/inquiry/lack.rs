//! What of a server's choice the session had not offered.

use crate::tls::Offered;
use crate::tls::wire::ServerFlight;

/// Something that a server chose and the session had not offered, by its code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The version.
    Version(u16),
    /// The cipher suite.
    Suite(u16),
    /// The group of the key exchange.
    Group(u16),
    /// The scheme by which the server signs its key exchange.
    Scheme(u16),
}

/// What of this choice was not in the offer; empty where all of it was. Suites and groups belong to versions: where the version
/// was not offered, the rest says nothing.
pub fn lacks(choice: &ServerFlight, offered: &Offered) -> Vec<Lack> {
    let has = |offered: &[u16], chosen: u16| offered.contains(&chosen);
    let versions = numbers(&offered.versions);
    if !has(&versions, choice.version) {
        return vec![Lack::Version(choice.version)];
    }
    let mut lacks = Vec::new();
    if !has(&numbers(&offered.suites), choice.suite) {
        lacks.push(Lack::Suite(choice.suite));
    }
    let group = choice.group;
    if let Some(group) = group.filter(|group| !has(&numbers(&offered.groups), *group)) {
        lacks.push(Lack::Group(group));
    }
    let scheme = choice
        .key_exchange
        .as_ref()
        .and_then(|exchange| exchange.scheme);
    if let Some(scheme) = scheme.filter(|scheme| !has(&numbers(&offered.schemes), *scheme)) {
        lacks.push(Lack::Scheme(scheme));
    }
    lacks
}

fn numbers<T: Copy>(code_points: &[T]) -> Vec<u16>
where
    u16: From<T>,
{
    code_points.iter().map(|one| u16::from(*one)).collect()
}

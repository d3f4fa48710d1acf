//! `--connect-to HOST:PORT:ADDR:PORT`, as curl's: it moves the socket and nothing else.

use crate::dns::DomainName;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// One move of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectTo {
    /// The host that is moved, in A-labels, or the address, whichever host has it; `None` moves every host.
    host: Option<String>,
    /// The port that is moved; `None` moves every port.
    port: Option<u16>,
    /// Where the socket goes.
    socket: SocketAddr,
}

/// A move that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write HOST:PORT:ADDRESS:PORT, as in mx.example.com:25:127.0.0.1:2525, with IPv6 addresses in brackets"
)]
pub struct ConnectToError;

impl ConnectTo {
    /// Where the socket for a host at an address goes, if it is moved. A move of the name comes before one of the address;
    /// among several the first that fits counts.
    pub fn target(
        moves: &[Self],
        host: Option<&DomainName>,
        address: IpAddr,
        port: u16,
    ) -> Option<SocketAddr> {
        let by_name = host.and_then(|host| Self::target_of_name(moves, host, port));
        by_name.or_else(|| Self::first(moves, port, |wanted| wanted.parse() == Ok(address)))
    }

    /// Where the socket for a named host goes, whatever its addresses are.
    pub fn target_of_name(moves: &[Self], host: &DomainName, port: u16) -> Option<SocketAddr> {
        Self::first(moves, port, |wanted| {
            wanted.eq_ignore_ascii_case(host.ascii())
        })
    }

    /// The first move of this port that is of every host, or of one that fits.
    fn first(moves: &[Self], port: u16, fits: impl Fn(&str) -> bool) -> Option<SocketAddr> {
        let found = moves.iter().find(|one| {
            one.host.as_deref().is_none_or(&fits) && one.port.is_none_or(|moved| moved == port)
        });
        found.map(|one| one.socket)
    }
}

impl FromStr for ConnectTo {
    type Err = ConnectToError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let (host, rest) = split(given).ok_or(ConnectToError)?;
        let (port, socket) = rest.split_once(':').ok_or(ConnectToError)?;
        let host = match host {
            "" => None,
            address if address.parse::<IpAddr>().is_ok() => Some(address.to_owned()),
            name => Some(
                DomainName::parse(name)
                    .map_err(|_| ConnectToError)?
                    .ascii()
                    .to_owned(),
            ),
        };
        let port = match port {
            "" => None,
            port => Some(port.parse().map_err(|_| ConnectToError)?),
        };
        let socket: SocketAddr = socket.parse().map_err(|_| ConnectToError)?;
        if port == Some(0) || socket.port() == 0 {
            return Err(ConnectToError);
        }
        Ok(Self { host, port, socket })
    }
}

/// The host, perhaps in brackets, and what follows its colon.
fn split(given: &str) -> Option<(&str, &str)> {
    match given.strip_prefix('[') {
        Some(inside) => {
            let (host, rest) = inside
                .split_once(']')
                .filter(|(host, _)| !host.is_empty())?;
            Some((host, rest.strip_prefix(':')?))
        }
        None => given.split_once(':'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(given: &str, host: &str, port: u16) -> Option<String> {
        let moves = [given.parse().expect(given)];
        let name = DomainName::parse(host)
            .ok()
            .filter(|_| host.parse::<IpAddr>().is_err());
        let address = host.parse().unwrap_or(IpAddr::from([192, 0, 2, 1]));
        ConnectTo::target(&moves, name.as_ref(), address, port).map(|socket| socket.to_string())
    }

    #[test]
    fn the_host_and_port_that_are_named_are_moved_and_no_others() {
        let there = Some("127.0.0.1:2525".to_owned());
        for (given, host, port, to) in [
            (
                "mx.example.com:25:127.0.0.1:2525",
                "mx.example.com",
                25,
                there.clone(),
            ),
            (
                "MX.example.com.:25:127.0.0.1:2525",
                "mx.example.com",
                25,
                there.clone(),
            ),
            (
                "mx.example.com:25:127.0.0.1:2525",
                "mx.example.com",
                587,
                None,
            ),
            (
                "mx.example.com:25:127.0.0.1:2525",
                "mx2.example.com",
                25,
                None,
            ),
            (":25:127.0.0.1:2525", "anything.example", 25, there.clone()),
            (
                "mx.example.com::127.0.0.1:2525",
                "mx.example.com",
                587,
                there.clone(),
            ),
            (
                "[2001:db8::1]:25:127.0.0.1:2525",
                "2001:db8::1",
                25,
                there.clone(),
            ),
            (
                "192.0.2.7:25:[::1]:2525",
                "192.0.2.7",
                25,
                Some("[::1]:2525".to_owned()),
            ),
        ] {
            assert_eq!(moved(given, host, port), to, "{given} {host} {port}");
        }
    }

    #[test]
    fn an_address_is_moved_whichever_host_has_it() {
        let moves = ["192.0.2.1:25:127.0.0.1:1", "mx.example.com:25:127.0.0.1:2"];
        let moves = moves.map(|given| given.parse().unwrap());
        let to = |host: &str, address: [u8; 4]| {
            let host = DomainName::parse(host).unwrap();
            let socket = ConnectTo::target(&moves, Some(&host), address.into(), 25)?;
            Some(socket.port())
        };
        assert_eq!(to("other.example.com", [192, 0, 2, 1]), Some(1));
        assert_eq!(to("other.example.com", [192, 0, 2, 2]), None);
        // Where a name is moved, the address it is moved to is no host's own.
        assert_eq!(to("mx.example.com", [192, 0, 2, 1]), Some(2));
    }

    #[test]
    fn other_forms_are_refused() {
        for given in [
            "",
            "mx.example.com",
            "mx.example.com:25",
            "mx:25:127.0.0.1",
            "mx:25:host.name:25",
            "mx:x:127.0.0.1:25",
            "[::1:25:127.0.0.1:25",
            "[]:25:127.0.0.1:25",
            "mx:0:127.0.0.1:25",
            "mx:25:127.0.0.1:0",
        ] {
            assert_eq!(given.parse::<ConnectTo>(), Err(ConnectToError), "{given}");
        }
    }
}

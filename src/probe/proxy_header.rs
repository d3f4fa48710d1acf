//! The PROXY protocol (HAProxy's proxy-protocol.txt): what a proxy says before the first octet of whom it speaks for. Only written here.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// What every header of version 2 begins with.
const SIGNATURE: [u8; 12] = *b"\r\n\r\n\0\r\nQUIT\n";

/// Which form a header has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyVersion {
    /// A line of text.
    V1,
    /// Octets.
    V2,
}

/// What header to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyProtocol {
    /// In which form.
    pub version: ProxyVersion,
    /// From whom, and to which end.
    pub command: ProxyCommand,
}

/// What a header is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyCommand {
    /// That the connection is another's.
    Proxy {
        /// The client's address and port; the connection's near end where nothing is given.
        source: Option<End>,
        /// The server's address and port; the connection's far end where nothing is given.
        destination: Option<End>,
    },
    /// That it is the proxy's own: LOCAL in version 2, UNKNOWN in version 1.
    Local,
}

/// One end of a connection; without a port, the connection's own is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: Option<u16>,
}

/// A header as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyHeader {
    /// In which form.
    pub version: ProxyVersion,
    /// Source and destination, both of one family; nothing where it says that the connection is the proxy's own.
    pub ends: Option<(SocketAddr, SocketAddr)>,
}

impl ProxyProtocol {
    /// The header for a connection with these ends.
    ///
    /// # Errors
    /// Where source and destination are of two families, which no header can say; both are given back.
    pub fn header(
        &self,
        near: SocketAddr,
        far: SocketAddr,
    ) -> Result<ProxyHeader, (SocketAddr, SocketAddr)> {
        let end = |given: Option<End>, own: SocketAddr| match given {
            Some(given) => SocketAddr::new(given.address, given.port.unwrap_or(own.port())),
            None => SocketAddr::new(own.ip().to_canonical(), own.port()),
        };
        let ends = match self.command {
            ProxyCommand::Local => None,
            ProxyCommand::Proxy {
                source,
                destination,
            } => Some((end(source, near), end(destination, far))),
        };
        match ends {
            Some(ends @ (source, destination)) if source.is_ipv4() != destination.is_ipv4() => {
                Err(ends)
            }
            ends => Ok(ProxyHeader {
                version: self.version,
                ends,
            }),
        }
    }
}

impl ProxyHeader {
    /// The octets.
    pub fn octets(&self) -> Vec<u8> {
        match self.version {
            ProxyVersion::V1 => format!("{}\r\n", self.line()).into_bytes(),
            ProxyVersion::V2 => self.binary(),
        }
    }

    fn line(&self) -> String {
        let Some((source, destination)) = self.ends else {
            return "PROXY UNKNOWN".to_owned();
        };
        let family = if source.is_ipv4() { "TCP4" } else { "TCP6" };
        let (from, to) = (source.ip(), destination.ip());
        let ports = format!("{} {}", source.port(), destination.port());
        format!("PROXY {family} {from} {to} {ports}")
    }

    /// Version and command, family and transport, how long the rest is, and the rest.
    fn binary(&self) -> Vec<u8> {
        let (command, family, length) = match self.ends {
            None => (0x20, 0x00, 0u16),
            Some((source, _)) if source.is_ipv4() => (0x21, 0x11, 12),
            Some(_) => (0x21, 0x21, 36),
        };
        let mut octets = SIGNATURE.to_vec();
        octets.extend([command, family]);
        octets.extend(length.to_be_bytes());
        if let Some((source, destination)) = self.ends {
            for end in [source, destination] {
                match end.ip() {
                    IpAddr::V4(address) => octets.extend(address.octets()),
                    IpAddr::V6(address) => octets.extend(address.octets()),
                }
            }
            octets.extend(source.port().to_be_bytes());
            octets.extend(destination.port().to_be_bytes());
        }
        octets
    }
}

impl fmt::Display for ProxyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
        })
    }
}

impl fmt::Display for ProxyHeader {
    /// What it means.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.ends, self.version) {
            (Some((source, destination)), _) => write!(f, "from {source} to {destination}"),
            (None, ProxyVersion::V1) => f.write_str("UNKNOWN: no other client is named"),
            (None, ProxyVersion::V2) => f.write_str("LOCAL: the connection is the proxy's own"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(version: ProxyVersion, source: &str, destination: &str) -> ProxyHeader {
        ProxyHeader {
            version,
            ends: Some((source.parse().unwrap(), destination.parse().unwrap())),
        }
    }

    #[test]
    fn headers_are_written_octet_for_octet() {
        let v4 = ("192.0.2.7:4660", "198.51.100.1:25");
        let v6 = ("[2001:db8::7]:4660", "[2001:db8::1]:25");
        let line = |ends: (&str, &str)| header(ProxyVersion::V1, ends.0, ends.1).octets();
        assert_eq!(line(v4), b"PROXY TCP4 192.0.2.7 198.51.100.1 4660 25\r\n");
        assert_eq!(line(v6), b"PROXY TCP6 2001:db8::7 2001:db8::1 4660 25\r\n");
        let binary = |ends: (&str, &str)| header(ProxyVersion::V2, ends.0, ends.1).octets();
        let mut wanted = b"\x0d\x0a\x0d\x0a\x00\x0d\x0a\x51\x55\x49\x54\x0a".to_vec();
        wanted.extend(b"\x21\x11\x00\x0c\xc0\x00\x02\x07\xc6\x33\x64\x01\x12\x34\x00\x19");
        assert_eq!(binary(v4), wanted);
        assert_eq!(binary(v6).len(), 16 + 36);
        assert_eq!(binary(v6).get(12..16), Some(&b"\x21\x21\x00\x24"[..]));
        let own = |version| ProxyHeader {
            version,
            ends: None,
        };
        assert_eq!(own(ProxyVersion::V1).octets(), b"PROXY UNKNOWN\r\n");
        let local = own(ProxyVersion::V2).octets();
        assert_eq!(local.get(12..), Some(&b"\x20\x00\x00\x00"[..]));
    }

    #[test]
    fn what_is_not_given_is_the_connections_own_and_families_do_not_mix() {
        let (near, far) = (
            "127.0.0.1:40000".parse().unwrap(),
            "[::ffff:127.0.0.2]:25".parse().unwrap(),
        );
        let say = |source: Option<End>| ProxyProtocol {
            version: ProxyVersion::V1,
            command: ProxyCommand::Proxy {
                source,
                destination: None,
            },
        };
        let sent = |protocol: ProxyProtocol| protocol.header(near, far).map(|it| it.line());
        assert_eq!(
            sent(say(None)).unwrap(),
            "PROXY TCP4 127.0.0.1 127.0.0.2 40000 25"
        );
        let end = |address: &str, port| {
            Some(End {
                address: address.parse().unwrap(),
                port,
            })
        };
        assert_eq!(
            sent(say(end("192.0.2.7", None))).unwrap(),
            "PROXY TCP4 192.0.2.7 127.0.0.2 40000 25"
        );
        assert_eq!(
            sent(say(end("192.0.2.7", Some(9)))).unwrap(),
            "PROXY TCP4 192.0.2.7 127.0.0.2 9 25"
        );
        let (source, _) = sent(say(end("2001:db8::7", Some(9)))).unwrap_err();
        assert_eq!(source.to_string(), "[2001:db8::7]:9");
    }
}

//! The TCP connection, straight or through a proxy.

use super::socks::{ProxyFailure, SocksProxy};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;
use tokio::net::TcpStream;

/// Why there is no TCP connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectFault {
    /// Nobody listens there (RST).
    Refused,
    /// No answer within this time.
    TimedOut(Duration),
    /// The network says that there is no way to the address.
    Unreachable,
    /// This machine's own routing table has no way to the address, which says nothing about the server.
    NoRouteHere,
    /// There is none through the proxy.
    Proxy(Box<ProxyFailure>),
    /// The header of the PROXY protocol would have a source and a destination of two families.
    MixedFamilies(SocketAddr, SocketAddr),
    /// Another error of the system, in its words.
    Other(String),
}

impl ConnectFault {
    /// Whether it is a matter of the way that was chosen, and says nothing about the server.
    pub fn is_of_the_way(&self) -> bool {
        match self {
            Self::Proxy(failure) => !failure.fault.is_about_the_server(),
            Self::MixedFamilies(..) => true,
            _ => false,
        }
    }
}

/// Connects within this time, through a proxy where there is one.
pub(crate) async fn connect(
    socket: SocketAddr,
    patience: Duration,
    proxy: Option<&SocksProxy>,
) -> Result<TcpStream, ConnectFault> {
    match proxy {
        Some(proxy) => proxy.connect(socket, patience).await,
        None => direct(socket, patience).await,
    }
}

/// Connects within this time.
pub(super) async fn direct(
    socket: SocketAddr,
    patience: Duration,
) -> Result<TcpStream, ConnectFault> {
    match tokio::time::timeout(patience, TcpStream::connect(socket)).await {
        Err(_) => Err(ConnectFault::TimedOut(patience)),
        Ok(Err(error)) => Err(fault(&error, socket, patience)),
        Ok(Ok(stream)) => {
            // Each command is written whole, so that waiting for more to send would only delay it.
            let _ = stream.set_nodelay(true);
            Ok(stream)
        }
    }
}

/// Lets the kernel acknowledge at once what the server sent. A server that has just sent session tickets may hold its reply
/// to EHLO back until they are acknowledged (Nagle), which else takes 40 ms in some sessions and none in others.
pub(super) fn acknowledge_at_once(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    // Without it the session is slower, not different.
    let _ = stream.set_quickack(true);
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
}

fn fault(error: &io::Error, socket: SocketAddr, patience: Duration) -> ConnectFault {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => ConnectFault::Refused,
        io::ErrorKind::TimedOut => ConnectFault::TimedOut(patience),
        _ if !has_route(socket) => ConnectFault::NoRouteHere,
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable => {
            ConnectFault::Unreachable
        }
        _ => ConnectFault::Other(error.to_string()),
    }
}

/// Whether this machine knows a way to the address. A router further on may report the same error as this machine's own
/// routing table; connecting a datagram socket asks the table alone and sends nothing.
fn has_route(socket: SocketAddr) -> bool {
    let any: SocketAddr = match socket {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    UdpSocket::bind(any).is_ok_and(|datagrams| datagrams.connect(socket).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m32_loopback_has_a_route_and_no_error_blames_this_machine_for_it() {
        let there = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
        assert!(has_route(there));
        let unreachable = io::Error::from(io::ErrorKind::NetworkUnreachable);
        assert_eq!(
            fault(&unreachable, there, Duration::ZERO),
            ConnectFault::Unreachable
        );
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        assert_eq!(
            fault(&refused, there, Duration::ZERO),
            ConnectFault::Refused
        );
    }
}

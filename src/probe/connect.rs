//! The TCP connection.

use std::io;
use std::net::SocketAddr;
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
    /// This machine has no way to any address of this kind, which says nothing about the server.
    NoRouteHere,
    /// Another error of the system, in its words.
    Other(String),
}

pub(super) async fn connect(
    socket: SocketAddr,
    patience: Duration,
) -> Result<TcpStream, ConnectFault> {
    match tokio::time::timeout(patience, TcpStream::connect(socket)).await {
        Err(_) => Err(ConnectFault::TimedOut(patience)),
        Ok(Err(error)) => Err(fault(&error, patience)),
        Ok(Ok(stream)) => {
            // Each command is written whole, so that waiting for more to send would only delay it.
            let _ = stream.set_nodelay(true);
            Ok(stream)
        }
    }
}

fn fault(error: &io::Error, patience: Duration) -> ConnectFault {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => ConnectFault::Refused,
        io::ErrorKind::TimedOut => ConnectFault::TimedOut(patience),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::Unsupported => ConnectFault::NoRouteHere,
        io::ErrorKind::HostUnreachable => ConnectFault::Unreachable,
        _ => ConnectFault::Other(error.to_string()),
    }
}

//! Connecting through a SOCKS proxy (RFC 1928, RFC 1929); tokio-socks speaks the protocol, and is told addresses, never names.

use super::connect::{ConnectFault, direct};
use crate::smtp::sasl::Secret;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};
use tokio_socks::Error;
use tokio_socks::tcp::Socks5Stream;

/// A SOCKS proxy of version 5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocksProxy {
    /// Its name, which this machine's own resolver is asked for, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// User and password, where it wants them (RFC 1929).
    pub credentials: Option<(String, Secret)>,
}

/// Why there is no connection through a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyFailure {
    /// The proxy, as host and port.
    pub proxy: String,
    /// The reason.
    pub fault: ProxyFault,
}

/// What went wrong with a proxy, or beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// Its name has no address; what the system says.
    Unresolved(String),
    /// There is no connection to the proxy itself.
    NotReached(Box<ConnectFault>),
    /// It took the connection, and did not say within this time what became of the one that it was to make.
    Silent(Duration),
    /// It closed the connection instead of answering.
    Closed,
    /// What it answered is not SOCKS version 5.
    NotSocks,
    /// It takes none of the ways to authenticate that it was offered.
    WantsPassword,
    /// It does not take user and password.
    WrongPassword,
    /// Its rules forbid the connection (reply X'02').
    Ruleset,
    /// It failed, and does not say why (reply X'01').
    Failed,
    /// It reports that the network cannot be reached (reply X'03').
    NetworkUnreachable,
    /// It reports that the host cannot be reached (reply X'04').
    HostUnreachable,
    /// It reports that the host refused the connection (reply X'05').
    Refused,
    /// It reports that the time to live has run out (reply X'06').
    TtlExpired,
    /// It does not know CONNECT, or not this kind of address (replies X'07' and X'08').
    NotSupported,
    /// It answered with a code, or chose a way to authenticate, that nobody knows.
    Unknown,
    /// Something else; the library's words.
    Other(String),
}

impl ProxyFault {
    /// The kind of fault in a word, for machines.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unresolved(_) | Self::NotReached(_) => "proxy-unreachable",
            Self::Silent(_) => "proxy-timeout",
            Self::Closed => "proxy-closed",
            Self::NotSocks => "proxy-not-socks",
            Self::WantsPassword | Self::WrongPassword => "proxy-authentication",
            Self::Ruleset => "proxy-ruleset",
            Self::NetworkUnreachable | Self::HostUnreachable => "unreachable-from-proxy",
            Self::Refused => "refused-to-proxy",
            Self::TtlExpired => "ttl-expired-from-proxy",
            Self::Failed | Self::NotSupported | Self::Unknown | Self::Other(_) => "proxy-error",
        }
    }

    /// Whether it is about the server, as the proxy sees it, and not about the proxy.
    pub fn is_about_the_server(&self) -> bool {
        matches!(
            self,
            Self::NetworkUnreachable | Self::HostUnreachable | Self::Refused | Self::TtlExpired
        )
    }
}

impl SocksProxy {
    /// Connects to this socket through the proxy; everything together within this time.
    pub(super) async fn connect(
        &self,
        socket: SocketAddr,
        patience: Duration,
    ) -> Result<TcpStream, ConnectFault> {
        let connected = self.reach(socket, Instant::now() + patience, patience);
        connected.await.map_err(|fault| {
            ConnectFault::Proxy(Box::new(ProxyFailure {
                proxy: self.to_string(),
                fault,
            }))
        })
    }

    async fn reach(
        &self,
        socket: SocketAddr,
        end: Instant,
        patience: Duration,
    ) -> Result<TcpStream, ProxyFault> {
        let stream = self.stream(end, patience).await?;
        let exchange = async {
            match &self.credentials {
                None => Socks5Stream::connect_with_socket(stream, socket).await,
                Some((user, password)) => {
                    // What is read from files and variables is UTF-8.
                    let password = String::from_utf8_lossy(password.octets());
                    Socks5Stream::connect_with_password_and_socket(stream, socket, user, &password)
                        .await
                }
            }
        };
        match timeout_at(end, exchange).await {
            Err(_) => Err(ProxyFault::Silent(patience)),
            Ok(Err(error)) => Err(fault(error)),
            Ok(Ok(stream)) => Ok(stream.into_inner()),
        }
    }

    /// A connection to the proxy itself, at the first of its addresses that takes one.
    async fn stream(&self, end: Instant, patience: Duration) -> Result<TcpStream, ProxyFault> {
        let found = timeout_at(end, lookup_host((self.host.as_str(), self.port))).await;
        let sockets = match found {
            Err(_) => return Err(ProxyFault::Unresolved("no answer in time".to_owned())),
            Ok(Err(error)) => return Err(ProxyFault::Unresolved(error.to_string())),
            Ok(Ok(sockets)) => sockets,
        };
        let mut last = ProxyFault::Unresolved("it has no address".to_owned());
        for socket in sockets {
            let left = end.saturating_duration_since(Instant::now());
            match direct(socket, left).await {
                Ok(stream) => return Ok(stream),
                Err(ConnectFault::TimedOut(_)) => {
                    let fault = ConnectFault::TimedOut(patience);
                    return Err(ProxyFault::NotReached(Box::new(fault)));
                }
                Err(fault) => last = ProxyFault::NotReached(Box::new(fault)),
            }
        }
        Err(last)
    }
}

fn fault(error: Error) -> ProxyFault {
    match error {
        Error::Io(_) => ProxyFault::Closed,
        Error::InvalidResponseVersion | Error::InvalidReservedByte | Error::UnknownAddressType => {
            ProxyFault::NotSocks
        }
        Error::NoAcceptableAuthMethods | Error::AuthorizationRequired => ProxyFault::WantsPassword,
        // So the library calls a reply code, too, that it does not know.
        Error::UnknownAuthMethod => ProxyFault::Unknown,
        Error::PasswordAuthFailure(_) => ProxyFault::WrongPassword,
        Error::GeneralSocksServerFailure => ProxyFault::Failed,
        Error::ConnectionNotAllowedByRuleset => ProxyFault::Ruleset,
        Error::NetworkUnreachable => ProxyFault::NetworkUnreachable,
        Error::HostUnreachable => ProxyFault::HostUnreachable,
        Error::ConnectionRefused => ProxyFault::Refused,
        Error::TtlExpired => ProxyFault::TtlExpired,
        Error::CommandNotSupported | Error::AddressTypeNotSupported => ProxyFault::NotSupported,
        other => ProxyFault::Other(other.to_string()),
    }
}

impl fmt::Display for SocksProxy {
    /// Host and port; never a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

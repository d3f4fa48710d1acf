//! Whom to probe, and how.

use super::authentication::Authenticate;
use super::hand::Hand;
use super::transaction::Transact;
use super::ways::Ways;
use crate::dns::DomainName;
use crate::interrupt::Interrupt;
use crate::smtp::{Protocol, Security, Stop, Trials};
use crate::tls::Offer;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// One host at one address and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The host's name; an address target has none.
    pub host: Option<DomainName>,
    /// The TLSA base domain, where there are secure TLSA records: it is sent as the server name (RFC 7672 §8.1).
    pub base_domain: Option<DomainName>,
    /// The address.
    pub address: IpAddr,
    /// The logical port.
    pub port: u16,
    /// Where the socket goes; elsewhere than to address and port only by `--connect-to`.
    pub socket: SocketAddr,
}

impl Peer {
    /// A peer of tests that is known by its socket alone.
    #[cfg(test)]
    pub(crate) fn at(socket: SocketAddr) -> Self {
        Self {
            host: None,
            base_domain: None,
            address: socket.ip(),
            port: socket.port(),
            socket,
        }
    }

    /// The server name that is its own: the TLSA base domain where there is one (RFC 7672 §8.1), else the host's name.
    pub fn server_name(&self) -> Option<&str> {
        let name = self.base_domain.as_ref().or(self.host.as_ref());
        name.map(DomainName::ascii)
    }
}

impl fmt::Display for Peer {
    /// Postfix's form: `mx1.example.com[192.0.2.10]:25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Some(host) => write!(f, "{host}[{}]:{}", self.address, self.port),
            None => write!(f, "[{}]:{}", self.address, self.port),
        }
    }
}

/// How to speak to a peer.
#[derive(Clone, Debug)]
pub struct Settings {
    /// SMTP or LMTP.
    pub protocol: Protocol,
    /// How TLS comes in.
    pub security: Security,
    /// Where the session ends.
    pub stop: Stop,
    /// What is tried on the way.
    pub trials: Trials,
    /// Who authenticates after the last EHLO, if anybody; in the session itself, and never on the connections after it.
    pub authenticate: Option<Authenticate>,
    /// Who decides what is said after the last EHLO, if anybody; in the session itself, and never on the connections after it.
    pub hand: Option<Hand>,
    /// The mail transaction after that, if any; in the session itself, and never on the connections after it.
    pub transact: Option<Transact>,
    /// What is said with EHLO.
    pub client_name: ClientName,
    /// What the ClientHello offers.
    pub offer: Offer,
    /// How the connections come to the peer.
    pub ways: Ways,
    /// How long each step may take.
    pub timeouts: Timeouts,
    /// When the whole run must be over.
    pub deadline: Instant,
    /// The signal that may end it before that.
    pub interrupt: Interrupt,
}

/// The argument of EHLO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientName {
    /// This name.
    Given(String),
    /// The address literal of our end of the connection (RFC 5321 §4.1.4), because this machine has no fully qualified name.
    AddressLiteral,
}

impl ClientName {
    /// The argument of EHLO on a connection whose near end is `local`.
    pub(super) fn on(&self, local: IpAddr) -> String {
        match (self, local.to_canonical()) {
            (Self::Given(name), _) => name.clone(),
            (Self::AddressLiteral, IpAddr::V4(address)) => format!("[{address}]"),
            (Self::AddressLiteral, IpAddr::V6(address)) => format!("[IPv6:{address}]"),
        }
    }
}

/// How long each step may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For the TCP connection.
    pub connect: Duration,
    /// For the greeting; starts anew with each line of it.
    pub greeting: Duration,
    /// For each reply, and for the handshake; starts anew with each line of a reply.
    pub reply: Duration,
    /// For the reply to a whole message.
    pub message: Duration,
    /// For the reply to QUIT.
    pub quit: Duration,
}

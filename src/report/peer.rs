//! Which server a report is about.

use crate::probe::Peer;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// One host at one address and port.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PeerReport {
    /// Postfix's form of it: `mx1.example.com[192.0.2.10]:25`.
    pub peer: String,
    /// The host's name in A-labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The address.
    pub address: String,
    /// The logical port.
    pub port: u16,
    /// Where the socket went, where that was elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected_to: Option<String>,
}

impl From<&Peer> for PeerReport {
    fn from(peer: &Peer) -> Self {
        let moved = peer.socket.ip() != peer.address || peer.socket.port() != peer.port;
        Self {
            peer: peer.to_string(),
            host: peer.host.as_ref().map(ToString::to_string),
            address: peer.address.to_string(),
            port: peer.port,
            connected_to: moved.then(|| peer.socket.to_string()),
        }
    }
}

impl fmt::Display for PeerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.peer)
    }
}

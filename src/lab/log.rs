//! What the clients of the lab said, for tests to ask about afterwards.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::ProtocolVersion;
use rustls::pki_types::CertificateDer;

/// The connections of one lab, in the order in which they were accepted. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<Connection>>>);

/// One connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The host of the scenario that was connected to.
    pub host: String,
    /// The command lines in order, without their CRLF.
    pub commands: Vec<Command>,
    /// The messages that were sent with DATA, dot-stuffing and all.
    pub messages: Vec<String>,
    /// The server name that the client sent in its ClientHello.
    pub server_name: Option<String>,
    /// The negotiated version, once a handshake was complete.
    pub version: Option<ProtocolVersion>,
    /// The client certificate as sent, end-entity first; empty where there was none.
    pub client_certificate: Vec<CertificateDer<'static>>,
    /// Why the connection ended before the script did: an I/O error or a failed handshake.
    pub failure: Option<String>,
    /// Whether the server is done with the connection.
    pub ended: bool,
}

/// A line that a client sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The line without its CRLF, with U+FFFD for what is not UTF-8.
    pub line: String,
    /// Whether it came inside TLS.
    pub inside_tls: bool,
}

impl Log {
    /// All connections up to now.
    pub fn connections(&self) -> Vec<Connection> {
        self.lock().clone()
    }

    /// Begins a connection to `host`, and says where in the log it stands.
    pub(super) fn begin(&self, host: &str) -> usize {
        let mut connections = self.lock();
        connections.push(Connection {
            host: host.to_owned(),
            ..Connection::default()
        });
        connections.len() - 1
    }

    /// Notes something about the connection that `begin` returned.
    pub(super) fn note(&self, connection: usize, change: impl FnOnce(&mut Connection)) {
        if let Some(connection) = self.lock().get_mut(connection) {
            change(connection);
        }
    }

    /// A test that panicked while it held the lock must not take the servers down with it.
    fn lock(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// The command lines alone.
    pub fn lines(&self) -> Vec<&str> {
        let lines = self.commands.iter().map(|command| command.line.as_str());
        lines.collect()
    }
}

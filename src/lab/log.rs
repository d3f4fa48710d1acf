//! What the clients of the lab said, for tests to ask about afterwards.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::ProtocolVersion;
use rustls::pki_types::CertificateDer;

/// How much mail a lab keeps, in octets.
const ROOM: usize = 256 * 1024 * 1024;

/// The connections of one lab, in the order in which they were accepted. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Log {
    connections: Arc<Mutex<Vec<Connection>>>,
    /// Where messages are written to as well.
    folder: Option<PathBuf>,
}

/// One connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The host of the scenario that was connected to.
    pub host: String,
    /// The command lines in order, without their CRLF.
    pub commands: Vec<Command>,
    /// The messages that were taken.
    pub deliveries: Vec<Delivery>,
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

/// A message that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The MAIL command.
    pub mail: String,
    /// The RCPT commands of those who get it.
    pub recipients: Vec<String>,
    /// The message octet by octet, without the dots that were put in for the way (RFC 5321 §4.5.2).
    pub octets: Vec<u8>,
    /// In how many chunks it came by BDAT; none with DATA.
    pub chunks: usize,
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
    /// A log that also writes the messages to this folder, which need not be there yet.
    pub(super) fn with_folder(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
            ..Self::default()
        }
    }

    /// The messages of all connections.
    pub fn deliveries(&self) -> Vec<Delivery> {
        let connections = self.lock();
        let all = connections.iter().flat_map(|it| it.deliveries.clone());
        all.collect()
    }

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

    /// Keeps a message under the name that is given back; nothing where there is no more room.
    pub(super) fn keep(&self, connection: usize, delivery: Delivery) -> Option<String> {
        let mut connections = self.lock();
        let all = || connections.iter().flat_map(|it| &it.deliveries);
        let used: usize = all().map(|kept| kept.octets.len()).sum();
        if used.saturating_add(delivery.octets.len()) > ROOM {
            return None;
        }
        let name = format!("{}.eml", all().count() + 1);
        if let Some(folder) = &self.folder {
            std::fs::create_dir_all(folder).ok()?;
            std::fs::write(folder.join(&name), &delivery.octets).ok()?;
        }
        connections.get_mut(connection)?.deliveries.push(delivery);
        Some(name)
    }

    /// Whether this line was said more than once on all connections.
    pub(super) fn has_heard_twice(&self, line: &str) -> bool {
        let connections = self.lock();
        let commands = connections.iter().flat_map(|it| &it.commands);
        commands.filter(|command| command.line == line).count() > 1
    }

    /// A test that panicked while it held the lock must not take the servers down with it.
    fn lock(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// The command lines alone.
    pub fn lines(&self) -> Vec<&str> {
        let lines = self.commands.iter().map(|command| command.line.as_str());
        lines.collect()
    }
}

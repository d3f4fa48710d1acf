//! What an endpoint is held against.

use super::Level;
use crate::certificate::{Pin, RevocationList};
use crate::dns::DomainName;
use crate::smtp::{Protocol, Stop, Trials};
use crate::target::Service;
use rustls::pki_types::ServerName;

/// A mail transaction that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// How many recipients.
    pub recipients: usize,
    /// DATA, or a message.
    pub message: bool,
    /// The commands were to go out together (RFC 2920).
    pub pipelined: bool,
}

/// What the user demands, and what names may be expected.
#[derive(Clone, Debug)]
pub struct Demands {
    /// How strict the run is.
    pub level: Level,
    /// What was spoken.
    pub protocol: Protocol,
    /// TLS was to stand from the first octet.
    pub implicit_tls: bool,
    /// The port is one for submission (RFC 6409, RFC 8314): mail clients come there, and no sending servers.
    pub submission: bool,
    /// Port 25 of a host that mail for a domain goes to, which RFC 3207 §4 calls publicly referenced.
    pub publicly_referenced: bool,
    /// What was to be tried on the way.
    pub trials: Trials,
    /// This machine has no fully qualified name, and the user gave none.
    pub nameless: bool,
    /// The option by which another server name than the host's, or none, was sent.
    pub server_name_option: Option<&'static str>,
    /// Less was offered in the handshake than smtls would of itself.
    pub limited_offer: bool,
    /// The client was to authenticate.
    pub authenticate: bool,
    /// What a mail transaction was to have, where there was to be one.
    pub transaction: Option<Transaction>,
    /// Where the session was to end.
    pub stop: Stop,
    /// The name that the certificate must be for, instead of the host's.
    pub verify_name: Option<ServerName<'static>>,
    /// The name that the user typed; a host of that name is who the user meant.
    pub target_name: Option<DomainName>,
    /// The domain whose SRV records led to the host, and the service that they are of; unauthenticated as they are, the
    /// certificate must be for the domain, or for that service of it.
    pub service_domain: Option<(DomainName, Service)>,
    /// The user wants no trust anchors, so that an untested path is no surprise.
    pub wants_no_roots: bool,
    /// The session was to be resumed on a second connection.
    pub resume: bool,
    /// The ClientHello was larger than one segment, which some devices on the path cannot bear.
    pub large_hello: bool,
    /// The revocation lists that certificates are held against.
    pub revocation_lists: Vec<RevocationList>,
    /// The pins of which the server's certificate must fit one; with none any will do.
    pub pins: Vec<Pin>,
    /// The moment to judge at, in seconds since 1970.
    pub now: i64,
}

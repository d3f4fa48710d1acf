//! The client's side of TLS towards one peer: a handshake over a connection that already stands, and perhaps a second one that
//! resumes the session.

use super::capture::Capture;
use super::cleartext::{Cleartext, has_chosen};
use super::fault::{TlsFault, warning};
use super::handshake::{Handshake, Seen};
use super::offer::{Offer, Offered};
use super::sessions::{Sessions, Tickets};
use super::tap::{Kept, Tap};
use rustls::client::Resumption;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, HandshakeKind};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A client that offers the same in every handshake with one peer, and remembers the peer's sessions.
#[derive(Debug)]
pub struct TlsClient {
    config: Arc<ClientConfig>,
    capture: Arc<Capture>,
    sessions: Arc<Sessions>,
    /// What the library keeps its books by.
    server_name: ServerName<'static>,
    offered: Offered,
}

/// A connection inside TLS.
pub struct TlsSession<S> {
    /// The encrypted stream.
    pub stream: TlsStream<Tap<S>>,
}

impl<S> TlsSession<S> {
    /// The connection below TLS.
    pub fn connection(&self) -> &S {
        self.stream.get_ref().0.below()
    }

    /// Keying material for the channel binding `tls-exporter` (RFC 9266 §2). Of TLS 1.3 alone: before it, such material is bound
    /// to the session only with extended master secrets, of which the library does not tell.
    pub fn exporter(&self) -> Option<[u8; 32]> {
        let connection = self.stream.get_ref().1;
        if connection.protocol_version() != Some(rustls::ProtocolVersion::TLSv1_3) {
            return None;
        }
        let label = b"EXPORTER-Channel-Binding";
        connection
            .export_keying_material([0; 32], label, Some(b""))
            .ok()
    }

    /// What a failed read or write inside TLS means. What came before the handshake was done explains nothing any more.
    pub fn fault(&self, error: &io::Error) -> TlsFault {
        Self::fault_of(error)
    }

    /// The same where the session itself was handed on.
    pub fn fault_of(error: &io::Error) -> TlsFault {
        TlsFault::from_io(error, &[])
    }
}

impl TlsClient {
    /// A client for the peer of this name and address; the name is what goes into the server name unless the offer says
    /// otherwise.
    ///
    /// # Errors
    /// Where the library cannot make anything of the offer.
    pub fn new(offer: &Offer, name: Option<&str>, address: IpAddr) -> Result<Self, TlsFault> {
        let capture = Capture::new(offer);
        let sessions = Arc::new(Sessions::default());
        let mut config = ClientConfig::builder_with_provider(Arc::new(offer.provider()))
            .with_protocol_versions(&offer.versions())
            .map_err(|error| TlsFault::Other(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(capture.clone())
            .with_client_cert_resolver(capture.clone());
        config.resumption = Resumption::store(sessions.clone());
        config.alpn_protocols = offer.protocols.clone();
        config.key_log = offer.key_log.clone();
        let wanted = offer
            .server_name
            .as_deref()
            .or(name)
            .filter(|_| offer.send_server_name);
        let dns_name = wanted.and_then(|name| ServerName::try_from(name.to_owned()).ok());
        let (server_name, sent_name) = match dns_name {
            Some(server_name @ ServerName::DnsName(_)) => {
                let sent = server_name.to_str().into_owned();
                (server_name, Some(sent))
            }
            // RFC 6066 §3: an address is never sent as the server name, and rustls needs one for its own bookkeeping only.
            _ => {
                config.enable_sni = false;
                (ServerName::IpAddress(address.into()), None)
            }
        };
        Ok(Self {
            config: Arc::new(config),
            capture,
            sessions,
            server_name,
            offered: offer.told(sent_name),
        })
    }

    /// Does a handshake; it resumes a session of the peer where there is one. What was seen of the server comes back also
    /// where it fails. `patience` bounds the whole handshake.
    pub async fn handshake<S>(
        &self,
        stream: S,
        patience: Duration,
    ) -> (Seen, Result<(TlsSession<S>, Handshake), TlsFault>)
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let kept = Kept::default();
        let connector = TlsConnector::from(self.config.clone());
        let connect = connector.connect(self.server_name.clone(), Tap::new(stream, kept.clone()));
        let connected = tokio::time::timeout(patience, connect).await;
        let first = kept.take();
        let outcome = match connected {
            Err(_) => Err(TlsFault::timed_out(patience, &first)),
            Ok(Err(error)) => Err(TlsFault::from_io(&error, &first)),
            Ok(Ok(stream)) => match self.negotiated(stream.get_ref().1, &first) {
                Some(handshake) => Ok((TlsSession { stream }, handshake)),
                None => Err(TlsFault::Other(
                    "the handshake ended without a result".to_owned(),
                )),
            },
        };
        let seen = Seen {
            offered: self.offered.clone(),
            warning: warning(&first),
            has_chosen: has_chosen(&first),
            ..self.capture.take()
        };
        (seen, outcome)
    }

    /// The tickets that came since this was asked last. In TLS 1.3 they come after the handshake, with what is read then.
    pub fn take_tickets(&self) -> Tickets {
        Tickets {
            can_resume: self.can_resume(),
            ..self.sessions.take_tickets()
        }
    }

    /// Whether the next handshake will try to resume a session.
    pub fn can_resume(&self) -> bool {
        self.sessions.can_resume()
    }

    fn negotiated(&self, connection: &ClientConnection, first: &[u8]) -> Option<Handshake> {
        let kind = connection.handshake_kind();
        let cleartext = Cleartext::read(first);
        if let Some(lifetime_hint) = cleartext.as_ref().and_then(|it| it.ticket_lifetime_hint) {
            self.sessions.note_ticket(lifetime_hint);
        }
        Some(Handshake {
            version: connection.protocol_version()?,
            suite: connection.negotiated_cipher_suite()?.suite(),
            group: connection
                .negotiated_key_exchange_group()
                .map(|group| group.name()),
            retried: kind == Some(HandshakeKind::FullWithHelloRetryRequest),
            resumed: kind == Some(HandshakeKind::Resumed),
            protocol: connection.alpn_protocol().map(<[u8]>::to_vec),
            cleartext,
        })
    }
}

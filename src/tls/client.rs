//! One handshake over a connection that already stands.

use super::capture::Capture;
use super::fault::{TlsFault, warning};
use super::handshake::{Handshake, Seen};
use super::offer::Offer;
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

/// A connection inside TLS.
pub struct TlsSession<S> {
    /// The encrypted stream.
    pub stream: TlsStream<Tap<S>>,
    kept: Kept,
}

impl<S> TlsSession<S> {
    /// The connection below TLS.
    pub fn connection(&self) -> &S {
        self.stream.get_ref().0.below()
    }

    /// What a failed read or write inside TLS means.
    pub fn fault(&self, error: &io::Error) -> TlsFault {
        TlsFault::from_io(error, &first(&self.kept))
    }
}

/// Does the handshake. What was seen of the server comes back also where it fails.
///
/// `name` and `address` are the peer's; the name is what goes into the server name unless the offer says otherwise.
/// `patience` bounds the whole handshake.
pub async fn handshake<S>(
    stream: S,
    offer: &Offer,
    name: Option<&str>,
    address: IpAddr,
    patience: Duration,
) -> (Seen, Result<(TlsSession<S>, Handshake), TlsFault>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let capture = Capture::new(offer.identity.clone());
    let (config, server_name, sent_name) = match configure(offer, capture.clone(), name, address) {
        Ok(configured) => configured,
        Err(error) => return (Seen::default(), Err(TlsFault::Other(error.to_string()))),
    };
    let kept = Kept::default();
    let connector = TlsConnector::from(Arc::new(config));
    let connect = connector.connect(server_name, Tap::new(stream, kept.clone()));
    let outcome = match tokio::time::timeout(patience, connect).await {
        Err(_) => Err(TlsFault::timed_out(patience, &first(&kept))),
        Ok(Err(error)) => Err(TlsFault::from_io(&error, &first(&kept))),
        Ok(Ok(stream)) => match negotiated(stream.get_ref().1, sent_name) {
            Some(handshake) => Ok((
                TlsSession {
                    stream,
                    kept: kept.clone(),
                },
                handshake,
            )),
            None => Err(TlsFault::Other(
                "the handshake ended without a result".to_owned(),
            )),
        },
    };
    let seen = Seen {
        warning: warning(&first(&kept)),
        ..capture.seen()
    };
    (seen, outcome)
}

fn configure(
    offer: &Offer,
    capture: Arc<Capture>,
    name: Option<&str>,
    address: IpAddr,
) -> Result<(ClientConfig, ServerName<'static>, Option<String>), rustls::Error> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(offer.provider()))
        .with_protocol_versions(&offer.versions())?
        .dangerous()
        .with_custom_certificate_verifier(capture.clone())
        .with_client_cert_resolver(capture);
    // One handshake is observed; a resumed one would hide the certificate.
    config.resumption = Resumption::disabled();
    let wanted = offer
        .server_name
        .as_deref()
        .or(name)
        .filter(|_| offer.send_server_name);
    let dns_name = wanted.and_then(|name| ServerName::try_from(name.to_owned()).ok());
    match dns_name {
        Some(server_name @ ServerName::DnsName(_)) => {
            let sent = server_name.to_str().into_owned();
            Ok((config, server_name, Some(sent)))
        }
        // RFC 6066 §3: an address is never sent as the server name, and rustls needs one for its own bookkeeping only.
        _ => {
            config.enable_sni = false;
            Ok((config, ServerName::IpAddress(address.into()), None))
        }
    }
}

fn negotiated(connection: &ClientConnection, server_name: Option<String>) -> Option<Handshake> {
    Some(Handshake {
        version: connection.protocol_version()?,
        suite: connection.negotiated_cipher_suite()?.suite(),
        group: connection
            .negotiated_key_exchange_group()
            .map(|group| group.name()),
        retried: connection.handshake_kind() == Some(HandshakeKind::FullWithHelloRetryRequest),
        server_name,
    })
}

fn first(kept: &Kept) -> Vec<u8> {
    kept.lock().map(|kept| kept.clone()).unwrap_or_default()
}

//! A server on loopback that plays a script to each client.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::authority::Authority;
use super::hello::ClientHello;
use super::log::Log;
use super::script::{Act, profiles};
use super::session::Session;
use super::tls::{Configured, TlsProfile};
use super::wire::Wire;
use crate::probe::ProxyVersion;

/// How many connections one server holds at a time.
const MOST_CONNECTIONS: usize = 256;

/// How long a connection lasts at most: longer than any timeout of RFC 5321 §4.5.3.2.
const LIFETIME: Duration = Duration::from_secs(900);

/// How many lines the head of an HTTP request may have.
const MOST_LINES: usize = 100;

/// One host of the lab.
pub(super) struct Server {
    host: String,
    script: Vec<Act>,
    /// One for each profile of the script, so that every connection meets the same certificate.
    configs: Vec<(TlsProfile, Configured)>,
    log: Log,
    /// How many scripts were taken out of a list so far.
    turns: AtomicUsize,
}

impl Server {
    pub(super) fn new(
        host: &str,
        script: &[Act],
        authority: &Authority,
        log: Log,
    ) -> io::Result<Self> {
        let configs = profiles(script).into_iter().map(|profile| {
            let config = profile.configure(host, authority)?;
            Ok((profile.clone(), config))
        });
        Ok(Self {
            host: host.to_owned(),
            script: script.to_vec(),
            configs: configs.collect::<io::Result<_>>()?,
            log,
            turns: AtomicUsize::new(0),
        })
    }

    /// The name of the host.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// The end-entity certificates of its first profile of TLS: one, or two of different kinds.
    pub(super) fn certificates(&self) -> impl Iterator<Item = &CertificateDer<'static>> {
        let first = self.configs.iter().take(1);
        first.flat_map(|(_, configured)| &configured.certificates)
    }

    /// Accepts connections for as long as the runtime lives.
    pub(super) async fn listen(self, listener: TcpListener) {
        let server = Arc::new(self);
        let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            let place = places.clone().acquire_owned().await;
            match listener.accept().await {
                Ok((tcp, _)) => {
                    let server = server.clone();
                    tokio::spawn(async move {
                        server.play(tcp).await;
                        drop(place);
                    });
                }
                // Such as too many open files: it passes.
                Err(_) => sleep(Duration::from_millis(10)).await,
            }
        }
    }

    async fn play(&self, tcp: TcpStream) {
        let Ok(mut wire) = Wire::new(tcp, self.log.clone(), &self.host) else {
            return;
        };
        let played = timeout(LIFETIME, async {
            for act in &self.script {
                self.perform(act, &mut wire).await?;
            }
            Ok(())
        });
        let result = played.await.unwrap_or_else(|late| Err(late.into()));
        wire.ended(result);
        wire.close().await;
    }

    async fn perform(&self, act: &Act, wire: &mut Wire) -> io::Result<()> {
        match act {
            Act::Send(bytes) => wire.send(bytes).await?,
            Act::SendSplit { bytes, size, every } => {
                for piece in bytes.chunks((*size).max(1)) {
                    wire.send(piece).await?;
                    sleep(*every).await;
                }
            }
            Act::SendEndlessly(bytes) => loop {
                wire.send(bytes).await?;
            },
            Act::Wait(pause) => sleep(*pause).await,
            Act::Expect(word) => expect(word, wire).await?,
            Act::Introduced(version) => introduced(*version, wire).await?,
            Act::Request => request(wire).await?,
            Act::Swallow => drop(wire.swallow().await?),
            Act::Await => wire.arrival().await?,
            Act::Refuse(of, bytes) => {
                if ClientHello::read(&wire.hello().await?)?.is(*of) {
                    wire.swallow().await?;
                    wire.send(bytes).await?;
                    wire.close().await;
                    return Err(io::Error::other("refused the hello, as told"));
                }
            }
            Act::Old(old) => {
                let hello = ClientHello::read(&wire.hello().await?)?;
                wire.swallow().await?;
                let certificate = old.certificate.as_ref();
                let chain = certificate.and_then(|profile| self.configured(profile));
                let chain = chain.map_or(&[][..], |configured| &configured.chain);
                wire.send(&old.answer(&hello, chain)).await?;
            }
            Act::Handshake(profile) => wire.handshake(self.config(profile)?).await?,
            Act::Serve(manners) => {
                wire.certificate = self.certificates().next().map(|der| der.to_vec());
                let tls = match manners.starttls {
                    Some(_) => Some(self.config(&manners.tls)?),
                    None => None,
                };
                Session::new(wire, manners, &self.host, tls).hold().await?;
            }
            Act::InTurn(scripts) => {
                let turn = self.turns.fetch_add(1, Ordering::Relaxed);
                let script = scripts.iter().cycle().nth(turn % scripts.len().max(1));
                for act in script.into_iter().flatten() {
                    Box::pin(self.perform(act, wire)).await?;
                }
            }
            Act::Close => wire.close().await,
            Act::HangUp => wire.hang_up().await,
            Act::Reset => wire.reset()?,
            Act::Stall => while wire.swallow().await? {},
        }
        Ok(())
    }

    fn config(&self, wanted: &TlsProfile) -> io::Result<Arc<ServerConfig>> {
        match self.configured(wanted) {
            Some(configured) => Ok(configured.config.clone()),
            None => Err(io::Error::other("no configuration for this TLS profile")),
        }
    }

    fn configured(&self, wanted: &TlsProfile) -> Option<&Configured> {
        let mut configs = self.configs.iter();
        let (_, configured) = configs.find(|(profile, _)| profile == wanted)?;
        Some(configured)
    }
}

/// Reads the head of a request.
async fn request(wire: &mut Wire) -> io::Result<()> {
    for _ in 0..MOST_LINES {
        match wire.command().await?.as_deref() {
            None => return Err(io::ErrorKind::UnexpectedEof.into()),
            Some("") => return Ok(()),
            Some(_) => (),
        }
    }
    Err(io::Error::other("the head of the request does not end"))
}

/// Reads a header of the PROXY protocol.
async fn introduced(version: ProxyVersion, wire: &mut Wire) -> io::Result<()> {
    match version {
        ProxyVersion::V1 => wire.text_header().await,
        ProxyVersion::V2 => wire.binary_header().await,
    }
}

async fn expect(word: &str, wire: &mut Wire) -> io::Result<()> {
    let Some(line) = wire.command().await? else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    match line.get(..word.len()) {
        Some(start) if start.eq_ignore_ascii_case(word) => Ok(()),
        _ => Err(io::Error::other(format!("expected {word}, heard {line}"))),
    }
}

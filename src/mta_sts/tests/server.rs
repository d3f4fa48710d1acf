//! A policy host on loopback, good or bad, and a fetch from it.

use crate::dns::{DnssecAnchors, DnssecMode, DomainName, Resolver, ResolverChoice};
use crate::interrupt::Interrupt;
use crate::lab::{Authority, CertificateSpec};
use crate::mta_sts::{Fetch, Settings, fetch};
use crate::route::Family;
use crate::tls::Offer;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The policy host of `sts.test`.
pub(crate) const HOST: &str = "mta-sts.sts.test";

/// A policy that is as it should be.
pub(crate) const POLICY: &str =
    "version: STSv1\r\nmode: enforce\r\nmx: mx1.sts.test\r\nmax_age: 604800\r\n";

/// What the host does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Manner {
    /// Answers with these octets, and closes in order.
    Answer(Vec<u8>),
    /// Answers with these octets, and closes without a farewell of TLS.
    Cut(Vec<u8>),
    /// Answers with the first, then with the second again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// Answers with these octets, and then keeps silent.
    Stall(Vec<u8>),
    /// Speaks this in the clear where TLS is due.
    Clear(Vec<u8>),
    /// Closes the connection where TLS is due.
    Close,
}

/// A running policy host.
pub(crate) struct Server {
    /// Where it really is.
    pub(crate) socket: SocketAddr,
    /// What was asked of it.
    pub(crate) heard: Arc<Mutex<Vec<Heard>>>,
}

/// One request, and the server name that was sent.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) server_name: Option<String>,
    pub(crate) request: String,
}

impl Server {
    /// Starts it within the runtime of the test.
    pub(crate) async fn start(
        authority: &Authority,
        spec: &CertificateSpec,
        manner: Manner,
    ) -> Self {
        let identity = authority.issue(HOST, spec).unwrap();
        let provider = Arc::new(aws_lc_rs::default_provider());
        let key = provider
            .key_provider
            .load_private_key(identity.key)
            .unwrap();
        let key = Arc::new(CertifiedKey::new(identity.chain, key));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(key)));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let socket = listener.local_addr().unwrap();
        let heard = Arc::default();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(serve(listener, acceptor, manner, Arc::clone(&heard)));
        Self { socket, heard }
    }

    /// Fetches from it, wherever its name would lead.
    pub(crate) async fn fetch(&self) -> Fetch {
        let settings = settings(Some(self.socket));
        fetch(host(), &no_resolver(), &settings).await
    }
}

/// The policy host's name.
pub(crate) fn host() -> DomainName {
    DomainName::parse(HOST).unwrap()
}

/// How the tests fetch.
pub(crate) fn settings(moved: Option<SocketAddr>) -> Settings {
    let moved = moved.map(|socket| format!("{HOST}:443:{socket}").parse().unwrap());
    Settings {
        family: Family::Both,
        connect_to: moved.into_iter().collect(),
        proxy: None,
        offer: Offer::default(),
        connect: Duration::from_secs(20),
        read: Duration::from_secs(20),
        deadline: Instant::now() + Duration::from_secs(60),
        interrupt: Interrupt::default(),
    }
}

/// A resolver that must not be asked.
pub(crate) fn no_resolver() -> Resolver {
    Resolver::new(
        ResolverChoice::At((Ipv4Addr::LOCALHOST, 1).into()),
        DnssecMode::Off,
        DnssecAnchors::iana(),
    )
}

/// Does this in a runtime as the program has it.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

/// An answer with a policy as its body.
pub(crate) fn answer(head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// The answer of a good policy host.
pub(crate) fn good() -> Vec<u8> {
    answer("200 OK\r\nContent-Type: text/plain", POLICY)
}

async fn serve(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    manner: Manner,
    heard: Arc<Mutex<Vec<Heard>>>,
) {
    while let Ok((mut tcp, _)) = listener.accept().await {
        match &manner {
            Manner::Clear(text) => {
                let _ = tcp.write_all(text).await;
                // The ClientHello is read, so that closing does not reset.
                let _ = tcp.read(&mut [0; 4096]).await;
            }
            Manner::Close => {
                let _ = tcp.read(&mut [0; 4096]).await;
            }
            manner => {
                if let Ok(tls) = acceptor.accept(tcp).await {
                    talk(tls, manner, &heard).await;
                }
            }
        }
    }
}

async fn talk(mut tls: TlsStream<TcpStream>, manner: &Manner, heard: &Mutex<Vec<Heard>>) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        match tls.read_u8().await {
            Ok(octet) => request.push(octet),
            Err(_) => return,
        }
    }
    heard.lock().unwrap().push(Heard {
        server_name: tls.get_ref().1.server_name().map(str::to_owned),
        request: String::from_utf8_lossy(&request).into_owned(),
    });
    match manner {
        Manner::Answer(octets) => {
            let _ = tls.write_all(octets).await;
            let _ = tls.shutdown().await;
        }
        Manner::Cut(octets) => {
            let _ = tls.write_all(octets).await;
            let _ = tls.flush().await;
        }
        Manner::Endless(first, octets) => {
            let _ = tls.write_all(first).await;
            while tls.write_all(octets).await.is_ok() {}
        }
        Manner::Stall(octets) => {
            let _ = tls.write_all(octets).await;
            let _ = tls.flush().await;
            let _ = tls.read(&mut [0; 1]).await;
        }
        Manner::Clear(_) | Manner::Close => {}
    }
}

//! Fetching a policy over HTTPS (RFC 8461 §3.3): which host, which addresses, which way it went.

use super::exchange::exchange;
use super::response::Response;
use crate::dns::{DomainName, NoAnswer, Resolver, Trail};
use crate::interrupt::{Interrupt, Signal};
use crate::probe::{ConnectFault, SocksProxy, connect};
use crate::route::{ConnectTo, Family};
use crate::tls::{Handshake, Offer, Seen, TlsClient, TlsFault};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// Where the policy is on its host (RFC 8461 §3.2).
pub const URL_PATH: &str = "/.well-known/mta-sts.txt";

/// The port of HTTPS (RFC 9110 §4.2.2).
const PORT: u16 = 443;

/// How many addresses of the policy host are tried.
const ADDRESSES: usize = 8;

/// How long a fetch may take at most: what RFC 8461 §3.3 suggests to senders.
const LONGEST_FETCH: Duration = Duration::from_secs(60);

/// How to fetch.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which addresses are used.
    pub family: Family,
    /// Where sockets are moved to, by `--connect-to`.
    pub connect_to: Vec<ConnectTo>,
    /// The proxy through which the connection goes.
    pub proxy: Option<SocksProxy>,
    /// What the ClientHello offers; server name, application protocol and client certificate are the fetch's own.
    pub offer: Offer,
    /// For a TCP connection.
    pub connect: Duration,
    /// For the handshake, for the head of the answer and for each piece of its body.
    pub read: Duration,
    /// When the whole run must be over.
    pub deadline: Instant,
    /// The signal that may end it before that.
    pub interrupt: Interrupt,
}

/// What a fetch showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The policy host.
    pub host: DomainName,
    /// How its addresses were looked up, AAAA before A; none where the socket is moved.
    pub trails: Vec<Trail>,
    /// The addresses to which there was no connection, and why.
    pub failed: Vec<(IpAddr, ConnectFault)>,
    /// The address that was connected to.
    pub address: Option<IpAddr>,
    /// What the host showed in the handshake.
    pub seen: Option<Seen>,
    /// What was negotiated in the handshake, where it was completed.
    pub handshake: Option<Handshake>,
    /// What it answered, or why there is no answer.
    pub outcome: Result<Response, FetchFault>,
    /// How long everything took.
    pub took: Duration,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchFault {
    /// The host has no address.
    Dns(NoAnswer),
    /// It has addresses, but `-4` or `-6` leaves none of them.
    OtherFamily,
    /// There was no connection to any of its addresses; the last fault.
    Connect(ConnectFault),
    /// TLS failed.
    Tls(TlsFault),
    /// It did not answer within this time.
    TimedOut(Duration),
    /// It closed the connection instead of answering.
    Closed,
    /// What it answered is no HTTP; in the library's words.
    NotHttp(String),
    /// The time for the whole run was over first.
    Deadline,
    /// A signal ended the run first.
    Interrupted(Signal),
}

/// The policy host of a domain: `mta-sts` before it (RFC 8461 §3.2); nothing where that would be too long for a name.
pub fn policy_host(domain: &DomainName) -> Option<DomainName> {
    DomainName::parse(&format!("mta-sts.{domain}")).ok()
}

/// Fetches the policy from a policy host.
pub async fn fetch(host: DomainName, resolver: &Resolver, settings: &Settings) -> Fetch {
    let begun = Instant::now();
    let end = settings.deadline.min(begun + LONGEST_FETCH);
    let mut fetch = Fetch {
        host,
        trails: Vec::new(),
        failed: Vec::new(),
        address: None,
        seen: None,
        handshake: None,
        outcome: Err(FetchFault::Deadline),
        took: Duration::ZERO,
    };
    let whole = fetch.go(resolver, settings);
    let outcome = tokio::select! {
        biased;
        outcome = tokio::time::timeout_at(end.into(), whole) => outcome,
        signal = settings.interrupt.came() => Ok(Err(FetchFault::Interrupted(signal))),
    };
    fetch.outcome = match outcome {
        Ok(outcome) => outcome,
        Err(_) if end == settings.deadline => Err(FetchFault::Deadline),
        Err(_) => Err(FetchFault::TimedOut(LONGEST_FETCH)),
    };
    fetch.took = begun.elapsed();
    fetch
}

impl Fetch {
    async fn go(
        &mut self,
        resolver: &Resolver,
        settings: &Settings,
    ) -> Result<Response, FetchFault> {
        let sockets = self.sockets(resolver, settings).await?;
        let mut last = None;
        for (address, socket) in sockets {
            match connect(socket, settings.connect, settings.proxy.as_ref()).await {
                Ok(stream) => {
                    self.address = Some(address);
                    return self.ask(stream, address, settings).await;
                }
                Err(fault) => {
                    self.failed.push((address, fault.clone()));
                    last = Some(FetchFault::Connect(fault));
                }
            }
        }
        Err(last.unwrap_or(FetchFault::OtherFamily))
    }

    /// The addresses of the host, and where their sockets go. An alias to a provider is followed by the lookup; the name that is
    /// asked for stays (RFC 8461 §7.1, §8.2).
    async fn sockets(
        &mut self,
        resolver: &Resolver,
        settings: &Settings,
    ) -> Result<Vec<(IpAddr, SocketAddr)>, FetchFault> {
        if let Some(socket) = ConnectTo::target_of_name(&settings.connect_to, &self.host, PORT) {
            let allowed = settings.family.allows(socket.ip());
            return Ok(Vec::from_iter(allowed.then_some((socket.ip(), socket))));
        }
        let (v6, v4) = tokio::join!(resolver.ipv6(&self.host), resolver.ipv4(&self.host));
        self.trails = vec![v6.trail, v4.trail];
        let mut addresses = Vec::new();
        let mut trouble: Option<NoAnswer> = None;
        for outcome in [v6.outcome, v4.outcome] {
            match outcome {
                Ok(found) => addresses.extend(found.into_iter().take(ADDRESSES / 2)),
                // What could not be found out outweighs what is certainly not there.
                Err(no_answer) => match &trouble {
                    Some(worse) if !worse.is_certain() => {}
                    Some(NoAnswer::NxDomain | NoAnswer::DanglingAlias(_))
                        if no_answer.is_certain() => {}
                    _ => trouble = Some(no_answer),
                },
            }
        }
        if addresses.is_empty() {
            return Err(FetchFault::Dns(trouble.unwrap_or(NoAnswer::NoData)));
        }
        let usable = addresses.into_iter().filter_map(|address| {
            let moved = ConnectTo::target(&settings.connect_to, None, address, PORT);
            let socket = moved.unwrap_or(SocketAddr::new(address, PORT));
            let allowed = settings.family.allows(address) && settings.family.allows(socket.ip());
            allowed.then_some((address, socket))
        });
        Ok(usable.collect())
    }

    /// Does the handshake and asks. The certificate is only taken down here and judged afterwards, as a mail server's is: the
    /// request tells nothing that is secret, and of a host that is not trusted it is worth knowing what it serves.
    async fn ask(
        &mut self,
        stream: tokio::net::TcpStream,
        address: IpAddr,
        settings: &Settings,
    ) -> Result<Response, FetchFault> {
        let offer = Offer {
            // RFC 8461 §7.1: the server name is the policy host's, whatever alias led to its address.
            send_server_name: true,
            server_name: None,
            protocols: vec![b"http/1.1".to_vec()],
            identity: None,
            ..settings.offer.clone()
        };
        let client = TlsClient::new(&offer, Some(self.host.ascii()), address);
        let client = client.map_err(FetchFault::Tls)?;
        let (seen, outcome) = client.handshake(stream, settings.read).await;
        self.seen = Some(seen);
        let (session, handshake) = outcome.map_err(FetchFault::Tls)?;
        self.handshake = Some(handshake);
        exchange(session, &self.host, settings.read).await
    }
}

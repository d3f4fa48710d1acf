//! A scenario brought to life: its servers on a thread of their own, its files in a folder of their own.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use super::authority::Authority;
use super::dns::{self, Zones};
use super::log::Log;
use super::scenario::{Behaviour, Scenario};
use super::server::Server;

/// How many connections the shortest queue of a system may hold.
const QUEUE: usize = 64;
/// How long a connection to this machine may take before the queue counts as full.
const KNOCK: Duration = Duration::from_millis(100);

/// The folder of messages within the lab's own.
const MAIL: &str = "mail";

/// A running lab. Dropping it stops its servers and removes its folder.
pub struct Lab {
    scenario: Scenario,
    dns: SocketAddr,
    /// Where each host really is, in the order of the scenario.
    addresses: Vec<SocketAddr>,
    log: Log,
    folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Lab {
    /// Starts all servers of a scenario; they accept connections when this returns.
    pub fn start(scenario: &Scenario) -> io::Result<Self> {
        Self::start_in(&std::env::temp_dir(), scenario)
    }

    /// The same with its own folder in this one.
    pub fn start_in(parent: &Path, scenario: &Scenario) -> io::Result<Self> {
        let authority = Authority::new()?;
        let folder = furnish(parent, &authority)?;
        let log = Log::with_folder(folder.path().join(MAIL));
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let context = runtime.enter();
        let mut servers = Vec::new();
        for host in &scenario.hosts {
            if let Behaviour::Script(script) = &host.behaviour {
                servers.push(Server::new(&host.name, script, &authority, log.clone())?);
            }
        }
        let zones = zones(scenario, &servers, &authority)?;
        write(folder.path(), "trust-anchor.txt", &zones.trust_anchor()?)?;
        if let Some(password) = &scenario.password {
            write(folder.path(), "password.txt", password)?;
        }
        let (dns, dns_server) = dns::serve(zones, dns::bind()?)?;
        let mut servers = servers.into_iter();
        let mut addresses = Vec::new();
        let mut places = Vec::new();
        for host in &scenario.hosts {
            let socket = TcpSocket::new_v4()?;
            socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
            addresses.push(socket.local_addr()?);
            match &host.behaviour {
                Behaviour::Script(_) => {
                    let listener: TcpListener = socket.listen(128)?;
                    if let Some(server) = servers.next() {
                        runtime.spawn(server.listen(listener));
                    }
                }
                Behaviour::Down => places.push(Place::Closed { _socket: socket }),
                Behaviour::Deaf => places.push(deafen(socket)?),
            }
        }
        drop(context);

        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::Builder::new().name("smtls-lab".to_owned());
        let thread = thread.spawn(move || {
            // Ends with an error when the lab drops its end: that is the signal.
            let _ = runtime.block_on(stopped);
            drop((dns_server, places));
        })?;
        Ok(Self {
            scenario: scenario.clone(),
            dns,
            addresses,
            log,
            folder,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// What a user would type after `smtls probe`.
    pub fn probe_arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--dns".to_owned(), self.dns.to_string()];
        for (host, address) in self.scenario.hosts.iter().zip(&self.addresses) {
            arguments.push("--connect-to".to_owned());
            arguments.push(match host.address {
                None => format!("{}:{}:{address}", host.name, host.port),
                Some(IpAddr::V4(known)) => format!("{known}:{}:{address}", host.port),
                Some(IpAddr::V6(known)) => format!("[{known}]:{}:{address}", host.port),
            });
        }
        for (option, file) in [
            ("--ca-file", "root.pem"),
            ("--trust-anchor", "trust-anchor.txt"),
        ] {
            arguments.push(option.to_owned());
            arguments.push(self.folder().join(file).display().to_string());
        }
        if self.scenario.password.is_some() {
            arguments.push("--auth-password-file".to_owned());
            arguments.push(self.folder().join("password.txt").display().to_string());
        }
        arguments.extend(self.scenario.options.iter().cloned());
        arguments.push(self.scenario.target.clone());
        arguments
    }

    /// The scenario that is played.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Where the DNS server answers, over UDP and TCP.
    pub fn dns_address(&self) -> SocketAddr {
        self.dns
    }

    /// Where the host of that name really is.
    pub fn address_of(&self, host: &str) -> Option<SocketAddr> {
        let mut hosts = self.scenario.hosts.iter().zip(&self.addresses);
        let (_, address) = hosts.find(|(known, _)| known.name == host)?;
        Some(*address)
    }

    /// What the clients said.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The folder that messages are put into; it is there once the first was taken.
    pub fn mail_folder(&self) -> PathBuf {
        self.folder().join(MAIL)
    }

    /// The folder with `root.pem`, with `trust-anchor.txt`, the key of the root zone, and with `client.pem` and `client.key` for
    /// servers that want a client certificate.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic over there has been printed already, and a drop is no place for a second one.
            let _ = thread.join();
        }
    }
}

/// A port that is kept without a server.
enum Place {
    /// Bound, so that nobody else comes to listen there.
    Closed { _socket: TcpSocket },
    /// Its queue is full of connections that nobody accepts, so that the system drops every further one.
    Full {
        _listener: TcpListener,
        _queue: Vec<TcpStream>,
    },
}

/// The zones of a scenario, with TLSA records of the certificates that its servers have.
fn zones(scenario: &Scenario, servers: &[Server], authority: &Authority) -> io::Result<Zones> {
    let mut lines = scenario.zone_lines();
    for tlsa in &scenario.tlsa {
        lines.push(tlsa.line(servers, authority)?);
    }
    Zones::new(scenario, &lines)
}

/// Fills the queue of a port with connections.
fn deafen(socket: TcpSocket) -> io::Result<Place> {
    let address = socket.local_addr()?;
    let listener = socket.listen(0)?;
    let mut queue = Vec::new();
    while queue.len() < QUEUE {
        match TcpStream::connect_timeout(&address, KNOCK) {
            Ok(stream) => queue.push(stream),
            Err(_) => break,
        }
    }
    Ok(Place::Full {
        _listener: listener,
        _queue: queue,
    })
}

/// Makes the folder, with the root and a client's certificate and key in it.
fn furnish(parent: &Path, authority: &Authority) -> io::Result<TempDir> {
    let folder = tempfile::Builder::new()
        .prefix("smtls-lab-")
        .tempdir_in(parent)?;
    let client = authority.issue_client()?;
    write(folder.path(), "root.pem", &authority.root_pem())?;
    write(folder.path(), "client.pem", &client.chain_pem)?;
    write(folder.path(), "client.key", &client.key_pem)?;
    Ok(folder)
}

/// Writes a file that nobody else can read.
fn write(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join(name))?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::find;

    #[test]
    fn the_arguments_are_what_a_user_would_type() {
        let scenario = Scenario {
            options: vec!["--all".to_owned()],
            ..find("good").unwrap()
        };
        let lab = Lab::start(&scenario).unwrap();
        let mx1 = lab.address_of("mx1.good.test").unwrap();
        let mx2 = lab.address_of("mx2.good.test").unwrap();
        let root = lab.folder().join("root.pem");
        let anchor = lab.folder().join("trust-anchor.txt");
        assert_eq!(
            lab.probe_arguments().join(" "),
            format!(
                "--dns {} --connect-to mx1.good.test:25:{mx1} --connect-to mx2.good.test:25:{mx2} \
                 --ca-file {} --trust-anchor {} --all good.test",
                lab.dns_address(),
                root.display(),
                anchor.display()
            )
        );
        assert_eq!(lab.address_of("mx3.good.test"), None);
    }

    #[test]
    fn dropping_a_lab_ends_its_servers_and_connections() {
        let lab = Lab::start(&find("good").unwrap()).unwrap();
        let address = lab.address_of("mx1.good.test").unwrap();
        let dns = lab.dns_address();
        let open = TcpStream::connect(address).unwrap();
        drop(lab);
        assert!(TcpStream::connect(address).is_err());
        assert!(TcpStream::connect(dns).is_err());
        let mut rest = Vec::new();
        // An end or a reset, but no wait.
        let _ = io::Read::read_to_end(&mut &open, &mut rest);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let lab = Lab::start(&find("null-mx").unwrap()).unwrap();
        let key = lab.folder().join("client.key");
        let mode = key.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[tokio::test]
    async fn a_lab_may_live_within_another_runtime() {
        drop(Lab::start(&find("good").unwrap()).unwrap());
    }
}

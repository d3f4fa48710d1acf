//! A small SOCKS proxy (RFC 1928, RFC 1929), good or bad in one thing.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What a proxy does.
#[derive(Clone, Copy)]
pub enum Manner {
    /// Connects everybody to everywhere.
    Open,
    /// Connects those with this user and password.
    For(&'static str, &'static str),
    /// Answers each request with this reply code, and connects nobody.
    Replies(u8),
    /// Answers the first octets with these, and goes.
    Says(&'static [u8]),
    /// Says nothing.
    Silent,
}

/// A proxy on loopback, whose threads end with their connections or with the test's process.
pub struct Socks {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<SocketAddr>>>,
}

impl Socks {
    pub fn new(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, noted) = (client.unwrap(), noted.clone());
                // A client that leaves early is what some tests are about.
                thread::spawn(move || serve(client, manner, &noted));
            }
        });
        Self { address, asked }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("socks5://{}", self.address)
    }

    /// The same with a user.
    pub fn url_for(&self, user: &str) -> String {
        format!("socks5://{user}@{}", self.address)
    }

    /// Where it was asked to connect to, in order.
    pub fn asked(&self) -> Vec<SocketAddr> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut client: TcpStream, manner: Manner, asked: &Mutex<Vec<SocketAddr>>) -> io::Result<()> {
    let [version, methods] = read(&mut client)?;
    let mut offered = vec![0; usize::from(methods)];
    client.read_exact(&mut offered)?;
    assert_eq!(version, 5);
    match manner {
        Manner::Says(octets) => return client.write_all(octets),
        Manner::Silent => return client.read(&mut [0]).map(drop),
        Manner::Open | Manner::Replies(_) => client.write_all(&[5, 0])?,
        Manner::For(..) if !offered.contains(&2) => return client.write_all(&[5, 0xff]),
        Manner::For(user, password) => {
            client.write_all(&[5, 2])?;
            let [_, length] = read(&mut client)?;
            let given = text(&mut client, length)?;
            let [length] = read(&mut client)?;
            let good =
                (given, text(&mut client, length)?) == (user.to_owned(), password.to_owned());
            client.write_all(&[1, u8::from(!good)])?;
            if !good {
                return Ok(());
            }
        }
    }
    let [_, command, _, kind] = read(&mut client)?;
    assert_eq!(command, 1, "CONNECT");
    let address = match kind {
        1 => IpAddr::from(Ipv4Addr::from(read::<4>(&mut client)?)),
        4 => IpAddr::from(Ipv6Addr::from(read::<16>(&mut client)?)),
        kind => panic!("an address of kind {kind}: names are never given to the proxy"),
    };
    let target = SocketAddr::new(address, u16::from_be_bytes(read(&mut client)?));
    asked.lock().unwrap().push(target);
    let (code, server) = match (manner, TcpStream::connect(target)) {
        (Manner::Replies(code), _) => (code, None),
        (_, Ok(server)) => (0, Some(server)),
        (_, Err(_)) => (5, None),
    };
    client.write_all(&[5, code, 0, 1, 127, 0, 0, 1, 0, 0])?;
    let Some(server) = server else { return Ok(()) };
    let (from, to) = (server.try_clone()?, client.try_clone()?);
    thread::spawn(move || pass(from, to));
    pass(client, server);
    Ok(())
}

/// Passes on what comes, up to its end.
fn pass(mut from: TcpStream, mut to: TcpStream) {
    // How it ends is the test's own affair.
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}

fn read<const N: usize>(stream: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut octets = [0; N];
    stream.read_exact(&mut octets)?;
    Ok(octets)
}

fn text(stream: &mut TcpStream, length: u8) -> io::Result<String> {
    let mut octets = vec![0; usize::from(length)];
    stream.read_exact(&mut octets)?;
    String::from_utf8(octets).map_err(io::Error::other)
}

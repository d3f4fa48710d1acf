//! A relay before a server that lets octets wait on their way, and counts how often the client spoke.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long octets are on their way: long enough for a client to say all that it has to say before it is answered.
const DELAY: Duration = Duration::from_millis(40);

/// How long a connection may take to end after its client has.
const NOTICE: Duration = Duration::from_secs(20);

/// A relay.
pub struct Relay {
    pub address: SocketAddr,
    flights: Arc<Mutex<Vec<Flights>>>,
}

/// How often the client spoke on one connection after it had been spoken to.
#[derive(Clone, Copy, Default)]
struct Flights {
    count: usize,
    is_client: bool,
    /// Of the two ways, those on which nothing comes any more.
    ended: usize,
}

impl Relay {
    /// Relays every connection to `server`, in threads that end with it or with the test's process.
    pub fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let flights = Arc::new(Mutex::new(Vec::new()));
        let counted = flights.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                relay(client.unwrap(), server, &counted);
            }
        });
        Self { address, flights }
    }

    /// The flights of each connection, once all of them are over.
    pub fn flights(&self) -> Vec<usize> {
        let begun = Instant::now();
        loop {
            let flights = self.flights.lock().unwrap().clone();
            if flights.iter().all(|one| one.ended == 2) {
                return flights.iter().map(|one| one.count).collect();
            }
            assert!(begun.elapsed() < NOTICE, "a connection does not end");
            thread::sleep(Duration::from_millis(1));
        }
    }
}

fn relay(client: TcpStream, server: SocketAddr, flights: &Arc<Mutex<Vec<Flights>>>) {
    let server = TcpStream::connect(server).unwrap();
    let number = {
        let mut flights = flights.lock().unwrap();
        flights.push(Flights::default());
        flights.len() - 1
    };
    let pairs = [
        (
            client.try_clone().unwrap(),
            server.try_clone().unwrap(),
            true,
        ),
        (server, client, false),
    ];
    for (from, to, is_client) in pairs {
        let flights = flights.clone();
        from.set_nodelay(true).unwrap();
        thread::spawn(move || {
            carry(from, to, || {
                let mut flights = flights.lock().unwrap();
                let one = &mut flights[number];
                one.count += usize::from(is_client && !one.is_client);
                one.is_client = is_client;
            });
            flights.lock().unwrap()[number].ended += 1;
        });
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, note: impl Fn()) {
    let mut buffer = [0; 65_536];
    // An error is an end like any other.
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        note();
        thread::sleep(DELAY);
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

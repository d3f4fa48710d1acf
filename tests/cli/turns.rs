//! Several endpoints at one address take turns.

use crate::support::{Theatre, one_host};
use smtls::lab::{Behaviour, Scenario, mx};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

/// Greets so many clients, one after the other, and tells for each whether another one had come before it was through.
fn crowded(listener: &TcpListener, clients: usize) -> Vec<bool> {
    let mut crowded = Vec::new();
    for _ in 0..clients {
        listener.set_nonblocking(false).unwrap();
        let (client, _) = listener.accept().unwrap();
        client.set_nonblocking(false).unwrap();
        let mut client = BufReader::new(client);
        client.get_mut().write_all(b"220 mx.lab.test\r\n").unwrap();
        client.read_line(&mut String::new()).unwrap();
        // Time for another to come, if any would.
        thread::sleep(Duration::from_millis(300));
        listener.set_nonblocking(true).unwrap();
        let next = listener.accept();
        let alone = matches!(&next, Err(error) if error.kind() == ErrorKind::WouldBlock);
        crowded.push(!alone);
        if !alone {
            break;
        }
        client.get_mut().write_all(b"421 bye\r\n").unwrap();
    }
    crowded
}

#[test]
fn t10_one_connection_to_an_address_at_a_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let hosts = ["mx1.lab.test", "mx2.lab.test", "mx3.lab.test"];
    let theatre = Theatre::new(&Scenario {
        hosts: hosts.map(|host| mx(10, host, Behaviour::Down)).to_vec(),
        ..one_host(Behaviour::Down)
    });
    let server = thread::spawn(move || crowded(&listener, 3));
    let moves: Vec<String> = hosts
        .iter()
        .map(|host| format!("{host}:25:{address}"))
        .collect();
    let mut words = vec!["--all", "lab.test"];
    for one in &moves {
        words.extend(["--connect-to", one]);
    }
    theatre.probe_directly(&words).ends(45, &["421 bye"]);
    assert_eq!(server.join().unwrap(), [false; 3]);
}

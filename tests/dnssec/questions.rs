//! How many questions validation costs.

use crate::lab::{address, anchors, ask, wait};
use smtls::dns::{DnssecMode, DnssecStatus, Resolver, ResolverChoice};
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

/// A relay to a server that counts what it lets through. It lives as long as the tests.
fn counted(server: SocketAddr) -> (SocketAddr, Arc<AtomicUsize>) {
    let front = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = front.local_addr().unwrap();
    let count = Arc::<AtomicUsize>::default();
    let counter = count.clone();
    thread::spawn(move || {
        let mut buffer = [0; 65535];
        loop {
            let (length, client) = front.recv_from(&mut buffer).unwrap();
            counter.fetch_add(1, Ordering::SeqCst);
            let (request, front) = (buffer[..length].to_vec(), front.try_clone().unwrap());
            thread::spawn(move || {
                let back = UdpSocket::bind("127.0.0.1:0").unwrap();
                back.send_to(&request, server).unwrap();
                let mut answer = [0; 65535];
                let (length, _) = back.recv_from(&mut answer).unwrap();
                front.send_to(&answer[..length], client).unwrap();
            });
        }
    });
    (address, count)
}

#[test]
fn the_chain_is_asked_for_once() {
    let (address, count) = counted(address("plain"));
    let choice = ResolverChoice::At(address);
    let resolver = Resolver::new(choice, DnssecMode::Validate, anchors("root.key"));
    let all = async |zone: &str| {
        let begin = Instant::now();
        let before = count.load(Ordering::SeqCst);
        let mx = ask(&resolver, zone, "MX").await;
        let host = format!("mx1.{zone}");
        let (a, aaaa) = tokio::join!(ask(&resolver, &host, "A"), ask(&resolver, &host, "AAAA"));
        let tlsa = ask(&resolver, &format!("_25._tcp.{host}"), "TLSA").await;
        for found in [mx, a, aaaa, tlsa] {
            assert_eq!(found.verdict(), DnssecStatus::Secure, "{found:?}");
        }
        println!("{zone}: {:?}", begin.elapsed());
        count.load(Ordering::SeqCst) - before
    };
    // Four questions, the keys and delegations of the zone, test. and the root, and two of the canary.
    assert_eq!(wait(all("nsec.test.")), 4 + 5 + 2);
    // Of a second zone, its own keys and delegation; nothing the second time.
    assert_eq!(wait(all("kskzsk.test.")), 4 + 2);
    assert_eq!(wait(all("nsec.test.")), 4);
}

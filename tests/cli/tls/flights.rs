//! How often a client has to speak: the protocol's minimum, measured from outside.

use super::profile::{groups, negotiated, versions};
use crate::support::{Relay, Theatre, in_parallel, with_tls};
use rustls::NamedGroup;
use smtls::lab::{Act, Behaviour, Manners, Versions, host};
use smtls::lab::{Scenario, TlsProfile};

/// How often a count is repeated: a machine under load may hold a client up in the middle of a flight, and none can make it
/// speak less often.
const TRIES: usize = 5;

#[test]
fn no_session_takes_more_flights_than_the_protocol_needs() {
    // The flights that cost a round trip; one more is the farewell of TLS, for which nobody waits.
    let rows = [
        // EHLO, STARTTLS, ClientHello, Finished with EHLO, QUIT.
        ("TLS 1.3", Manners::default().into(), 25, 5),
        // The server's Finished comes before EHLO may be said.
        ("TLS 1.2", with_tls(versions(Versions::Tls12)).into(), 25, 6),
        // ClientHello once more.
        (
            "HelloRetryRequest",
            with_tls(groups(&[NamedGroup::secp384r1])).into(),
            25,
            6,
        ),
        // ClientHello, Finished, EHLO, QUIT.
        ("implicit TLS", implicit(), 465, 4),
    ];
    in_parallel(&rows, |(name, behaviour, port, flights)| {
        assert_eq!(least(behaviour, *port), *flights, "{name}");
    });
}

/// The least flights of some sessions, as the relay counts them; what smtls says of each must agree or be less.
fn least(behaviour: &Behaviour, port: u16) -> usize {
    let theatre = Theatre::new(&Scenario {
        hosts: vec![smtls::lab::Host {
            port,
            ..host("mx.lab.test", behaviour.clone())
        }],
        ..Scenario::new("lab", "One host.")
    });
    let relay = Relay::before(theatre.address("mx.lab.test"));
    let moved = format!("mx.lab.test:{port}:{}", relay.address);
    let target = format!("mx.lab.test:{port}");
    for _ in 0..TRIES {
        let words = ["--connect-to", &moved, "--format", "json", &target];
        let report = theatre.probe_directly(&words).exits(0).json();
        assert_eq!(negotiated(&report)["resumed"], false);
        let told = &report["endpoints"][0]["observations"][0]["traffic"]["client_flights"];
        let told = usize::try_from(told.as_u64().unwrap()).unwrap();
        let last = relay.flights().last().copied().unwrap();
        assert!(told < last, "{told} told, {last} seen");
    }
    relay.flights().into_iter().min().unwrap() - 1
}

fn implicit() -> Behaviour {
    vec![
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners {
            starttls: None,
            ..Manners::default()
        }),
    ]
    .into()
}

//! Who was probed, and what was demanded.

use smtls::dns::DomainName;
use smtls::judge::{Demands, Level};
use smtls::probe::Peer;
use smtls::route::{Host, NoHost, Route, Way};
use smtls::smtp::{DropPoint, Protocol, Stage, Stop};
use smtls::target::Target;
use smtls_fuzz::{Act, Script};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 10));

pub fn name() -> DomainName {
    DomainName::parse("mx.fuzz.test").expect("a name")
}

pub fn target() -> Target {
    Target::parse("mx.fuzz.test:25", false).expect("a target")
}

pub fn peer() -> Peer {
    Peer {
 base_domain: None,
        host: Some(name()),
        address: ADDRESS,
        port: 25,
        socket: SocketAddr::new(ADDRESS, 25),
    }
}

/// The host that was probed, and perhaps an MX record that names no host.
pub fn route(script: &Script) -> Route {
    let host = |name, addresses| Host {
        name,
        preference: Some(10),
        located: None,
        also_listed_at: Vec::new(),
        aliases: Vec::new(),
        addresses,
        doubt: None,
        omitted: 0,
    };
    let good = host(Some(name()), Ok(vec![ADDRESS]));
    let text = script.acts.iter().find_map(|act| match act {
        Act::Send(octets) => Some(String::from_utf8_lossy(octets).into_owned()),
        _ => None,
    });
    let bad = host(None, Err(NoHost::NotAName(text.unwrap_or_default())));
    Route {
        way: script.choose(22, [Way::Given, Way::Mx]),
        aliases: Vec::new(),
        hosts: match script.choose(23, [0, 1, 2]) {
            0 => vec![good],
            1 => vec![good, bad],
            _ => vec![bad],
        },
        omitted: 0,
        resolvers: Vec::new(),
    }
}

/// The same end as the session's plan has.
pub fn stop_of(script: &Script) -> Stop {
    let stage = script.choose(3, Stage::ALL);
    script.choose(
        2,
        [
            Stop::WhenReady,
            Stop::QuitAfter(stage),
            Stop::DropAfter(DropPoint::Stage(stage)),
            Stop::DropAfter(DropPoint::StartTlsReply),
        ],
    )
}

pub fn demands(script: &Script, stop: Stop) -> Demands {
    Demands {
        // The first choice is how TLS comes in: by STARTTLS, by STARTTLS where offered, from the first octet.
        level: match script.choose(0, [0, 1, 2]) {
            1 => Level::May,
            _ => script.choose(4, [Level::Verify, Level::Encrypt]),
        },
        implicit_tls: script.choose(0, [false, false, true]),
        protocol: script.choose(1, [Protocol::Smtp, Protocol::Lmtp]),
        submission: script.choose(5, [false, true]),
        publicly_referenced: script.choose(34, [true, false]),
        trials: script.trials(),
        nameless: script.choose(35, [false, true]),
        server_name_option: script.choose(36, [None, Some("--sni")]),
        service_domain: None,
        resume: script.choose(37, [false, true]),
        large_hello: script.choose(38, [true, false]),
        revocation_lists: Vec::new(),
        pins: Vec::new(),
        limited_offer: script.choose(6, [false, true]),
        stop,
        verify_name: None,
        target_name: script.choose(7, [true, false]).then(name),
        wants_no_roots: script.choose(8, [false, true]),
        now: script.choose(9, [1_800_000_000, 0, i64::MIN, i64::MAX, 253_402_300_799]),
    }
}

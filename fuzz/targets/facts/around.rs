//! Who was probed, and what was demanded.

use smtls::certificate::Certificate;
use smtls::dane::Tlsa;
use smtls::dns::{DnssecReach, DnssecStatus, DomainName, Lookup, Signed, Trail};
use smtls::judge::{Demands, Level};
use smtls::probe::Peer;
use smtls::route::{Candidate, Host, NoHost, Route, TlsaSearch, Way};
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
        trails: Vec::new(),
        tlsa: TlsaSearch::NotApplicable,
        doubt: None,
        omitted: 0,
    };
    let good = Host {
        tlsa: tlsa(script),
        ..host(Some(name()), Ok(vec![ADDRESS]))
    };
    let text = script.acts.iter().find_map(|act| match act {
        Act::Send(octets) => Some(String::from_utf8_lossy(octets).into_owned()),
        _ => None,
    });
    let bad = host(None, Err(NoHost::NotAName(text.unwrap_or_default())));
    Route {
        way: script.choose(22, [Way::Given, Way::Mx]),
        trail: script
            .choose(
                40,
                [
                    None,
                    Some(DnssecStatus::Secure),
                    Some(DnssecStatus::Insecure),
                ],
            )
            .map(|status| trail("MX", status)),
        dnssec: DnssecReach::Validated,
        hosts: match script.choose(23, [0, 1, 2]) {
            0 => vec![good],
            1 => vec![good, bad],
            _ => vec![bad],
        },
        omitted: 0,
        resolvers: Vec::new(),
    }
}

/// The search for the host's TLSA records: one of the certificate that was shown, or of another.
fn tlsa(script: &Script) -> TlsaSearch {
    let usage = script.choose(41, [3, 2, 0]);
    let selector = script.choose(42, [1, 0]);
    let matching_type = script.choose(43, [1, 0, 2]);
    let shown = script.certificates();
    let of_shown = shown
        .get(script.choose(44, [0, 1, 2]))
        .and_then(|der| Tlsa::of(&Certificate::from_der(der), usage, selector, matching_type));
    let record = of_shown.unwrap_or(Tlsa {
        usage,
        selector,
        matching_type,
        data: vec![1; 32],
    });
    let asked = |status| {
        TlsaSearch::Asked(vec![Candidate {
            base_domain: name(),
            lookup: Lookup {
                outcome: Ok(vec![record.clone()]),
                trail: trail("TLSA", status),
                ttl: Some(3600),
                signed: (status == DnssecStatus::Secure).then(|| Signed {
                    wildcard: Some("*.example.com".to_owned()),
                    inception: i64::MIN,
                    expiration: i64::MAX,
                    is_one_of_several: false,
                }),
            },
        }])
    };
    script.choose(
        39,
        [
            TlsaSearch::NotApplicable,
            TlsaSearch::AddressesInsecure,
            asked(DnssecStatus::Secure),
            asked(DnssecStatus::Insecure),
            asked(DnssecStatus::Indeterminate),
        ],
    )
}

fn trail(record_type: &'static str, status: DnssecStatus) -> Trail {
    Trail {
        owner: name().to_string(),
        record_type,
        aliases: Vec::new(),
        status,
        reason: None,
        opinion: None,
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
        authenticate: false,
        transaction: None,
        stop,
        verify_name: None,
        target_name: script.choose(7, [true, false]).then(name),
        wants_no_roots: script.choose(8, [false, true]),
        now: script.choose(9, [1_800_000_000, 0, i64::MIN, i64::MAX, 253_402_300_799]),
    }
}

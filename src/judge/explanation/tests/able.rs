//! Which senders could go on from a choice.

use super::row::exchange;
use crate::judge::explanation::choice::Able::{self, *};
use crate::judge::explanation::choice::able;
use crate::probe::inquiry::tests::scripted::choice;
use crate::tls::wire::{ServerFlight, ServerKeyExchange};

fn signed(scheme: Option<u16>) -> Option<ServerKeyExchange> {
    Some(ServerKeyExchange {
        scheme,
        ..exchange(0).expect("one")
    })
}

#[test]
fn x18_a_sender_is_said_to_deliver_only_by_what_it_was_seen_to_do() {
    let curve = |version, suite, group| ServerFlight {
        group: Some(group),
        ..choice(version, suite)
    };
    let prime = |version, suite, bits| ServerFlight {
        key_exchange: exchange(bits),
        ..choice(version, suite)
    };
    let scheme = |scheme| ServerFlight {
        key_exchange: signed(Some(scheme)),
        ..curve(0x0303, 0xc02f, 0x1d)
    };
    let rows: [(&str, ServerFlight, Able); 34] = [
        ("static RSA", choice(0x0303, 0x002f), OpenSsl),
        ("the same in TLS 1.0", choice(0x0301, 0x002f), Postfix),
        ("the same in TLS 1.1", choice(0x0302, 0x002f), Postfix),
        ("the same in SSL 3.0", choice(0x0300, 0x002f), Unknown),
        ("RC4", choice(0x0301, 0x0005), Unknown),
        ("Triple-DES", choice(0x0301, 0x000a), Unknown),
        ("Triple-DES in TLS 1.2", choice(0x0303, 0x000a), Unknown),
        ("RC4 of export grade", choice(0x0301, 0x0003), Nobody),
        ("no encryption", choice(0x0301, 0x0001), Nobody),
        ("no encryption, in TLS 1.2", choice(0x0303, 0x003b), Nobody),
        ("SEED", choice(0x0303, 0x0096), Unknown),
        ("ARIA", choice(0x0303, 0xc050), Postfix),
        ("Camellia", choice(0x0303, 0x0041), Postfix),
        ("CCM", choice(0x0303, 0xc09c), Postfix),
        ("CCM with a short tag", choice(0x0303, 0xc0a0), Postfix),
        ("CCM in TLS 1.3", curve(0x0304, 0x1304, 0x1d), Unknown),
        ("anonymous RC4", choice(0x0302, 0x0018), Unknown),
        ("anonymous", prime(0x0303, 0x0034, 2048), Postfix),
        ("PSK", choice(0x0303, 0x00a8), Unknown),
        ("DSS", prime(0x0303, 0x0032, 2048), Unknown),
        ("an unknown suite", choice(0x0303, 0x1234), Unknown),
        ("2048 bits", prime(0x0303, 0x0033, 2048), OpenSsl),
        ("1024 bits", prime(0x0303, 0x0033, 1024), Postfix),
        ("1024 bits in TLS 1.0", prime(0x0301, 0x0033, 1024), Postfix),
        ("768 bits", prime(0x0303, 0x0033, 768), Unknown),
        ("no prime seen", choice(0x0303, 0x0033), Unknown),
        ("no curve seen", choice(0x0301, 0xc013), Unknown),
        ("a curve out of use", curve(0x0303, 0xc02f, 0x16), Nobody),
        ("P-521 in TLS 1.3", curve(0x0304, 0x1301, 0x19), OpenSsl),
        ("X448 in TLS 1.3", curve(0x0304, 0x1303, 0x1e), OpenSsl),
        ("ffdhe2048", curve(0x0304, 0x1301, 0x0100), Unknown),
        ("RSA with SHA-256", scheme(0x0401), OpenSsl),
        ("RSA with SHA-1", scheme(0x0201), Postfix),
        ("RSA with MD5", scheme(0x0101), Unknown),
    ];
    for (name, flight, expected) in rows {
        assert_eq!(able(&flight), expected, "{name}");
    }
}

//! Servers as they are found.

use super::simulated::{By, Refuses, Settings};
use crate::tls::names::{Authentication, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};

/// The suites of OpenSSL 3.0 as Postfix has it choose among them by default, security level 0.
#[rustfmt::skip]
const POSTFIX: [u16; 83] = [
    0x00a7, 0x006d, 0x00c5, 0xc019, 0x003a, 0x0089, 0xc02c, 0xc030, 0x00a3, 0x009f, 0xcca9, 0xcca8, 0xccaa, 0xc0af,
    0xc0ad, 0xc0a3, 0xc09f, 0xc05d, 0xc061, 0xc057, 0xc053, 0xc024, 0xc028, 0x006b, 0x006a, 0xc073, 0xc077, 0x00c4,
    0x00c3, 0xc00a, 0xc014, 0x0039, 0x0038, 0x0088, 0x0087, 0x009d, 0xc0a1, 0xc09d, 0xc051, 0x003d, 0x00c0, 0x0035,
    0x0084, 0x00a6, 0x006c, 0x00bf, 0xc018, 0x0034, 0x0046, 0xc02b, 0xc02f, 0x00a2, 0x009e, 0xc0ae, 0xc0ac, 0xc0a2,
    0xc09e, 0xc05c, 0xc060, 0xc056, 0xc052, 0xc023, 0xc027, 0x0067, 0x0040, 0xc072, 0xc076, 0x00be, 0x00bd, 0xc009,
    0xc013, 0x0033, 0x0032, 0x0045, 0x0044, 0x009c, 0xc0a0, 0xc09c, 0xc050, 0x003c, 0x00ba, 0x002f, 0x0041,
];

/// Postfix with OpenSSL 3.0, TLS 1.0 to 1.3 and a certificate for ECDSA.
pub(super) fn postfix() -> Settings {
    Settings {
        versions: vec![TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0],
        suites: POSTFIX.to_vec(),
        suites_13: vec![0x1302, 0x1303, 0x1301],
        suite_order: By::Client,
        groups: vec![0x001d, 0x0017, 0x001e, 0x0019, 0x0018],
        groups_13: vec![
            0x001d, 0x0017, 0x001e, 0x0019, 0x0018, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104,
        ],
        group_order: By::Client,
        schemes: vec![
            0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805, 0x0806,
            0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602, 0x0203, 0x0201,
        ],
        schemes_13: vec![0x0403],
        keys: vec![Authentication::Ecdsa],
        insists_on_curve: true,
        kinds: Vec::new(),
        refuses: Refuses::WithAlert,
        too_old: 70,
        most_octets: usize::MAX,
        chokes_on_grease: false,
        name: Some("mx.example.com"),
        refuses_wrong_name: false,
        heeds_fallback: true,
        compression: 0,
        stubborn_group: None,
        checks_schemes_late: false,
        patience: usize::MAX,
        chokes: |_| false,
        fails_by: None,
        fails_each: usize::MAX,
        loses_each: usize::MAX,
        tires_after: usize::MAX,
        rests_for: usize::MAX,
        turns: 1,
        has_holes: false,
        leaves_flights: false,
        other: None,
    }
}

/// The same with certificates for RSA and ECDSA.
pub(super) fn two_keys() -> Settings {
    Settings {
        keys: vec![Authentication::Rsa, Authentication::Ecdsa],
        schemes_13: vec![0x0403, 0x0804, 0x0805, 0x0806],
        ..postfix()
    }
}

/// The same with an order of its own in everything.
pub(super) fn own_order() -> Settings {
    Settings {
        suite_order: By::Server,
        group_order: By::Server,
        ..two_keys()
    }
}

/// A server of the years before TLS 1.1.
pub(super) fn ancient() -> Settings {
    Settings {
        versions: vec![TLS_1_0, SSL_3_0],
        suites: vec![
            0x0005, 0x0004, 0x000a, 0x0009, 0x0016, 0x0033, 0x0039, 0x002f, 0x0035, 0x0003,
        ],
        suites_13: Vec::new(),
        groups: Vec::new(),
        suite_order: By::Server,
        keys: vec![Authentication::Rsa],
        kinds: vec![0x010080, 0x0700c0],
        heeds_fallback: false,
        compression: 1,
        ..postfix()
    }
}

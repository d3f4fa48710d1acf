//! In which order suites are told.

use super::{VERBOSE, at, lines, report};
use crate::audit::{Known, NotTested, Order};
use crate::judge::audit::tests::server::Server;
use crate::report::audit::AuditDetail;
use crate::tls::names::TLS_1_2;

#[test]
fn suites_stand_in_the_servers_order_or_the_strongest_first() {
    let names = [
        "TLS_RSA_WITH_RC4_128_SHA",
        "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    ];
    let strongest_first = [6, 4, 5, 2, 3, 0, 1];
    let in_parts = NotTested::Unclear(NotTested::ONLY_IN_PARTS.to_owned());
    for (order, words, expected) in [
        (
            Known::Known(Order::Server),
            "in the server's order",
            [0, 1, 2, 3, 4, 5, 6],
        ),
        (
            Known::NotTested(in_parts),
            "by the server's order, of which only a part is known",
            [0, 1, 2, 3, 4, 5, 6],
        ),
        (
            Known::Known(Order::Client),
            "by the client's order; the strongest first",
            strongest_first,
        ),
        (
            Known::NotTested(NotTested::Quick),
            "order not tested: left out by --quick",
            strongest_first,
        ),
    ] {
        let mut server = Server::nobody_asked();
        server.speaks(TLS_1_2, &names);
        server.tls.versions[0].order = order;
        let report = report(&server, "mx", AuditDetail::default());
        let shown = lines(&report, 100, VERBOSE);
        let head = at(&shown, "  TLS 1.2       spoken, 7 suites");
        let head = shown[head..=head + 1].join(" ");
        assert!(head.contains(words), "{head}");
        let expected = expected.map(|index| names[index]);
        let rows = shown.iter().filter(|line| line.starts_with("      TLS_"));
        let listed = rows
            .clone()
            .filter_map(|line| line.split_whitespace().next());
        let listed: Vec<&str> = listed.collect();
        assert_eq!(listed, expected, "{words}");
        // Names and bits stand in columns.
        let mut bits: Vec<Option<usize>> = rows.map(|line| line.find(" bits")).collect();
        bits.dedup();
        assert!(matches!(bits.as_slice(), [Some(_)]), "{bits:?}");
    }
}

#[test]
fn aead_stands_before_cbc_and_what_is_weak_comes_last_however_long_its_key_is() {
    let strongest_first = [
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CCM",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_RSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
        "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_NULL_SHA",
        "TLS_ECDH_anon_WITH_AES_256_CBC_SHA",
    ];
    // With encrypt-then-MAC, CBC is not weak: it comes behind all AEAD the same.
    for has_encrypt_then_mac in [false, true] {
        let mut server = Server::nobody_asked();
        let mut names = strongest_first;
        names.reverse();
        server.speaks(TLS_1_2, &names);
        server.tls.versions[0].order = Known::Known(Order::Client);
        server.tls.features.encrypt_then_mac = server.known(has_encrypt_then_mac);
        let report = report(&server, "mx", AuditDetail::default());
        let shown = lines(&report, 100, VERBOSE);
        let rows = shown.iter().filter(|line| line.starts_with("      TLS_"));
        let listed = rows.filter_map(|line| line.split_whitespace().next());
        let listed: Vec<&str> = listed.collect();
        assert_eq!(listed, strongest_first, "{has_encrypt_then_mac}");
    }
}

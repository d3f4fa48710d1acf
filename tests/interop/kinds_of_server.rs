//! One test for each kind of server that smtls and its peers must agree on.

use crate::agreement::{Known, agree};
use crate::services::{optional_service, service};

pub const TLS13_RSA: Known = Known {
    protocol: "TLSv1.3",
    cipher_suite: "TLS_AES_256_GCM_SHA384",
    group: "X25519",
    signature: "RSA-PSS",
};

const TLS13_ECDSA: Known = Known {
    signature: "ECDSA",
    ..TLS13_RSA
};

const TLS12_RSA: Known = Known {
    protocol: "TLSv1.2",
    cipher_suite: "ECDHE-RSA-AES256-GCM-SHA384",
    ..TLS13_RSA
};

pub const TLS12_ECDSA: Known = Known {
    protocol: "TLSv1.2",
    cipher_suite: "ECDHE-ECDSA-AES256-GCM-SHA384",
    ..TLS13_ECDSA
};

#[test]
fn rsa() {
    agree(&service("rsa"), &TLS13_RSA);
}

#[test]
fn ecdsa() {
    agree(&service("ecdsa"), &TLS13_ECDSA);
}

#[test]
fn both_certificates() {
    agree(&service("both"), &TLS13_ECDSA);
}

#[test]
fn tls12_only() {
    agree(&service("tls12"), &TLS12_RSA);
}

#[test]
fn tls12_only_with_ecdsa() {
    agree(&service("tls12-ecdsa"), &TLS12_ECDSA);
}

#[test]
fn tls13_only() {
    agree(&service("tls13"), &TLS13_RSA);
}

/// The server asks with HelloRetryRequest for another key share than the first flight brought.
#[test]
fn another_group() {
    agree(
        &service("p384"),
        &Known {
            group: "secp384r1",
            ..TLS13_RSA
        },
    );
}

#[test]
fn client_certificate_asked() {
    agree(&service("client-asked"), &TLS13_RSA);
}

#[test]
fn implicit_tls() {
    agree(&service("wrapper"), &TLS13_RSA);
}

#[test]
fn auth_inside_tls() {
    let ours = agree(&service("auth-inside-tls"), &TLS13_RSA);
    assert_eq!(ours.extensions("added"), ["AUTH PLAIN LOGIN"]);
}

#[test]
fn ipv6() {
    if let Some(service) = optional_service("ipv6") {
        agree(&service, &TLS13_RSA);
    }
}

/// postscreen sends the first line of its greeting, lets the client wait, and then the last one.
#[test]
fn postscreen() {
    let ours = agree(&service("postscreen"), &TLS13_RSA);
    let heard = ours.heard();
    assert!(heard[0].starts_with("220-"), "no teaser: {heard:?}");
    assert!(heard[1].starts_with("220 "), "no greeting: {heard:?}");
}

//! smtls audit, sslscan and nmap look at the same servers, and must list the same.

use std::collections::BTreeSet;

use crate::connections::counted;
use crate::listing::{Listing, Pair, words};
use crate::services::service;
use crate::{nmap, sslscan};

/// Where a scanner lists less than there is, and why.
struct Blind {
    service: &'static str,
    scanner: &'static str,
    why: &'static str,
    to: fn(&Pair) -> bool,
}

const BLIND: [Blind; 2] = [
    Blind {
        service: "audit-ssl30",
        scanner: "sslscan",
        why: "it takes its suites from OpenSSL, which Debian builds without SSL 3.0",
        to: |(version, _)| version == "SSL 3.0",
    },
    Blind {
        service: "audit-psk",
        scanner: "sslscan",
        why: "OpenSSL offers suites of pre-shared keys only where it has a key",
        to: |_| true,
    },
];

fn look(name: &'static str) {
    let service = service(name);
    let (sslscan, first) = counted(&service, || sslscan::scan(&service));
    let (nmap, second) = counted(&service, || nmap::scan(&service));
    let mut differences = Vec::new();
    let all: BTreeSet<Pair> = nmap.pairs.clone();
    differences.extend(missing(name, "sslscan", &all, &sslscan));
    differences.extend(missing(name, "nmap", &all, &nmap));
    println!(
        "{name}: {} pairs; connections: sslscan {first}, nmap {second}",
        all.len()
    );
    assert!(
        differences.is_empty(),
        "{name}:\n  {}\n{}\n{}",
        differences.join("\n  "),
        sslscan.text,
        nmap.text
    );
}

fn missing(name: &str, scanner: &str, all: &BTreeSet<Pair>, theirs: &Listing) -> Vec<String> {
    let blind = BLIND
        .iter()
        .find(|one| one.service == name && one.scanner == scanner);
    let mut found = Vec::new();
    let mut explained = 0;
    for pair in all.difference(&theirs.pairs) {
        if blind.is_some_and(|blind| (blind.to)(pair)) {
            explained += 1;
        } else {
            found.push(format!("{scanner} does not list {}", words(pair)));
        }
    }
    for pair in theirs.pairs.difference(all) {
        found.push(format!("only {scanner} lists {}", words(pair)));
    }
    if let Some(blind) = blind
        && explained == 0
    {
        found.push(format!("{scanner} is not blind any more: {}", blind.why));
    }
    found
}

#[test]
fn all() {
    for name in [
        "audit-tls10",
        "audit-ecdsa",
        "audit-both",
        "audit-dhe1024",
        "audit-dhe2048",
        "audit-tls12",
        "audit-tls13",
        "audit-anonymous",
        "audit-openssl",
        "audit-gnutls",
        "audit-ssl30",
        "audit-psk",
    ] {
        look(name);
    }
}

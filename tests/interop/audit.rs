//! smtls audit, sslscan and nmap look at the same servers, and must list the same; and smtls must need the fewest connections.

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::audited::{self, Audit};
use crate::connections::counted;
use crate::listing::{Group, Pair, group_words, pair_words};
use crate::services::{Service, service, services};
use crate::{nmap, sslscan};

/// How many connections beside one for each pair of version and suite a full audit may take.
const BESIDE_PAIRS: usize = 40;

/// How many connections the profile's verdict alone may take.
const QUICK: usize = 16;

/// The prime in dh2048.pem begins so; Postfix takes another where it cannot read the file.
const OWN_PRIME: (&str, &str) = ("audit-dhe2048", "d95ff751b5a56c49d952e1322abd39cf");

/// Where a scanner lists less than there is, and why.
struct Blind {
    service: &'static str,
    scanner: &'static str,
    to: Unseen,
    why: &'static str,
}

enum Unseen {
    Pairs(fn(&Pair) -> bool),
    Groups(fn(&Group) -> bool),
}

const BLIND: [Blind; 5] = [
    Blind {
        service: "audit-ssl30",
        scanner: "sslscan",
        to: Unseen::Pairs(|(version, _)| version == "SSL 3.0"),
        why: "it takes its suites from OpenSSL, which Debian builds without SSL 3.0",
    },
    Blind {
        service: "audit-psk",
        scanner: "sslscan",
        to: Unseen::Pairs(|_| true),
        why: "OpenSSL offers suites with pre-shared keys only where it has a key",
    },
    Blind {
        service: "audit-ecdsa",
        scanner: "sslscan",
        to: Unseen::Groups(|(version, group)| version != "TLS 1.3" && *group != 0x17),
        why: "with an ECDSA key on P-256 only anonymous suites go with the other curves, and it asks for curves without those",
    },
    Blind {
        service: "audit-anonymous",
        scanner: "sslscan",
        to: Unseen::Groups(|_| true),
        why: "it asks for curves without anonymous suites",
    },
    Blind {
        service: "audit-psk",
        scanner: "sslscan",
        to: Unseen::Groups(|_| true),
        why: "it finds groups only with the suites that it found",
    },
];

/// A weakness by smtls' name for it, and what nmap says of a server that has it.
const WEAKNESSES: [(&str, &str); 5] = [
    ("anonymous", "Anonymous key exchange"),
    ("null-encryption", "_WITH_NULL_"),
    ("poodle", "CBC-mode cipher in SSLv3"),
    ("rc4", "Broken cipher RC4"),
    ("sweet32", "vulnerable to SWEET32"),
];

/// One test for each server, and nobody else speaks to it: its connections are those of the one who is counted.
macro_rules! servers {
    ($($test:ident: $service:literal [$($certificate:literal),*];)*) => {
        $(
            #[test]
            fn $test() {
                compare(&service($service), &[$($certificate),*]);
            }
        )*

        #[test]
        fn every_server_has_a_test() {
            let tested = BTreeSet::from([$($service,)* LIMITED]);
            let started = services().names().filter(|name| name.starts_with("audit-"));
            assert_eq!(started.collect::<BTreeSet<_>>(), tested);
        }
    };
}

// With the certificates that each has been given.
servers! {
    tls10_alone: "audit-tls10" ["rsa"];
    tls12_alone: "audit-tls12" ["rsa"];
    tls13_alone: "audit-tls13" ["rsa"];
    an_ecdsa_key: "audit-ecdsa" ["ecdsa"];
    two_keys: "audit-both" ["rsa", "ecdsa"];
    a_prime_of_1024_bits: "audit-dhe1024" ["rsa"];
    a_prime_of_2048_bits: "audit-dhe2048" ["rsa"];
    no_certificate: "audit-anonymous" [];
    all_that_openssl_has: "audit-openssl" ["rsa", "ecdsa"];
    pre_shared_keys: "audit-psk" [];
    old_ciphers_of_gnutls: "audit-gnutls" ["audit"];
    ssl30_of_tlslite: "audit-ssl30" ["audit"];
}

fn compare(service: &Service, certificates: &[&str]) {
    let name = service.name;
    let (ours, our_connections) = counted(service, || audited::audit(service, &[]));
    let (sslscan, its_connections) = counted(service, || sslscan::scan(service));
    let nmap = nmap::scan(service);
    let listing = ours.listing();
    println!(
        "{name}: {} pairs and {} groups in {our_connections} connections; sslscan {its_connections}",
        listing.pairs.len(),
        listing.groups.len(),
    );

    let mut faults = Vec::new();
    for (scanner, theirs) in [("sslscan", &sslscan), ("nmap", &nmap)] {
        let blind = |to: fn(&Unseen) -> bool| {
            let mut all = BLIND.iter();
            all.find(|one| one.service == name && one.scanner == scanner && to(&one.to))
        };
        let to_pairs = blind(|to| matches!(to, Unseen::Pairs(_)));
        let unseen = to_pairs.map(|one| (one.why, |pair: &Pair| one.to.has_pair(pair)));
        faults.extend(differences(
            scanner,
            &listing.pairs,
            &theirs.pairs,
            unseen,
            pair_words,
        ));
        // nmap lists neither groups nor the bits of every prime.
        if scanner == "sslscan" {
            let to_groups = blind(|to| matches!(to, Unseen::Groups(_)));
            let unseen = to_groups.map(|one| (one.why, |group: &Group| one.to.has_group(group)));
            faults.extend(differences(
                scanner,
                &listing.groups,
                &theirs.groups,
                unseen,
                group_words,
            ));
        }
        for prime in theirs.primes.difference(&listing.primes) {
            faults.push(format!("{scanner} alone has this prime: {prime:?}"));
        }
    }
    for (version, order) in &nmap.orders {
        let our_order = listing.orders.get(version).map(String::as_str);
        if our_order != Some(order.as_str()) {
            faults.push(format!(
                "the order of {version}: smtls {our_order:?}, nmap {order}"
            ));
        }
    }
    let (found, not_found) = (ours.findings("found"), ours.findings("not-found"));
    for (weakness, words) in WEAKNESSES {
        let expected = if nmap.text.contains(words) {
            &found
        } else {
            &not_found
        };
        if !expected.contains(weakness) {
            faults.push(format!(
                "{weakness}, which to nmap is {words:?}: smtls found {found:?}"
            ));
        }
    }
    faults.extend(wrong_certificates(&ours, certificates));
    let is_own = |prime: &str| prime.starts_with(OWN_PRIME.1);
    if name == OWN_PRIME.0 && !ours.primes().iter().any(|prime| is_own(prime)) {
        faults.push("the server's own prime is missing".to_owned());
    }
    // Who lists less needs fewer connections.
    let is_fewest = our_connections < its_connections || sslscan.pairs.len() < listing.pairs.len();
    if our_connections > listing.pairs.len() + BESIDE_PAIRS || !is_fewest {
        faults.push(format!(
            "too many connections: {our_connections}; sslscan {its_connections}"
        ));
    }
    if ours.connections() != our_connections {
        faults.push(format!(
            "{} connections are told, and there were {our_connections}",
            ours.connections()
        ));
    }
    let (quick, quick_connections) = counted(service, || audited::audit(service, &["--quick"]));
    if quick_connections > QUICK {
        faults.push(format!("--quick took {quick_connections} connections"));
    }
    faults.extend(contradictions(&quick, &ours));
    assert!(
        faults.is_empty(),
        "{name}:\n  {}\n\n{}\n--------\n{}\n--------\n{}",
        faults.join("\n  "),
        ours.text,
        sslscan.text,
        nmap.text
    );
}

impl Unseen {
    fn has_pair(&self, pair: &Pair) -> bool {
        matches!(self, Self::Pairs(unseen) if unseen(pair))
    }

    fn has_group(&self, group: &Group) -> bool {
        matches!(self, Self::Groups(unseen) if unseen(group))
    }
}

/// What only one of the two lists, apart from what is known to be unseen; and whether that is seen by now.
fn differences<T: Ord + Debug>(
    scanner: &str,
    ours: &BTreeSet<T>,
    theirs: &BTreeSet<T>,
    unseen: Option<(&str, impl Fn(&T) -> bool)>,
    words: fn(&T) -> String,
) -> Vec<String> {
    let (explained, missing): (Vec<&T>, Vec<&T>) = ours
        .difference(theirs)
        .partition(|one| unseen.as_ref().is_some_and(|(_, unseen)| unseen(one)));
    let missing = missing
        .into_iter()
        .map(|one| format!("not with {scanner}: {}", words(one)));
    let more = theirs
        .difference(ours)
        .map(|one| format!("only with {scanner}: {}", words(one)));
    let stale = unseen.filter(|_| explained.is_empty());
    let stale = stale
        .map(|(why, _)| format!("{scanner} sees it all by now, so that this is no reason: {why}"));
    missing.chain(more).chain(stale).collect()
}

/// What a quick audit says otherwise than the full one; it may say less.
fn contradictions(quick: &Audit, full: &Audit) -> Vec<String> {
    let pairs = quick.listing().pairs;
    let pairs = pairs
        .difference(&full.listing().pairs)
        .map(pair_words)
        .collect::<Vec<_>>();
    let outcomes = [("found", "not-found"), ("not-found", "found")];
    let findings = outcomes.iter().flat_map(|(one, other)| {
        let said = quick.findings(one);
        let both = said
            .intersection(&full.findings(other))
            .cloned()
            .collect::<Vec<_>>();
        both.into_iter()
            .map(move |id| format!("{id} is {one} with --quick alone"))
    });
    pairs
        .into_iter()
        .map(|pair| format!("only with --quick: {pair}"))
        .chain(findings)
        .collect()
}

fn wrong_certificates(ours: &Audit, names: &[&str]) -> Option<String> {
    let ours = ours.certificates();
    let given: BTreeSet<String> = names.iter().map(|name| audited::sha256(name)).collect();
    (ours != given)
        .then(|| format!("certificates: smtls saw {ours:?}, and the server has {given:?}"))
}

/// A Postfix that sends a client away after its twelfth connection in a few seconds.
const LIMITED: &str = "audit-limited";

/// It is asked again once, and what is not known then is not told as a no.
#[test]
fn a_server_that_limits_its_clients_is_asked_once_more() {
    let service = service(LIMITED);
    let (ours, connections) = counted(&service, || audited::audit(&service, &["--pause", "8s"]));
    println!("{LIMITED}: {connections} connections");
    assert!(
        (14..=28).contains(&connections),
        "{connections}: {}",
        ours.text
    );
    let stopped = &ours.endpoint()["effort"]["stopped"];
    assert_eq!(stopped["reason"], "rate-limited", "{}", ours.text);
    for version in ours.list("versions") {
        let spoken = &version["spoken"];
        let is_postfix = version["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("TLS"));
        assert!(!is_postfix || spoken["answer"] != false, "{version:#}");
        let is_whole = version["incomplete"].is_null() && spoken["answer"] == true;
        assert!(!is_whole || version["name"] == "TLS 1.3", "{version:#}");
    }
}

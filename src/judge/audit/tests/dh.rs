//! Weaknesses of finite-field groups: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check, on};
use super::server::Server;
use crate::judge::audit::{Service, Weakness};
use crate::tls::names::{TLS_1_0, TLS_1_2};

/// A prime of the fixtures, by what it is called.
fn prime(name: &str) -> Vec<u8> {
    let all = include_str!("../../../../tests/fixtures/tls/primes.txt");
    let line = all.lines().find(|line| line.ends_with(name)).expect(name);
    let digits = line.split(' ').next().expect("digits").as_bytes();
    let digit = |at: usize| char::from(digits[at]).to_digit(16).expect("a digit") as u8;
    (0..digits.len() / 2)
        .map(|at| digit(2 * at) << 4 | digit(2 * at + 1))
        .collect()
}

#[test]
fn x20_groups_of_dhe() {
    let dhe = |prime: Option<Vec<u8>>, reused: bool| {
        move |server: &mut Server| {
            server.speaks(TLS_1_2, &["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]);
            if let Some(prime) = prime {
                server.has_dh(&prime, reused);
            }
        }
    };
    let own = |octets: usize| Some(vec![0xff; octets]);
    let named = |name: &str| Some(prime(name));
    check(
        Weakness::Logjam,
        dhe(own(64), false),
        (FAIL, FAIL),
        "512 bits",
    );
    check(
        Weakness::Logjam,
        dhe(own(128), false),
        (WARN, FAIL),
        "1024 bits",
    );
    check(
        Weakness::Logjam,
        dhe(own(192), false),
        (NONE, NONE),
        "more than 1024",
    );
    check(
        Weakness::Logjam,
        dhe(None, false),
        (OPEN, OPEN),
        "was not seen",
    );
    check(
        Weakness::WeakDh,
        dhe(own(192), false),
        (WARN, FAIL),
        "1536 bits",
    );
    check(
        Weakness::WeakDh,
        dhe(own(256), false),
        (NONE, NONE),
        "2048 bits or more",
    );
    check(Weakness::WeakDh, |_| (), (NONE, NONE), "no suite with DHE");
    check(
        Weakness::CommonDh,
        dhe(own(256), false),
        (NOTE, NOTE),
        "a group of its own",
    );
    check(
        Weakness::CommonDh,
        dhe(named("ffdhe2048 (RFC 7919)"), false),
        (NONE, NONE),
        "a standard publishes",
    );
    check(
        Weakness::CommonDh,
        dhe(named("MODP group 2 (RFC 7296)"), false),
        (NONE, NONE),
        "told as Logjam",
    );
    check(
        Weakness::CommonDh,
        dhe(named("socat, 1024 bits"), false),
        (FAIL, FAIL),
        "not a prime",
    );
    check(
        Weakness::DhReuse,
        dhe(own(256), true),
        (WARN, WARN),
        "the same public value",
    );
    check(
        Weakness::DhReuse,
        dhe(own(256), false),
        (NONE, NONE),
        "no public value came twice",
    );
}

#[test]
fn x20_a_group_for_anonymous_suites_alone_is_told_as_that() {
    let anonymous = |octets: usize| {
        move |server: &mut Server| {
            server.speaks(TLS_1_2, &["TLS_DH_anon_WITH_AES_128_CBC_SHA"]);
            server.has_dh(&vec![0xff; octets], false);
            server.tls.dh[0].met = vec![(TLS_1_2, 0x0034), (TLS_1_0, 0x0034), (TLS_1_2, 0x006c)];
        }
    };
    let words = "with TLS_DH_anon_WITH_AES_128_CBC_SHA and 1 more: only with anonymous suites";
    check(Weakness::Logjam, anonymous(128), (NOTE, WARN), words);
    // What anybody can break is bad whoever comes.
    check(Weakness::Logjam, anonymous(64), (FAIL, FAIL), "512 bits");
    let both = |server: &mut Server| {
        anonymous(128)(server);
        server.tls.dh[0].met.push((TLS_1_2, 0x0033));
    };
    let words = "with TLS_DHE_RSA_WITH_AES_128_CBC_SHA and 2 more";
    check(Weakness::Logjam, both, (WARN, FAIL), words);

    let mut server = Server::good();
    anonymous(128)(&mut server);
    let finding = on(Weakness::Logjam, &server, Service::Relay);
    let fix = finding.fix.expect("a fix");
    assert!(fix.contains("auto does not change it"), "{fix}");
}

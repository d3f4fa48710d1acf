//! Weaknesses of versions: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check};
use super::server::Server;
use crate::judge::audit::Weakness;
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};

#[test]
fn x20_versions() {
    let speaks =
        |version, suite: &'static str| move |server: &mut Server| server.speaks(version, &[suite]);
    let cbc = "TLS_RSA_WITH_AES_128_CBC_SHA";
    check(
        Weakness::Drown,
        |it| it.speaks(SSL_2_0, &[]),
        (FAIL, FAIL),
        "CVE-2015-3197",
    );
    check(
        Weakness::Drown,
        |it| it.leaves_open(SSL_2_0),
        (OPEN, OPEN),
        "rate limited",
    );
    check(
        Weakness::Poodle,
        speaks(SSL_3_0, cbc),
        (FAIL, FAIL),
        "at SSL 3.0",
    );
    check(
        Weakness::Poodle,
        speaks(SSL_3_0, "TLS_RSA_WITH_RC4_128_SHA"),
        (NONE, NONE),
        "no suite in CBC mode",
    );
    check(
        Weakness::OldVersions,
        speaks(TLS_1_0, cbc),
        (WARN, FAIL),
        "TLS 1.0 is taken",
    );
    check(
        Weakness::OldVersions,
        |it| it.leaves_open(TLS_1_1),
        (OPEN, OPEN),
        "TLS 1.1: rate limited",
    );
    let both = |server: &mut Server| {
        server.speaks(TLS_1_1, &[cbc]);
        server.speaks(TLS_1_0, &[cbc]);
    };
    check(
        Weakness::OldVersions,
        both,
        (WARN, FAIL),
        "TLS 1.1 and TLS 1.0 are taken",
    );
    check(
        Weakness::Beast,
        speaks(TLS_1_0, cbc),
        (NOTE, NOTE),
        "TLS 1.0",
    );
    check(
        Weakness::Beast,
        speaks(TLS_1_2, cbc),
        (NONE, NONE),
        "refused",
    );

    let without = |gone: &'static [u16]| {
        move |server: &mut Server| server.tls.versions.retain(|it| !gone.contains(&it.version))
    };
    let only_12 = |server: &mut Server| {
        without(&[TLS_1_3])(server);
        server.refuses(TLS_1_3);
    };
    check(
        Weakness::NoTls13,
        only_12,
        (NOTE, NOTE),
        "TLS 1.2 is the newest",
    );
    check(
        Weakness::NoModernVersion,
        only_12,
        (NONE, NONE),
        "TLS 1.2 is spoken",
    );
    check(
        Weakness::NoTls13,
        |it| {
            it.tls.versions.retain(|facts| facts.version != TLS_1_3);
            it.leaves_open(TLS_1_3);
        },
        (OPEN, OPEN),
        "TLS 1.3: rate limited",
    );
    check(
        Weakness::NoModernVersion,
        |it| it.leaves_open(TLS_1_3),
        (NONE, NONE),
        "TLS 1.2 is spoken",
    );
    check(
        Weakness::NoModernVersion,
        without(&[TLS_1_2, TLS_1_3]),
        (OPEN, OPEN),
        "not asked in this run",
    );
    let none = |server: &mut Server| {
        without(&[TLS_1_2, TLS_1_3, TLS_1_0])(server);
        server.refuses(TLS_1_3);
        server.refuses(TLS_1_2);
        server.speaks(TLS_1_0, &[cbc]);
    };
    check(
        Weakness::NoModernVersion,
        none,
        (FAIL, FAIL),
        "TLS 1.0 is the best",
    );
}

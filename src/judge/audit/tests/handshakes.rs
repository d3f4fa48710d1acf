//! Weaknesses of handshakes: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check};
use super::server::Server;
use crate::audit::{Contradiction, EvidenceId, Known, NotTested};
use crate::judge::audit::{Outcome, Weakness};
use crate::tls::names::{TLS_1_0, TLS_1_2, TLS_1_3};

#[test]
fn x20_handshakes() {
    type Set = fn(&mut Server, Option<bool>);
    let questions: [(Weakness, Set, bool, (Outcome, Outcome)); 5] = [
        (
            Weakness::InsecureRenegotiation,
            |it, is| it.tls.features.secure_renegotiation = answer(it, is),
            false,
            (WARN, FAIL),
        ),
        (
            Weakness::NoExtendedMasterSecret,
            |it, is| it.tls.features.extended_master_secret = answer(it, is),
            false,
            (WARN, FAIL),
        ),
        (
            Weakness::NoFallbackSignal,
            |it, is| {
                it.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
                it.tls.features.fallback_scsv = answer(it, is);
            },
            false,
            (NOTE, NOTE),
        ),
        (
            Weakness::NoDowngradeSentinel,
            |it, is| it.tls.features.downgrade_sentinel = answer(it, is),
            false,
            (NOTE, NOTE),
        ),
        // Whether heartbeat gives memory away only an attack would show.
        (
            Weakness::Heartbleed,
            |it, is| it.tls.features.heartbeat = answer(it, is),
            true,
            (OPEN, OPEN),
        ),
    ];
    for (weakness, set, bad, outcomes) in questions {
        check(weakness, |it| set(it, Some(bad)), outcomes, "");
        check(weakness, |it| set(it, Some(!bad)), (NONE, NONE), "");
        check(
            weakness,
            |it| set(it, None),
            (OPEN, OPEN),
            "left out by --quick",
        );
    }
    let by_turns = |it: &mut Server| {
        it.tls.features.downgrade_sentinel = it.known(false);
        it.tls.contradictions.push(Contradiction {
            version: TLS_1_3,
            as_a_version: true,
            accepted: EvidenceId(1),
            refused: EvidenceId(2),
        });
    };
    let outcomes = (OPEN, OPEN);
    check(Weakness::NoDowngradeSentinel, by_turns, outcomes, "differ");
    check(
        Weakness::Crime,
        |it| it.tls.features.compression = it.known(1),
        (WARN, WARN),
        "method 1",
    );
    check(
        Weakness::Intolerance,
        |it| it.tls.features.tolerance = it.known(vec!["GREASE"]),
        (WARN, WARN),
        "GREASE",
    );
    let odd = |server: &mut Server| {
        let evidence = server.asked("x");
        server.tls.features.chose_unoffered = vec![("a group".to_owned(), evidence)];
    };
    check(Weakness::ChoseUnoffered, odd, (WARN, WARN), "a group");
    let silent = |server: &mut Server| {
        for facts in &mut server.tls.versions {
            facts.support = Known::NotTested(NotTested::Unclear("no answer".to_owned()));
            facts.suites.clear();
        }
    };
    check(Weakness::ChoseUnoffered, silent, (OPEN, OPEN), "no choice");
    check(
        Weakness::EarlyData,
        |it| it.smtp.early_data = Known::Known(9),
        (FAIL, FAIL),
        "9 octets",
    );
    let sha1 = |server: &mut Server| server.signs(TLS_1_2, &["rsa_pkcs1_sha256", "rsa_pkcs1_sha1"]);
    check(
        Weakness::WeakSignature,
        sha1,
        (WARN, FAIL),
        "rsa_pkcs1_sha1 (SHA-1) at TLS 1.2",
    );
    check(
        Weakness::WeakSignature,
        |it| it.tls.schemes.clear(),
        (OPEN, OPEN),
        "not asked in this run",
    );
    let classical = |server: &mut Server| server.takes_groups(TLS_1_3, &["x25519"]);
    check(Weakness::NoPostQuantum, classical, (NOTE, NOTE), "quantum");
    let unknown = |server: &mut Server| {
        classical(server);
        server.tls.groups[1].incomplete = Some(NotTested::Budget);
    };
    check(
        Weakness::NoPostQuantum,
        unknown,
        (OPEN, OPEN),
        "--max-connections",
    );
    let only_13 = |server: &mut Server| {
        server.tls.versions.retain(|facts| facts.version == TLS_1_3);
    };
    check(
        Weakness::ClientRenegotiation,
        only_13,
        (NONE, NONE),
        "TLS 1.3 alone",
    );
}

/// An answer with evidence; left out where there is none.
fn answer(server: &mut Server, is: Option<bool>) -> Known<(bool, crate::audit::EvidenceId)> {
    match is {
        Some(is) => server.known(is),
        None => Known::NotTested(NotTested::Quick),
    }
}

#[test]
fn x20_signatures_of_old_versions_are_no_matter_of_choice() {
    let old = |server: &mut Server| {
        server.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
    };
    let words = "TLS 1.0 has no signatures but those with MD5 and SHA-1";
    check(Weakness::WeakSignature, old, (NOTE, NOTE), words);
    // What nobody asked is not absent, whatever TLS 1.3 does.
    let unasked = |server: &mut Server| {
        server.leaves_open(TLS_1_2);
        server.tls.schemes.retain(|facts| facts.version == TLS_1_3);
    };
    let words = "TLS 1.2: rate limited";
    check(Weakness::WeakSignature, unasked, (OPEN, OPEN), words);
    let unsigned = |server: &mut Server| {
        server.speaks(TLS_1_2, &["TLS_RSA_WITH_AES_128_GCM_SHA256"]);
        server.tls.schemes.retain(|facts| facts.version == TLS_1_3);
    };
    let words = "no suite up to TLS 1.2 is taken that is signed";
    check(Weakness::WeakSignature, unsigned, (NONE, NONE), words);
}

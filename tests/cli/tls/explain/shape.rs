//! The length of a hello, the name in it and what else a server dislikes.

use super::play::{GO, alert, asked, flight, tells};
use crate::support::{Theatre, starttls_script};
use crate::tls::profile::versions;
use smtls::lab::{Act, HelloOf, Manners, TlsProfile, Versions};

#[test]
fn x11_a_large_hello_is_tried_beside_a_small_one() {
    let acts = [
        Act::Refuse(HelloOf::MoreThan(1400), Vec::new()),
        Act::Handshake(TlsProfile::default()),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &[
                "no TLS: the server, or a device before it, cannot bear a ClientHello of ",
                "post-quantum",
            ],
        )
        .plain();
    tells(&report, "handshake", "--groups X25519");
    tells(&report, "handshake", "closed the connection each time");
    // Twice, so that it is no passing trouble.
    let questions = [
        "small-hello",
        "large-hello",
        "small-hello",
        "small-hello",
        "large-hello",
    ];
    assert_eq!(asked(&report), questions);
    assert_eq!(report["endpoints"][0]["sender"]["action"], "unknown");
    let small = &report["endpoints"][0]["observations"][1]["asked"]["hello"];
    assert!(small["octets"].as_u64().unwrap() < 1400, "{small:#}");
}

#[test]
fn x08_a46_the_server_name_is_tried_and_not_guessed() {
    let served = [
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners {
            greeting: Some(Vec::new()),
            starttls: None,
            ..Manners::default()
        }),
    ];
    for (of, options, question, words) in [
        (
            HelloOf::NoName,
            &["--no-sni"][..],
            "with-server-name",
            "insists on that name",
        ),
        (
            HelloOf::Name,
            &[],
            "without-server-name",
            "refuses the name that was sent",
        ),
    ] {
        for answer in [alert(112), alert(40)] {
            let is_named = answer == alert(112);
            let acts = std::iter::once(Act::Refuse(of, answer)).chain(served.clone());
            let theatre = Theatre::with_host(starttls_script(GO, acts));
            let report = theatre.json(options, 29);
            tells(&report, "handshake", words);
            let asked_about = asked(&report).contains(&question);
            assert!(asked_about, "{report:#}");
            // Where the alert says that it is the name, nothing else is asked.
            let only = asked(&report).len() == 1;
            assert_eq!(only, is_named, "{report:#}");
        }
    }
}

#[test]
fn x14_a_server_that_bears_short_hellos_alone_is_not_called_old() {
    let acts = [
        Act::Refuse(HelloOf::MoreThan(260), alert(40)),
        Act::Handshake(versions(Versions::Tls12)),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &[
                "alert 40 (handshake_failure); a short hello of TLS 1.2 it took, and chose TLS 1.2 with ",
                "what a sender would meet is not certain",
            ],
        )
        .never_says(&["retired"]);
    tells(&report, "handshake", "what it dislikes in other hellos");
    assert_eq!(
        asked(&report),
        [
            "everything",
            "older-versions",
            "tls13",
            "plain-hello",
            "older-versions",
            "plain-hello"
        ]
    );
}

#[test]
fn x16_a_server_that_chooses_less_without_tls_1_3_is_not_called_old() {
    // So does a library of today: of a hello that ends at TLS 1.2 it chooses TLS 1.1.
    let with_tls13 = [
        Act::Refuse(HelloOf::Tls13, flight("openssl-tls12-dhe2048")),
        Act::Swallow,
        Act::Send(flight("openssl-tls11-dhe1024")),
        Act::Stall,
    ];
    let refused = [Act::Swallow, Act::Send(alert(40))];
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![
        starttls_script(GO, refused),
        starttls_script(GO, with_tls13),
    ])]);
    let report = theatre.json(&[], 29);
    assert_eq!(asked(&report), ["everything"]);
    tells(
        &report,
        "handshake",
        "TLS 1.3 included, it chose TLS 1.2 with ",
    );
    let sentence = report["conclusion"]["sentence"].as_str().unwrap();
    assert!(!sentence.contains("retired"), "{sentence}");
}

#[test]
fn x17_a_server_that_drops_what_bears_its_name_is_found_out() {
    let acts = [
        Act::Refuse(HelloOf::Name, Vec::new()),
        Act::Handshake(TlsProfile::default()),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &["no TLS: the server, or a device before it, refuses the server name (SNI) that was sent, which is its own; "],
        )
        .plain();
    let questions = [
        "small-hello",
        "everything",
        "older-versions",
        "plain-hello",
        "without-server-name",
        "small-hello",
    ];
    assert_eq!(asked(&report), questions);
}

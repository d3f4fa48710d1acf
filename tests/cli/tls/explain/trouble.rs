//! Servers that take nothing, let nobody in, or drop some of their connections.

use super::play::{GO, alert, asked, tells};
use crate::support::{Smtls, Theatre, starttls_script};
use smtls::lab::{Act, TlsProfile};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

#[test]
fn a24_a_server_that_takes_nothing_is_asked_six_times_and_no_more() {
    let acts = starttls_script(GO, [Act::Swallow, Act::Send(alert(40))]);
    let theatre = Theatre::with_host(acts);
    let (outcome, report) = theatre.both(&[], 29);
    outcome.ends(
        29,
        &[
            "the server ended TLS with alert 40 (handshake_failure), and took none of 6 other hellos as they were offered; ",
        ],
    );
    tells(
        &report,
        "handshake",
        "it took none of 6 hellos more as they were offered: asked for all that servers usually have, ",
    );
    tells(
        &report,
        "handshake",
        "certificate or private key is often missing",
    );
    let questions = [
        "everything",
        "older-versions",
        "tls13",
        "plain-hello",
        "without-server-name",
        "classic-hello",
    ];
    assert_eq!(asked(&report), questions);
}

#[test]
fn a_server_that_lets_nobody_in_again_is_left_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        let mut client = BufReader::new(client);
        for reply in [
            "220 mx.test\r\n",
            "250-mx.test\r\n250 STARTTLS\r\n",
            "220 go\r\n",
        ] {
            client.get_mut().write_all(reply.as_bytes()).unwrap();
            if !reply.contains("go") {
                client.read_line(&mut String::new()).unwrap();
            }
        }
        let mut hello = [0; 1500];
        let _ = client.read(&mut hello).unwrap();
        client.get_mut().write_all(&alert(70)).unwrap();
        drop(client);
        let (mut client, _) = listener.accept().unwrap();
        client.write_all(b"421 4.7.0 too many\r\n").unwrap();
        drop(client);
        listener.set_nonblocking(true).unwrap();
        thread::sleep(std::time::Duration::from_millis(200));
        listener.accept().is_err()
    });
    let target = address.to_string();
    let outcome = Smtls::new(["probe", "--roots", "none", &target]).run();
    outcome
        .ends(29, &["alert 70", "what it would choose could not be asked"])
        .says(&["421 4.7.0 too many"]);
    assert!(server.join().unwrap(), "it came a third time");
}

#[test]
fn x13_a_server_that_drops_every_second_connection_is_not_taken_for_a_device() {
    let dropped = starttls_script(GO, [Act::Swallow, Act::HangUp]);
    let served = starttls_script(GO, [Act::Handshake(TlsProfile::default()), Act::Stall]);
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![dropped, served])]);
    theatre
        .probe(&[])
        .ends(
            29,
            &["passing trouble", "what a sender would meet is not certain"],
        )
        .never_says(&["cannot bear", "firewall"]);
}

#[test]
fn x34_what_fails_with_less_than_the_usual_offer_foretells_nothing() {
    let acts = || starttls_script(GO, [Act::Swallow, Act::Send(alert(70))]);
    let rule = "the handshake failed with what was offered here, and what other senders would meet is not known";
    for (options, action) in [
        (&["--no-explain"][..], "deliver-in-the-clear"),
        (&["--no-explain", "--tls-min", "1.3"], "unknown"),
        (&["--tls-min", "1.3"], "unknown"),
    ] {
        let theatre = Theatre::with_host(acts());
        let report = theatre.json(options, 29);
        let sender = &report["endpoints"][0]["sender"];
        assert_eq!(sender["action"], action, "{options:?}: {sender:#}");
        let is_known = action != "unknown";
        assert_eq!(sender["rule"] != rule, is_known, "{options:?}: {sender:#}");
        let reported = sender["tls_report"].as_array().unwrap();
        assert_eq!(reported.is_empty(), !is_known, "{options:?}: {sender:#}");
        let sentence = report["conclusion"]["sentence"].as_str().unwrap();
        let says = sentence.contains("what a sender's own offer would give is not known");
        assert_eq!(says, !is_known, "{options:?}: {sentence}");
    }
}

#[test]
fn x31_a_flood_of_one_message_fills_no_report() {
    // An anonymous suite, and a key exchange on a curve that was not offered, again and again.
    let hello = [&[2, 0, 0, 38, 3, 3][..], &[7; 32], &[0, 0xc0, 0x18, 0]].concat();
    let messages = [hello, [12, 0, 0, 4, 3, 0x12, 0x34, 0].repeat(1500)].concat();
    let length = u16::try_from(messages.len()).unwrap().to_be_bytes();
    let flood = [&[22, 3, 3][..], &length, &messages].concat();
    let flooded = starttls_script(GO, [Act::Swallow, Act::Send(flood)]);
    let refused = starttls_script(GO, [Act::Swallow, Act::Send(alert(40))]);
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![refused, flooded])]);
    let report = theatre.json(&[], 29);
    let sentence = report["conclusion"]["sentence"].as_str().unwrap();
    assert!(sentence.len() < 1000, "{sentence}");
    for question in report["endpoints"][0]["observations"]
        .as_array()
        .unwrap()
        .iter()
        .skip(1)
    {
        let Some(choice) = question["asked"].get("would_choose") else {
            continue;
        };
        let names = choice["not_offered"].as_array().unwrap();
        assert!(names.len() < 5, "{choice:#}");
        assert_eq!(choice["cipher_suite"]["openssl"], "AECDH-AES128-SHA");
    }
    tells(&report, "handshake", "breaks the rules of TLS");
}

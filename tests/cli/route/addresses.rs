//! The addresses of a host, and sockets that go elsewhere.

use super::zone::{good, scenario, text};
use crate::support::Theatre;
use serde_json::Value;
use smtls::lab::{Behaviour, Manners, host};

#[test]
fn m31_m33_every_address_is_used_and_a_family_can_be_chosen() {
    let records = [
        "both.lab.test A 127.0.0.1",
        "both.lab.test A 127.0.0.2",
        "both.lab.test AAAA ::1",
        "four.lab.test A 127.0.0.1",
        "six.lab.test AAAA ::1",
    ];
    let server = vec![host("both.lab.test", Manners::default())];
    let theatre = Theatre::new(&scenario(&records, server));
    let port = theatre.address("both.lab.test").port();
    let addresses = |name: &str, options: &[&str]| -> (Option<i32>, Vec<String>, Value) {
        let target = format!("{name}.lab.test:{port}");
        let words = [options, &["--format", "json", &target]].concat();
        let outcome = theatre.probe_directly(&words);
        let report = outcome.json();
        let endpoints = report["endpoints"].as_array().unwrap().iter();
        let mut found: Vec<String> = endpoints
            .map(|endpoint| text(&endpoint["address"]).to_owned())
            .collect();
        found.sort();
        let host = report["route"]["hosts"][0].clone();
        (outcome.code, found, host)
    };
    // Two of the three addresses have no server.
    let (code, found, _) = addresses("both", &["--all"]);
    assert_eq!((code, found.len()), (Some(2), 3), "{found:?}");
    let (code, found, _) = addresses("both", &["--all", "-4"]);
    assert_eq!((code, found.len()), (Some(2), 2), "{found:?}");
    let (code, found, _) = addresses("both", &["--all", "-6"]);
    assert_eq!((code, found), (Some(2), vec!["::1".to_owned()]));
    // One after the other until a session succeeds.
    let (code, found, _) = addresses("both", &[]);
    assert_eq!(code, Some(0), "{found:?}");
    assert!(found.contains(&"127.0.0.1".to_owned()), "{found:?}");

    for (name, option) in [("four", "-6"), ("six", "-4")] {
        let (code, found, host) = addresses(name, &[option]);
        assert_eq!((code, found.len()), (Some(40), 0), "{name}");
        assert_eq!(host["failure"]["cause"], "other-family", "{name}");
    }
    // Where the socket of an address goes counts as well.
    for (option, moved, target) in [
        ("-6", "[2001:db8::1]:25:127.0.0.1:1", "[2001:db8::1]"),
        ("-4", "192.0.2.1:25:[::1]:1", "192.0.2.1"),
    ] {
        let words = [option, "--connect-to", moved, target];
        theatre.probe_directly(&words).ends(40, &[option]);
        theatre.probe_directly(&words[1..]).exits(2);
    }
    let words = [("192.0.2.1", "-6"), ("[2001:db8::1]", "-4")];
    for (address, option) in words {
        theatre
            .probe_directly(&[option, address])
            .ends(40, &[option]);
    }
}

#[test]
fn connect_to_moves_the_socket_and_nothing_else() {
    let hosts = vec![
        good(10, "mx.lab.test"),
        host("unmoved.lab.test", Behaviour::Down),
    ];
    let theatre = Theatre::new(&scenario(&[], hosts));
    let report = theatre.json(&[], 0);
    let endpoint = &report["endpoints"][0];
    assert_eq!(endpoint["host"], "mx.lab.test");
    assert_eq!(endpoint["port"], 25);
    let socket = theatre.address("mx.lab.test").to_string();
    assert_eq!(endpoint["connected_to"], socket);
    theatre
        .probe(&[])
        .ends(0, &["mx.lab.test", ":25"])
        .says(&[&format!(" at {socket}")]);

    // The first move that fits counts, and one for another port does not.
    let down = theatre.address("unmoved.lab.test");
    for (moves, code) in [
        ([format!("mx.lab.test:25:{down}"), format!("::{socket}")], 2),
        (
            [format!("mx.lab.test:587:{down}"), format!("::{socket}")],
            0,
        ),
        ([format!(":25:{socket}"), format!("::{down}")], 0),
        ([format!("mx.lab.test::{socket}"), format!("::{down}")], 0),
    ] {
        let [first, second] = &moves;
        let words = ["--connect-to", first, "--connect-to", second, "lab.test"];
        theatre.probe_directly(&words).ends(code, &[]);
    }
    for wrong in [
        "",
        "mx.lab.test",
        "mx.lab.test:25:127.0.0.1",
        "mx:x:127.0.0.1:25",
    ] {
        theatre
            .probe_directly(&["--connect-to", wrong, "lab.test"])
            .refused(&["HOST:PORT"]);
    }
}

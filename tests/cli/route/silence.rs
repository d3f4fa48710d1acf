//! Hosts that do not answer at all.

use super::zone::{good, scenario};
use crate::support::Theatre;
use smtls::lab::{Behaviour, Host, host, mx};

/// What the last line says where outgoing connections may be blocked.
const BLOCKED: &str = "outgoing port 25 may be blocked here";

fn deaf(preference: u16, name: &str) -> Host {
    mx(preference, name, Behaviour::Deaf)
}

fn theatre(hosts: Vec<Host>) -> Theatre {
    Theatre::new(&scenario(&[], hosts))
}

const SHORT: &[&str] = &["--connect-timeout", "300ms"];

#[test]
fn m35_where_no_host_answers_on_port_25_it_may_be_blocked_here() {
    let silent = theatre(vec![deaf(10, "a.lab.test"), deaf(20, "b.lab.test")]);
    for options in [SHORT, &[SHORT, &["--all"]].concat()] {
        let (text, report) = silent.both(options, 2);
        text.ends(
            2,
            &["no connection within 0.3 s", "none of 2 addresses", BLOCKED],
        );
        for endpoint in report["endpoints"].as_array().unwrap() {
            let failure = &endpoint["observations"][0]["failures"][0];
            assert_eq!(failure["cause"], "timeout", "{report:#}");
        }
    }
}

#[test]
fn m35_one_silent_host_or_another_fault_does_not_lay_it_to_this_network() {
    for hosts in [
        vec![deaf(10, "a.lab.test")],
        vec![
            deaf(10, "a.lab.test"),
            mx(20, "b.lab.test", Behaviour::Down),
        ],
        vec![
            mx(10, "a.lab.test", Behaviour::Down),
            deaf(20, "b.lab.test"),
        ],
    ] {
        theatre(hosts)
            .probe(SHORT)
            .ends(2, &["defer and try again"])
            .never_says(&[BLOCKED]);
    }
    theatre(vec![deaf(10, "a.lab.test"), good(20, "b.lab.test")])
        .probe(SHORT)
        .ends(0, &["b.lab.test"])
        .never_says(&[BLOCKED]);
    // Another port is blocked by nobody.
    let records = ["lab.test A 192.0.2.1", "lab.test A 192.0.2.2"];
    let theatre = Theatre::new(&scenario(&records, vec![host("lab.test", Behaviour::Deaf)]));
    let deaf = theatre.address("lab.test");
    for (port, blocked) in [(25, true), (2525, false)] {
        let moves = ["192.0.2.1", "192.0.2.2"].map(|address| format!("{address}:{port}:{deaf}"));
        let [first, second] = &moves;
        let target = format!("lab.test:{port}");
        let words = ["--connect-to", first, "--connect-to", second, &target];
        let outcome = theatre.probe_directly(&[SHORT, &words].concat()).exits(2);
        assert_eq!(outcome.last_line().contains(BLOCKED), blocked, "{outcome}");
    }
}

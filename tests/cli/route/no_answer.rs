//! Every way of not finding out.

use super::zone::{fault, scenario, text};
use crate::support::{Theatre, in_parallel};
use serde_json::Value;
use smtls::lab::{Failure, Manners, Scenario, host};
use std::net::UdpSocket;

/// A question that cannot be answered: what the zone is like, the target, the cause, and words of the last line.
type Unanswered = (
    &'static str,
    Scenario,
    &'static str,
    &'static str,
    &'static [&'static str],
);

#[test]
fn the_ways_of_having_no_answer_are_told_apart() {
    use Failure::{Refused, ServFail, Silence};
    let own = || vec![host("lab.test", Manners::default())];
    let faulty = |records: &[&str], hosts, faults| Scenario {
        faults,
        ..scenario(records, hosts)
    };
    const BOUNCE: &str = "return";
    const RETRY: &str = "try again";
    let rows: [Unanswered; 13] = [
        (
            "M09 no MX record and no address",
            scenario(&[], vec![]),
            "lab.test",
            "nodata",
            &["neither MX", "address", BOUNCE],
        ),
        (
            "M10 no such domain",
            scenario(&[], own()),
            "no-such.lab.test",
            "nxdomain",
            &["no-such.lab.test", "does not exist", "NXDOMAIN", BOUNCE],
        ),
        (
            "M11 SERVFAIL",
            faulty(&[], own(), vec![fault("lab.test", "MX", ServFail)]),
            "lab.test",
            "servfail",
            &["SERVFAIL", "127.0.0.1:", RETRY],
        ),
        (
            "M12 REFUSED",
            faulty(&[], own(), vec![fault("elsewhere.test", "MX", Refused)]),
            "elsewhere.test",
            "refused",
            &["REFUSED", "127.0.0.1:", RETRY],
        ),
        (
            "M12 silence",
            faulty(&[], own(), vec![fault("lab.test", "MX", Silence)]),
            "lab.test",
            "dns-timeout",
            &["within", "127.0.0.1:", RETRY],
        ),
        (
            "M13 the MX host does not exist, but the domain has an address",
            scenario(&["lab.test MX 10 gone.lab.test"], own()),
            "lab.test",
            "nxdomain",
            &["gone.lab.test", "does not exist", BOUNCE],
        ),
        (
            "M13 the MX host has no address, but the domain has one",
            scenario(
                &["lab.test MX 10 empty.lab.test", "empty.lab.test TXT \"x\""],
                own(),
            ),
            "lab.test",
            "nodata",
            &["empty.lab.test", "no address", BOUNCE],
        ),
        (
            "M42 no MX record, and SERVFAIL for the address",
            faulty(
                &[],
                vec![],
                vec![
                    fault("lab.test", "A", ServFail),
                    fault("lab.test", "AAAA", ServFail),
                ],
            ),
            "lab.test",
            "servfail",
            &["SERVFAIL", RETRY],
        ),
        (
            "M42 no IPv4 address, and SERVFAIL for the IPv6 address",
            faulty(&[], vec![], vec![fault("lab.test", "AAAA", ServFail)]),
            "lab.test",
            "servfail",
            &["SERVFAIL", RETRY],
        ),
        (
            "M42 no MX record, and silence about the address",
            faulty(&[], vec![], vec![fault("lab.test", "A", Silence)]),
            "lab.test",
            "dns-timeout",
            &["within", RETRY],
        ),
        (
            "the MX host's address is in a zone that is refused",
            faulty(
                &["lab.test MX 10 mx.elsewhere.test"],
                own(),
                vec![fault("mx.elsewhere.test", "ANY", Refused)],
            ),
            "lab.test",
            "refused",
            &["mx.elsewhere.test", "REFUSED", RETRY],
        ),
        (
            "M17 aliases in a circle",
            scenario(
                &["a.lab.test CNAME b.lab.test", "b.lab.test CNAME a.lab.test"],
                vec![],
            ),
            "a.lab.test",
            "alias-loop",
            &["CNAME", "circle"],
        ),
        (
            "the hosts file is not asked",
            scenario(&[], vec![]),
            "localhost:25",
            "nxdomain",
            &["localhost", "NXDOMAIN"],
        ),
    ];
    in_parallel(&rows, |(name, scenario, target, cause, words)| {
        let theatre = Theatre::new(&Scenario {
            target: (*target).to_owned(),
            ..scenario.clone()
        });
        let (outcome, report) = theatre.both(&[], 40);
        let outcome = outcome.ends(40, words).plain();
        assert!(!outcome.stdout.contains("Trying"), "{name}: {outcome}");
        let found = match &report["route"]["failure"] {
            Value::Null => &report["route"]["hosts"][0]["failure"],
            failure => failure,
        };
        assert_eq!(found["cause"], *cause, "{name}: {report:#}");
        assert_ne!(text(&found["evidence"]), "", "{name}: {report:#}");
        assert_eq!(report["endpoints"], Value::Array(vec![]), "{name}");
        assert_eq!(theatre.connections(), [], "{name}");
    });
}

#[test]
fn a_resolver_that_is_not_there_is_named() {
    // Bound but never read, so that nobody answers there; a closed port is reported sooner, by whatever the system says.
    let mute = UdpSocket::bind("127.0.0.1:0").unwrap();
    let dns = mute.local_addr().unwrap().to_string();
    let outcome = crate::support::Smtls::new(["probe", "--dns", &dns, "lab.test"]).run();
    outcome.ends(40, &["lab.test", &dns, "try again"]);
}

#[test]
fn the_deadline_holds_for_dns_too() {
    let theatre = Theatre::new(&Scenario {
        faults: vec![fault("lab.test", "MX", Failure::Silence)],
        ..scenario(&[], vec![])
    });
    theatre.probe(&["--deadline", "500ms"]).ends(45, &[]);
}

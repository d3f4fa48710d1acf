//! MX hosts, none, the domain itself, or one that cannot be found.

use super::zone::{good, names, reasons, scenario};
use crate::support::Theatre;
use serde_json::json;
use smtls::lab::{Manners, Scenario, host};
use std::net::Ipv6Addr;

#[test]
fn m04_a_null_mx_is_no_host() {
    // There is a server at the domain's own address, and nobody is to speak to it.
    let own = vec![host("lab.test", Manners::default())];
    let theatre = Theatre::new(&scenario(&["lab.test MX 0 .", "lab.test A 127.0.0.1"], own));
    theatre
        .probe(&[])
        .ends(40, &["lab.test", "null MX", "return"]);
    let report = theatre.json(&[], 40);
    assert_eq!(report["route"]["kind"], "null-mx");
    assert_eq!(names(&report), [""; 0]);
    assert_eq!(theatre.connections(), []);
}

#[test]
fn m05_the_root_with_another_preference_is_no_null_mx() {
    let theatre = Theatre::new(&scenario(&["lab.test MX 10 ."], vec![]));
    theatre
        .probe(&[])
        .ends(40, &["root", "no null MX"])
        .never_says(&["accepts no mail"]);
    let report = theatre.json(&[], 40);
    assert_eq!(report["route"]["kind"], "mx");
    assert_eq!(report["route"]["hosts"][0]["failure"]["cause"], "root");

    // Beside a good host it is in nobody's way.
    let records = ["lab.test MX 0 ."];
    let theatre = Theatre::new(&scenario(&records, vec![good(10, "mx.lab.test")]));
    let report = theatre.json(&[], 0);
    assert!(reasons(&report, "warn").contains("root"), "{report:#}");
}

#[test]
fn m07_without_an_mx_record_the_domain_itself_is_the_host() {
    let own = vec![host("lab.test", Manners::default())];
    let theatre = Theatre::new(&scenario(&[], own));
    theatre
        .probe(&[])
        .ends(0, &["lab.test", "TLS 1.3"])
        .says(&["no MX record", "implicit MX"]);
    let report = theatre.json(&[], 0);
    assert_eq!(report["route"]["kind"], "implicit-mx");
    assert_eq!(names(&report), ["lab.test"]);
}

#[test]
fn m08_an_implicit_mx_may_have_an_ipv6_address_only() {
    let address = "2001:db8::25".parse::<Ipv6Addr>().unwrap();
    let own = vec![host("lab.test", Manners::default()).at(address)];
    let theatre = Theatre::new(&scenario(&[], own));
    theatre
        .probe(&[])
        .ends(0, &["lab.test[2001:db8::25]:25"])
        .says(&["implicit MX"]);
    let report = theatre.json(&[], 0);
    assert_eq!(report["route"]["kind"], "implicit-mx");
    assert_eq!(
        report["route"]["hosts"][0]["addresses"],
        json!(["2001:db8::25"])
    );
}

#[test]
fn m19_an_underscore_in_a_hosts_name_is_a_warning_and_no_hindrance() {
    let theatre = Theatre::new(&scenario(&[], vec![good(10, "_mx.lab.test")]));
    let report = theatre.json(&[], 0);
    let warnings = reasons(&report, "warn");
    assert!(
        warnings.contains("_mx.lab.test has an underscore"),
        "{warnings}"
    );
    let theatre = Theatre::new(&scenario(&[], vec![good(10, "mx.lab.test")]));
    assert_eq!(reasons(&theatre.json(&[], 0), "warn"), "");
}

#[test]
fn m38_a_target_of_one_label_is_told() {
    let theatre = Theatre::new(&Scenario {
        target: "lab".to_owned(),
        zones: vec!["lab".to_owned()],
        ..scenario(&[], vec![good(10, "mx.lab")])
    });
    theatre.probe(&[]).ends(0, &["mx.lab"]).says(&[
        "note",
        "lab is one label alone",
        "no search list",
    ]);
    theatre
        .probe_directly(&["nothing"])
        .ends(40, &["NXDOMAIN"])
        .says(&["nothing is one label alone"]);
    theatre
        .probe_directly(&["www.lab"])
        .exits(40)
        .never_says(&["one label"]);
}

#[test]
fn m14_a_dead_mx_host_beside_a_good_one_is_a_warning() {
    let records = ["lab.test MX 5 gone.lab.test"];
    let theatre = Theatre::new(&scenario(&records, vec![good(10, "mx.lab.test")]));
    theatre
        .probe(&[])
        .ends(0, &["mx.lab.test"])
        .says(&["warn", "gone.lab.test", "NXDOMAIN"]);
    let report = theatre.json(&[], 0);
    assert_eq!(report["route"]["hosts"][0]["failure"]["cause"], "nxdomain");
    assert!(
        reasons(&report, "warn").contains("gone.lab.test"),
        "{report:#}"
    );
}

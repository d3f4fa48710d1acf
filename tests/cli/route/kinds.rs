//! MX hosts, none, the domain itself, or one that cannot be found.

use super::zone::{good, names, reasons, scenario};
use crate::support::Theatre;
use smtls::lab::{Manners, host};

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

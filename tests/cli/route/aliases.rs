//! Aliases (CNAME) on the way.

use super::zone::{names, reasons, scenario};
use crate::support::Theatre;
use smtls::lab::{Manners, Scenario, host};

#[test]
fn m15_an_mx_host_that_is_an_alias_is_followed_with_a_warning() {
    let records = [
        "lab.test MX 10 alias.lab.test",
        "alias.lab.test CNAME real.lab.test",
        "real.lab.test A 127.0.0.1",
    ];
    let server = vec![host("alias.lab.test", Manners::default())];
    let theatre = Theatre::new(&scenario(&records, server));
    // Without a moved socket, so that the addresses are asked for.
    let port = theatre.address("alias.lab.test").port();
    let target = format!("lab.test:{port}");
    let outcome = theatre.probe_directly(&["--mx", "--format", "json", &target]);
    let report = outcome.exits(0).json();
    assert_eq!(report["route"]["hosts"][0]["aliases"][0], "real.lab.test");
    let warnings = reasons(&report, "warn");
    for word in ["alias.lab.test", "real.lab.test", "CNAME"] {
        assert!(warnings.contains(word), "{report:#}");
    }
}

#[test]
fn m16_a_domain_that_is_an_alias_leads_to_the_mx_hosts_of_its_target() {
    let records = [
        "www.lab.test CNAME mail.other.test",
        "mail.other.test MX 10 mx.other.test",
    ];
    let theatre = Theatre::new(&Scenario {
        target: "www.lab.test".to_owned(),
        zones: vec!["lab.test".to_owned(), "other.test".to_owned()],
        ..scenario(&records, vec![host("mx.other.test", Manners::default())])
    });
    theatre
        .probe(&[])
        .ends(0, &["mx.other.test"])
        .says(&["www.lab.test, an alias for mail.other.test"]);
    let report = theatre.json(&[], 0);
    assert_eq!(report["route"]["aliases"][0], "mail.other.test");
    assert_eq!(names(&report), ["mx.other.test"]);
}

//! The mail servers that the examples speak of.

use crate::support::Theatre;
use smtls::lab::{Pinned, Scenario, find, host};

/// What stands for example.com.
pub(super) const DOMAIN: &str = "dane-and-mta-sts.test";

/// A domain with DANE, MTA-STS and reports, and a server for its users.
fn scenario() -> Scenario {
    let mut scenario = find("dane-and-mta-sts").unwrap();
    let reports = format!("_smtp._tls.{DOMAIN} TXT \"v=TLSRPTv1; rua=mailto:tls@{DOMAIN}\"");
    scenario.records.push(reports);
    let submissions = find("implicit-tls").unwrap().hosts.remove(0);
    let name = format!("mail.{DOMAIN}");
    scenario
        .hosts
        .push(host(&name, submissions.behaviour).on(465));
    scenario
}

pub(super) fn good() -> Theatre {
    Theatre::new(&scenario())
}

/// The same after somebody renewed the key of the MX host without telling DNS.
pub(super) fn bad() -> Theatre {
    let mut scenario = scenario();
    for record in &mut scenario.tlsa {
        record.of = Pinned::Octets(vec![7; 32]);
    }
    Theatre::new(&scenario)
}

/// The options by which a probe comes to the servers of the lab, without its target.
pub(super) fn options(theatre: &Theatre) -> Vec<String> {
    let mut words = theatre.lab.probe_arguments();
    assert_eq!(words.pop().as_deref(), Some(DOMAIN));
    words
}

/// A file of expectations for example.com as one for the lab: with its names, and its options among the defaults.
#[track_caller]
pub(super) fn for_lab(file: &str, theatre: &Theatre) -> String {
    let mut values: Vec<(String, Vec<String>)> = Vec::new();
    for pair in options(theatre).chunks(2) {
        let name = pair[0].trim_start_matches("--").to_owned();
        match values.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(pair[1].clone()),
            None => values.push((name, vec![pair[1].clone()])),
        }
    }
    let lines = values.iter().map(|(name, values)| match name.as_str() {
        "dns" => format!("{name} = {:?}\n", values[0]),
        _ => format!("{name} = {values:?}\n"),
    });
    let head = "[defaults]\n";
    assert_eq!(file.matches(head).count(), 1, "{file}");
    let file = file.replace(head, &format!("{head}{}", lines.collect::<String>()));
    file.replace("example.com", DOMAIN)
}

//! Every scenario.

use super::{
    audit, authentication, certificates, dane, dialogue, greeting, handshake, hostile, mail,
    mta_sts, routes, starttls, submission, ways,
};
use crate::lab::scenario::Scenario;

/// Every scenario, table by table. A new one is one more row of its theme.
pub fn scenarios() -> Vec<Scenario> {
    let tables = [
        routes::rows,
        greeting::rows,
        dialogue::rows,
        starttls::rows,
        handshake::rows,
        certificates::rows,
        dane::rows,
        mta_sts::rows,
        submission::rows,
        authentication::rows,
        ways::rows,
        mail::rows,
        audit::rows,
        hostile::rows,
    ];
    tables.iter().flat_map(|rows| rows()).collect()
}

/// The scenario of that name.
pub fn find(name: &str) -> Option<Scenario> {
    scenarios()
        .into_iter()
        .find(|scenario| scenario.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;
    use crate::lab::{Behaviour, Lab};

    #[test]
    fn every_scenario_starts_and_stops() {
        for scenario in scenarios() {
            let lab = Lab::start(&scenario).unwrap_or_else(|e| panic!("{}: {e}", scenario.name));
            let folder = lab.folder().to_owned();
            let arguments = lab.probe_arguments();
            assert_eq!(arguments.last(), Some(&scenario.target));
            for host in &scenario.hosts {
                let address = lab.address_of(&host.name).unwrap();
                let up = TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok();
                let served = matches!(host.behaviour, Behaviour::Script(_));
                assert_eq!(up, served, "{}", host.name);
            }
            drop(lab);
            assert!(!folder.exists());
        }
    }

    #[test]
    fn rows_have_names_and_sentences_of_their_own() {
        let rows = scenarios();
        let names: HashSet<_> = rows.iter().map(|row| &row.name).collect();
        assert_eq!(names.len(), rows.len());
        for row in &rows {
            assert!(row.description.ends_with('.'), "{}", row.name);
            assert!(!row.description.contains("  "), "{}", row.name);
            assert_eq!(find(&row.name).as_ref(), Some(row));
            assert_ne!(row.name, "all", "that word plays every scenario");
            assert!(!row.says.is_empty(), "{} says nothing", row.name);
        }
        assert_eq!(find("no-such-scenario"), None);
    }
}

//! Zones to look into, and what reports say of them.

use serde_json::Value;
use smtls::lab::{Failure, Fault, Host, Manners, Scenario, mx};

pub fn scenario(records: &[&str], hosts: Vec<Host>) -> Scenario {
    Scenario {
        records: records.iter().map(|line| (*line).to_owned()).collect(),
        hosts,
        ..Scenario::new("lab", "A zone.")
    }
}

pub fn good(preference: u16, name: &str) -> Host {
    mx(preference, name, Manners::default())
}

pub fn fault(owner: &str, record_type: &str, failure: Failure) -> Fault {
    Fault {
        owner: owner.to_owned(),
        record_type: record_type.to_owned(),
        failure,
    }
}

/// The names of the route's hosts, in order.
pub fn names(report: &Value) -> Vec<&str> {
    let hosts = report["route"]["hosts"].as_array().unwrap();
    hosts.iter().map(|host| text(&host["name"])).collect()
}

/// The reasons of the verdicts on the route that have this status, one after the other.
pub fn reasons(report: &Value, status: &str) -> String {
    let verdicts = report["verdicts"].as_array().unwrap().iter();
    let having = verdicts.filter(|verdict| verdict["status"] == status);
    let reasons: Vec<&str> = having.map(|verdict| text(&verdict["reason"])).collect();
    reasons.join("\n")
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

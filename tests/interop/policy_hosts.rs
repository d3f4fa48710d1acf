//! Mail domains with MTA-STS, whose policy a real nginx serves: what smtls says, and what curl gets, as policy_hosts.txt has it.

use crate::curl;
use crate::network::{assert_none, assert_same_domains, rows};
use crate::services::services;

const TABLE: &str = include_str!("policy_hosts.txt");

#[test]
fn every_policy_domain_has_a_row() {
    let rows = rows::<6>(TABLE).map(|[domain, ..]| domain);
    assert_same_domains(rows, &services().network.policy_domains);
}

#[test]
fn curl() {
    let mut differences = Vec::new();
    for [domain, _, _, exit, answer, words] in rows::<6>(TABLE) {
        let said = curl::policy_of(domain);
        if said.exit.to_string() != exit || said.answer != answer || !said.text.contains(words) {
            differences.push(format!(
                "{domain}: {exit}, {answer}, {words}\ncurl ended with {}\n{}",
                said.exit, said.text
            ));
        }
    }
    assert_none(&differences);
}

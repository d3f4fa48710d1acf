//! Mail domains with and without DANE: what smtls and posttls-finger say of each, as dane.txt has it.
//!
//! What posttls-finger says was held against RFC 7672 once, row by row; where the two differ, the table says why.

use crate::network::{assert_none, assert_same_domains, rows};
use crate::services::services;
use crate::{posttls_finger, smtls};

const TABLE: &str = include_str!("dane.txt");

#[test]
fn every_domain_has_a_row() {
    let rows = rows::<6>(TABLE).map(|[domain, ..]| domain);
    assert_same_domains(rows, &services().network.domains);
}

#[test]
fn smtls() {
    let mut differences = Vec::new();
    for [domain, exit, trust, status, ..] in rows::<6>(TABLE) {
        let said = smtls::probe_domain(domain);
        let heard = [
            said.exit.to_string(),
            said.trust().unwrap_or_else(|| "-".to_owned()),
            said.deciding("dane").unwrap_or_else(|| "-".to_owned()),
        ];
        differences.extend(said.validators().map(|pair| format!("{domain}: {pair}")));
        if heard != [exit, trust, status] {
            let expected = [exit, trust, status];
            differences.push(format!(
                "{domain}: {expected:?}, not {heard:?}\n{}",
                said.text
            ));
        }
    }
    assert_none(&differences);
}

#[test]
fn posttls_finger() {
    let mut differences = Vec::new();
    for [domain, .., trust, words] in rows::<6>(TABLE) {
        let said = posttls_finger::look_with_dane(domain);
        // Where it gives no reason, it leaves before STARTTLS.
        let left = words != "> QUIT" || !said.text.contains("STARTTLS");
        if said.trust.as_deref().unwrap_or("-") != trust || !said.text.contains(words) || !left {
            differences.push(format!("{domain}: {trust}, {words}\n{}", said.text));
        }
    }
    assert_none(&differences);
}

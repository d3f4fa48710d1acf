//! Mail domains with and without DANE: what smtls and posttls-finger say of each, as dane.txt has it.
//!
//! What posttls-finger says was held against RFC 7672 once, row by row; where the two differ, the table says why.

use crate::network::{assert_none, assert_same_domains, rows};
use crate::posttls_finger;
use crate::services::services;

const TABLE: &str = include_str!("dane.txt");

#[test]
fn every_domain_has_a_row() {
    let rows = rows::<6>(TABLE).map(|[domain, ..]| domain);
    assert_same_domains(rows, &services().network.domains);
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

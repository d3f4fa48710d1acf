//! Mail domains with MTA-STS, whose policy a real nginx serves: what smtls, mta-sts-query and curl say, as policy_hosts.txt has it.

use crate::network::{assert_none, assert_same_domains, rows};
use crate::services::services;
use crate::{curl, mta_sts_query, smtls};

const TABLE: &str = include_str!("policy_hosts.txt");

#[test]
fn every_policy_domain_has_a_row() {
    let rows = rows::<9>(TABLE).map(|[domain, ..]| domain);
    assert_same_domains(rows, &services().network.policy_domains);
}

#[test]
fn smtls() {
    let mut differences = Vec::new();
    for [domain, exit, trust, status, state, result, ..] in rows::<9>(TABLE) {
        let said = smtls::probe_domain(domain);
        let or_none = |word: Option<String>| word.unwrap_or_else(|| "-".to_owned());
        let heard = [
            said.exit.to_string(),
            or_none(said.trust()),
            or_none(said.deciding("mta-sts")),
            or_none(said.policy("/state")),
        ];
        let expected = [exit, trust, status, state];
        if heard != expected {
            differences.push(format!(
                "{domain}: {expected:?}, not {heard:?}\n{}",
                said.text
            ));
        }
        differences.extend(said.validators().map(|pair| format!("{domain}: {pair}")));
        differences.extend(other_policy(domain, result, &said));
    }
    assert_none(&differences);
}

/// What mta-sts-query says otherwise than the table, and otherwise than smtls of a policy that it calls valid.
fn other_policy(domain: &str, result: &str, ours: &smtls::Probe) -> Option<String> {
    let Some(theirs) = mta_sts_query::policies().get(domain) else {
        return Some(format!("{domain}: mta-sts-query says nothing"));
    };
    if theirs.result != result {
        return Some(format!("{domain}: {result}, not {}", theirs.result));
    }
    let field = |pointer| ours.policy(pointer).unwrap_or_else(|| "-".to_owned());
    let policy = [
        field("/id"),
        field("/policy/mode"),
        field("/policy/max_age"),
        ours.patterns(),
    ];
    let policy = policy.join(" ");
    (result == "VALID" && theirs.policy != policy)
        .then(|| format!("{domain}: {}, and for smtls {policy}", theirs.policy))
}

#[test]
fn curl() {
    let mut differences = Vec::new();
    for [domain, .., exit, answer, words] in rows::<9>(TABLE) {
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

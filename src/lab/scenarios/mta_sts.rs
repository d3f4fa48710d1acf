//! What MTA-STS policies and TLSRPT records can say, and how the policy is handed out.

use super::row::{named, one_host};
use crate::lab::certificate::CertificateSpec;
use crate::lab::policy_host::{Body, PolicyHost};
use crate::lab::scenario::Scenario;
use crate::lab::script::Manners;
use crate::lab::tlsa::Pinned;

/// More than the 64 kilobytes that RFC 8461 §3.3 suggests as a maximum.
const OVERSIZED: u64 = 10_000_000;

pub(super) fn rows() -> Vec<Scenario> {
    [policies(), policy_hosts(), beside_dane(), reports()].concat()
}

/// What the policy says.
fn policies() -> Vec<Scenario> {
    vec![
        sts(
            "mta-sts-enforce",
            "The policy enforces TLS, and lists the MX host, whose certificate verifies.",
            |own| PolicyHost::new(&policy("enforce", own)),
        )
        .ends(0, &["mx1.mta-sts-enforce.test", "MTA-STS"]),
        sts(
            "mta-sts-testing",
            "The policy does not list the MX host, but is in testing mode: mail goes there, and the failure is reported.",
            |_| PolicyHost::new(&policy("testing", "mx1.other.test")),
        )
        .ends(0, &["mx1.mta-sts-testing.test"])
        .warns(&["testing"]),
        sts(
            "mta-sts-none",
            "The policy has mode none, as on the way out of MTA-STS.",
            |_| PolicyHost::new("version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n"),
        )
        .ends(0, &["mx1.mta-sts-none.test"]),
        sts(
            "mta-sts-unmatched-mx",
            "The policy enforces TLS and does not list the MX host: a sender must not use it.",
            |_| PolicyHost::new(&policy("enforce", "*.other.test")),
        )
        .ends(43, &["mx1.mta-sts-unmatched-mx.test"]),
        sts(
            "mta-sts-bad-policy",
            "The policy has a misspelt mode and no max_age, so that it is none.",
            |own| PolicyHost::new(&format!("version: STSv1\nmode: enforced\nmx: {own}\n")),
        )
        .ends(43, &["mode"]),
        sts_with(
            "mta-sts-mx-wrong-name",
            "The policy enforces TLS and lists the MX host, whose certificate is for another name.",
            named("www.other.test"),
            |own| PolicyHost::new(&policy("enforce", own)),
        )
        .ends(43, &["www.other.test", "mx1.mta-sts-mx-wrong-name.test"]),
    ]
}

/// How the policy is handed out.
fn policy_hosts() -> Vec<Scenario> {
    vec![
        sts(
            "mta-sts-redirect",
            "The policy host sends its visitors elsewhere, which a sender must not follow.",
            |_| PolicyHost {
                status: "301 Moved Permanently".to_owned(),
                headers: vec!["Location: https://www.other.test/mta-sts.txt".to_owned()],
                ..PolicyHost::default()
            },
        )
        .ends(43, &["301"]),
        sts(
            "mta-sts-wrong-certificate",
            "The certificate of the policy host is for another name, so that its policy counts for nothing.",
            |own| {
                let certificate = CertificateSpec {
                    names: vec!["www.other.test".to_owned()],
                    ..CertificateSpec::default()
                };
                PolicyHost::new(&policy("enforce", own)).with_certificate(certificate)
            },
        )
        .ends(43, &["mta-sts.mta-sts-wrong-certificate.test"]),
        sts(
            "mta-sts-oversized",
            "The policy host sends more than anybody would take for a policy.",
            |_| PolicyHost {
                body: Body::Long(OVERSIZED),
                ..PolicyHost::default()
            },
        )
        .ends(43, &["mta-sts.mta-sts-oversized.test"]),
        sts(
            "mta-sts-html",
            "The policy is right, but is handed out as HTML.",
            |own| PolicyHost {
                headers: vec!["Content-Type: text/html; charset=utf-8".to_owned()],
                ..PolicyHost::new(&policy("enforce", own))
            },
        )
        .ends(0, &["mx1.mta-sts-html.test"])
        .warns(&["text/html"]),
        sts(
            "mta-sts-two-records",
            "The domain has two MTA-STS records, so that it counts as having none.",
            |own| PolicyHost::new(&policy("enforce", own)),
        )
        .and_record("_mta-sts.mta-sts-two-records.test TXT \"v=STSv1; id=2;\"")
        .ends(43, &["_mta-sts.mta-sts-two-records.test"]),
    ]
}

/// DANE and MTA-STS together.
fn beside_dane() -> Vec<Scenario> {
    let pin = |name: &str| Pinned::Host(format!("mx1.{name}.test"));
    vec![
        sts(
            "dane-and-mta-sts",
            "The key of the MX host is pinned by a TLSA record, and the policy lists it: both agree.",
            |own| PolicyHost::new(&policy("enforce", own)),
        )
        .with_tlsa(3, 1, 1, pin("dane-and-mta-sts"))
        .ends(0, &["mx1.dane-and-mta-sts.test", "DANE"]),
        sts(
            "dane-mta-sts-conflict",
            "The TLSA record pins the key of the MX host, but the policy does not list that host: senders will differ.",
            |_| PolicyHost::new(&policy("enforce", "mx1.other.test")),
        )
        .with_tlsa(3, 1, 1, pin("dane-mta-sts-conflict"))
        .ends(0, &["mx1.dane-mta-sts-conflict.test"])
        .warns(&["mx1.other.test"]),
    ]
}

/// Where reports go.
fn reports() -> Vec<Scenario> {
    vec![
        one_host(
            "tlsrpt",
            "The domain says where reports on its TLS go.",
            Manners::default(),
        )
        .and_record("_smtp._tls.tlsrpt.test TXT \"v=TLSRPTv1; rua=mailto:tls@tlsrpt.test\"")
        .ends(0, &["mx1.tlsrpt.test"]),
        one_host(
            "tlsrpt-bad",
            "The record for reports on TLS says nowhere that they could go.",
            Manners::default(),
        )
        .and_record("_smtp._tls.tlsrpt-bad.test TXT \"v=TLSRPTv1; rua=ftp://tlsrpt-bad.test\"")
        .ends(0, &["mx1.tlsrpt-bad.test"])
        .warns(&["ftp:"]),
    ]
}

/// A domain with an MTA-STS record, one good MX host, and the policy host that is made for the name of that one.
fn sts(name: &str, description: &str, policy_host: impl Fn(&str) -> PolicyHost) -> Scenario {
    sts_with(name, description, Manners::default(), policy_host)
}

/// The same with an MX host that behaves so.
fn sts_with(
    name: &str,
    description: &str,
    manners: Manners,
    policy_host: impl Fn(&str) -> PolicyHost,
) -> Scenario {
    let domain = format!("{name}.test");
    let mut scenario = one_host(name, description, manners)
        .and_record(&format!("_mta-sts.{domain} TXT \"v=STSv1; id=1;\""));
    let own = format!("mx1.{domain}");
    scenario.hosts.push(policy_host(&own).of(&domain));
    scenario
}

/// A policy of a week.
fn policy(mode: &str, mx: &str) -> String {
    format!("version: STSv1\r\nmode: {mode}\r\nmx: {mx}\r\nmax_age: 604800\r\n")
}

//! Whether DANE protects a domain's mail on all of its hosts (RFC 7672 §2.2.1).

use super::policy::DanePolicy;
use crate::dns::DomainName;
use crate::judge::check::Check;
use crate::judge::verdict::{Status, Verdict};

/// How many hosts a sentence lists.
const MOST_LISTED: usize = 5;

/// A host of the domain, and what its records demand.
#[derive(Clone, Debug)]
pub struct HostPolicy<'a> {
    /// Its name.
    pub name: &'a DomainName,
    /// The preference of its MX record.
    pub preference: Option<u16>,
    /// What its TLSA records demand.
    pub policy: &'a DanePolicy,
}

/// The verdict on a domain of which some hosts have usable records and others have none; nothing where all are alike. Hosts of
/// which it is not known count for neither.
pub fn coverage(hosts: &[HostPolicy<'_>]) -> Option<Verdict> {
    let with: Vec<&HostPolicy<'_>> = hosts
        .iter()
        .filter(|host| host.policy.demands_authentication())
        .collect();
    let without: Vec<&HostPolicy<'_>> = hosts
        .iter()
        .filter(|host| host.policy.is_absent() || *host.policy == DanePolicy::Unusable)
        .collect();
    if with.is_empty() || without.is_empty() {
        return None;
    }
    let best = |hosts: &[&HostPolicy<'_>]| hosts.iter().filter_map(|host| host.preference).min();
    // A host with records must not be preferred to one with a better preference.
    let order = match (best(&without), best(&with)) {
        (Some(without), Some(with)) if without < with => {
            "; senders try those first, whatever the others have to offer"
        }
        _ => "; who can make the others unreachable makes senders go there",
    };
    let reason = format!(
        "DANE protects the mail in part: {} of {} hosts have usable TLSA records, and {} none{order}",
        with.len(),
        with.len() + without.len(),
        match without.as_slice() {
            [one] => format!("{} has", one.name),
            several => format!("{} have", listed(several)),
        }
    );
    Some(
        Verdict::new(Check::Dane, Status::Warn, reason)
            .with_fix("publish TLSA records for every MX host, in zones that DNSSEC secures"),
    )
}

fn listed(hosts: &[&HostPolicy<'_>]) -> String {
    let names = hosts.iter().take(MOST_LISTED);
    let names: Vec<&str> = names.map(|host| host.name.ascii()).collect();
    match hosts.len().saturating_sub(names.len()) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Absence, LookupFault};
    use super::*;

    #[test]
    fn d48_d59_hosts_with_and_without_records() {
        let denied = DanePolicy::NoRecords(Absence::Denied);
        let failed = DanePolicy::LookupFailed(LookupFault::Silence("x".to_owned()));
        let (usable, unusable) = (DanePolicy::Usable, DanePolicy::Unusable);
        let unknown = DanePolicy::NotEvaluated("x".to_owned());
        let first = Some(
            "1 of 2 hosts have usable TLSA records, and b.test has none; senders try those first",
        );
        let second = Some("b.test has none; who can make the others unreachable");
        for (case, hosts, words) in [
            ("D48 all", [(10, &usable), (20, &usable)], None),
            ("D48 none", [(10, &denied), (20, &unusable)], None),
            ("D48", [(10, &usable), (20, &denied)], second),
            ("D48 equal", [(10, &usable), (10, &denied)], second),
            ("D59", [(20, &usable), (10, &denied)], first),
            ("D59 unusable", [(20, &usable), (10, &unusable)], first),
            ("D48 not known", [(10, &usable), (20, &failed)], None),
            ("D48 not evaluated", [(10, &usable), (20, &unknown)], None),
        ] {
            let names = ["a.test", "b.test"].map(|name| DomainName::parse(name).expect("a name"));
            let hosts = names
                .iter()
                .zip(hosts)
                .map(|(name, (preference, policy))| HostPolicy {
                    name,
                    preference: Some(preference),
                    policy,
                });
            let verdict = coverage(&hosts.collect::<Vec<_>>());
            assert_eq!(verdict.is_some(), words.is_some(), "{case}");
            if let (Some(verdict), Some(words)) = (verdict, words) {
                assert!(verdict.reason.contains(words), "{case}: {}", verdict.reason);
                assert!(verdict.fix.is_some());
            }
        }
    }

    #[test]
    fn d48_many_hosts_are_counted() {
        let (usable, denied) = (DanePolicy::Usable, DanePolicy::NoRecords(Absence::Denied));
        let names: Vec<DomainName> = (0..9)
            .map(|number| DomainName::parse(&format!("mx{number}.test")).expect("a name"))
            .collect();
        let hosts = names.iter().enumerate().map(|(index, name)| HostPolicy {
            name,
            preference: Some(10),
            policy: if index == 0 { &usable } else { &denied },
        });
        let verdict = coverage(&hosts.collect::<Vec<_>>()).expect("a verdict");
        assert!(
            verdict.reason.contains("mx5.test and 3 more have none"),
            "{}",
            verdict.reason
        );
    }
}

//! What a sending server would do with mail for the whole domain: the hosts in order, until one takes it.

use super::{Action, HostFate, Means, ReportLine};

/// What a sending server would do with mail for the domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainFate {
    /// What a sender does that knows DANE and MTA-STS, and demands neither.
    pub action: Action,
    /// By what it knows the host, where it does.
    pub means: Vec<Means>,
    /// The rule that decides, as a sentence fragment.
    pub rule: &'static str,
    /// The host that takes the message, by its place among those that were judged.
    pub host: Option<usize>,
    /// What a sender does that knows neither.
    pub without_policies: Action,
    /// At some host DANE holds and an enforced policy does not.
    pub conflict: bool,
    /// What a sender would report, each line once.
    pub reports: Vec<ReportLine>,
}

/// Decides by the hosts in a sender's order; `all` are all that there are, so that none of them is left to try.
pub fn of_domain(hosts: &[HostFate], all: bool) -> DomainFate {
    let deciding = hosts.iter().position(|host| host.action != Action::Skip);
    let plain = hosts
        .iter()
        .map(|host| host.without_policies)
        .find(|action| *action != Action::Skip);
    let mut reports: Vec<ReportLine> = Vec::new();
    let upto = deciding.map_or(hosts.len(), |at| at.saturating_add(1));
    for line in hosts.iter().take(upto).flat_map(|host| &host.reports) {
        if !reports.contains(line) {
            reports.push(line.clone());
        }
    }
    let none = match (all, hosts) {
        (false, _) | (true, []) => Action::Unknown,
        (true, _) => Action::Defer,
    };
    let without_policies = plain.unwrap_or(none);
    let conflict = hosts.iter().take(upto).any(|host| host.conflict);
    match deciding.and_then(|at| Some((at, hosts.get(at)?))) {
        Some((at, host)) => DomainFate {
            action: host.action,
            means: host.means.clone(),
            rule: host.rule,
            host: host.action.delivers().then_some(at),
            without_policies,
            conflict,
            reports,
        },
        None => DomainFate {
            action: none,
            means: Vec::new(),
            rule: match hosts {
                [] => "there is no host to try",
                [only] => only.rule,
                _ => "every host is passed over",
            },
            host: None,
            without_policies,
            conflict,
            reports,
        },
    }
}

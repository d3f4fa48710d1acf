//! The last line: what it comes to, and what a sending server would do.

use super::demands::Demands;
use super::fate::{DomainFate, HostFate, PolicyType, ReportLine, of_domain};
use super::verdict::{Judgement, Status, Verdict};
use super::{sender, session, ways};
use crate::exit::ExitCode;
use crate::probe::{Cause, ConnectFault, Observation};
use crate::route::Route;
use crate::smtp::Stage;

/// How a run ends, and the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The exit code.
    pub exit: ExitCode,
    /// One sentence without a final stop. May quote the peer: escape before it reaches a terminal.
    pub sentence: String,
    /// What a sending server would do with mail for the domain; nothing where none comes, or no host was found.
    pub sender: Option<DomainFate>,
    /// Which endpoints count for it, in order.
    pub counted: Vec<bool>,
}

impl Conclusion {
    /// Whether the endpoint at this place, from 0, counts for it.
    pub fn counts(&self, index: usize) -> bool {
        self.counted.get(index).copied().unwrap_or(true)
    }
}

/// One endpoint as the conclusion sees it.
pub struct Judged<'a> {
    /// The facts.
    pub observation: &'a Observation,
    /// The opinions.
    pub judgement: &'a Judgement,
}

impl Judged<'_> {
    /// Nothing was learnt about the endpoint, because this machine has no route to it.
    fn is_out_of_reach(&self) -> bool {
        let cause = self.observation.failure(Stage::Connect);
        match cause {
            Some(Cause::Connect(fault)) => {
                *fault == ConnectFault::NoRouteHere || fault.is_of_the_way()
            }
            _ => false,
        }
    }
}

/// What was found beside the endpoints.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Where the mail goes.
    pub route: &'a Route,
    /// The verdicts on that.
    pub on_route: &'a [Verdict],
    /// The verdicts on what the domain publishes.
    pub on_domain: &'a [Verdict],
}

/// Concludes from what was found and the endpoints that were probed, in order. With `all` every endpoint counts; without, the
/// first session that succeeded makes the failures before it mere history.
pub fn conclude(
    found: Found<'_>,
    endpoints: &[Judged<'_>],
    demands: &Demands,
    all: bool,
) -> Conclusion {
    let route = found.route;
    let decides = |verdict: &&Verdict| verdict.exit != ExitCode::Success;
    if let Some(verdict) = found.on_route.iter().find(decides) {
        return Conclusion {
            exit: verdict.exit,
            sentence: format!("{}; {}", verdict.reason, sender::without_hosts(route)),
            sender: None,
            counted: Vec::new(),
        };
    }
    let fate = fate(found, endpoints);
    // What is out of this machine's reach says nothing, as long as anything else was reached.
    let mut counted: Vec<&Judged<'_>> = endpoints
        .iter()
        .filter(|endpoint| !endpoint.is_out_of_reach())
        .collect();
    if counted.is_empty() {
        counted = endpoints.iter().collect();
    }
    let standing = counted
        .iter()
        .find(|endpoint| !endpoint.judgement.session_failed());
    let of_endpoints = match standing {
        Some(endpoint) if !all => endpoint.judgement.exit(),
        _ => ExitCode::worst(counted.iter().map(|endpoint| endpoint.judgement.exit())),
    };
    let of_domain = found.on_domain.iter().map(|verdict| verdict.exit);
    let exit = ExitCode::worst(of_domain.chain([of_endpoints]));
    let deciding = match standing {
        Some(endpoint) if !all => Some(endpoint),
        _ => counted
            .iter()
            .find(|endpoint| endpoint.judgement.exit() == of_endpoints),
    };
    let Some(endpoint) = deciding else {
        return Conclusion {
            exit: ExitCode::Resolve,
            sentence: "there is no host to probe".to_owned(),
            sender: None,
            counted: Vec::new(),
        };
    };
    let counts = endpoints.iter().map(|one| match standing {
        Some(endpoint) if !all => std::ptr::eq(*endpoint, one),
        _ => counted.iter().any(|other| std::ptr::eq(*other, one)),
    });
    let several = endpoints.len() > 1;
    let verdict = match endpoint.judgement.deciding() {
        Some(verdict) if verdict.exit == exit => Some((verdict, several)),
        _ => {
            let mut verdicts = found.on_domain.iter();
            let verdict = verdicts.find(|verdict| verdict.exit == exit);
            verdict.filter(decides).map(|verdict| (verdict, false))
        }
    };
    let sentence = match verdict {
        None if all && several => {
            session::each(&counted, endpoints.len(), route, demands, fate.as_ref())
        }
        None => {
            let good = session::good(endpoint, route, demands, fate.as_ref());
            format!("{good}{}", before(endpoint, endpoints))
        }
        Some((verdict, named)) => {
            let which = match named {
                true => format!("{}: ", endpoint.observation.peer),
                false => String::new(),
            };
            let sender = sender::with_host(endpoint, verdict, endpoints, demands, fate.as_ref());
            let reason = endpoint.judgement.in_short(verdict);
            format!("{which}{reason}; {sender}")
        }
    };
    let sentence = match ways::disguise(endpoint.observation) {
        Some(words) => format!("{sentence}; {words}"),
        None => sentence,
    };
    Conclusion {
        exit,
        sentence,
        sender: fate,
        counted: counts.collect(),
    }
}

/// What a sender would do with mail for the domain; nothing where none comes, or there is no host.
fn fate(found: Found<'_>, endpoints: &[Judged<'_>]) -> Option<DomainFate> {
    let fates = endpoints
        .iter()
        .map(|endpoint| endpoint.judgement.fate.clone());
    let fates: Vec<HostFate> = fates.collect::<Option<_>>()?;
    let addresses = found.route.hosts.iter().flat_map(|host| &host.addresses);
    let known = addresses.map(Vec::len).fold(0, usize::saturating_add);
    let mut fate = of_domain(&fates, fates.len() >= known);
    // What keeps a policy from counting is reported too, whichever host is tried (RFC 8460 §4.3.2.2).
    for verdict in found.on_domain {
        let Some(result_type) = verdict.result_type else {
            continue;
        };
        let line = ReportLine {
            policy_type: PolicyType::Sts,
            result_type,
            reason_code: verdict.reason_code,
        };
        if !fate.reports.contains(&line) {
            fate.reports.push(line);
        }
    }
    Some(fate)
}

/// The endpoints before this one, which a sender would have tried in vain.
fn before(endpoint: &Judged<'_>, endpoints: &[Judged<'_>]) -> String {
    let tried = endpoints
        .iter()
        .take_while(|other| !std::ptr::eq(other.observation, endpoint.observation));
    let failed = tried.filter_map(|other| {
        let verdict = other.judgement.deciding()?;
        let how = match verdict.status {
            Status::NotTested => "could not be tested before it",
            _ => "failed before it",
        };
        Some(format!(
            "{} {how}: {}",
            other.observation.peer,
            other.judgement.in_short(verdict)
        ))
    });
    let failed: Vec<String> = failed.collect();
    match failed.as_slice() {
        [] => String::new(),
        [one] => format!("; {one}"),
        [one, rest @ ..] => format!("; {one} (and {} more)", rest.len()),
    }
}

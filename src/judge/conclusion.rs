//! The last line: what it comes to, and what a sending server would do.

use super::demands::Demands;
use super::verdict::{Judgement, Status, Verdict};
use super::{sender, session};
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
        matches!(cause, Some(Cause::Connect(ConnectFault::NoRouteHere)))
    }
}

/// Concludes from the route and the endpoints that were probed, in order. With `all` every endpoint counts; without, the
/// first session that succeeded makes the failures before it mere history.
pub fn conclude(
    route: &Route,
    mx: &[Verdict],
    endpoints: &[Judged<'_>],
    demands: &Demands,
    all: bool,
) -> Conclusion {
    if let Some(verdict) = mx.iter().find(|verdict| verdict.exit != ExitCode::Success) {
        return Conclusion {
            exit: verdict.exit,
            sentence: format!("{}; {}", verdict.reason, sender::without_hosts(route)),
        };
    }
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
    let exit = match standing {
        Some(endpoint) if !all => endpoint.judgement.exit(),
        _ => ExitCode::worst(counted.iter().map(|endpoint| endpoint.judgement.exit())),
    };
    let deciding = match standing {
        Some(endpoint) if !all => Some(endpoint),
        _ => counted
            .iter()
            .find(|endpoint| endpoint.judgement.exit() == exit),
    };
    let Some(endpoint) = deciding else {
        return Conclusion {
            exit: ExitCode::Resolve,
            sentence: "there is no host to probe".to_owned(),
        };
    };
    let several = endpoints.len() > 1;
    let sentence = match endpoint.judgement.deciding() {
        None if all && several => session::each(&counted, endpoints.len(), route, demands),
        None => {
            let good = session::good(endpoint, route, demands);
            format!("{good}{}", before(endpoint, endpoints))
        }
        Some(verdict) => {
            let which = match several {
                true => format!("{}: ", endpoint.observation.peer),
                false => String::new(),
            };
            let sender = sender::with_host(endpoint, verdict, endpoints, demands);
            format!("{which}{}; {sender}", verdict.reason)
        }
    };
    Conclusion { exit, sentence }
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
            other.observation.peer, verdict.reason
        ))
    });
    let failed: Vec<String> = failed.collect();
    match failed.as_slice() {
        [] => String::new(),
        [one] => format!("; {one}"),
        [one, rest @ ..] => format!("; {one} (and {} more)", rest.len()),
    }
}

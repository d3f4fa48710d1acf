//! One target, from its name to what it comes to.

use super::endpoint::{self, Endpoint};
use super::show::Show;
use crate::cli::Audit;
use crate::dns::{NoAnswer, Resolver};
use crate::exit::ExitCode;
use crate::judge::audit::AuditConclusion;
use crate::judge::{Verdict, dnssec, mx};
use crate::report::View;
use crate::report::audit::{AuditInput, AuditReport};
use crate::route::{self, Route};
use crate::target::Target;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

/// All that was found out about one target.
pub(super) struct Outcome {
    route: Route,
    /// The verdicts on the route.
    verdicts: Vec<Verdict>,
    endpoints: Vec<Endpoint>,
    pub(super) conclusion: AuditConclusion,
}

impl Outcome {
    /// The report on it.
    pub(super) fn report(&self, audit: &Audit, target: &Target) -> AuditReport {
        AuditReport::from(AuditInput {
            target,
            route: &self.route,
            verdicts: &self.verdicts,
            endpoints: self.endpoints.iter().map(Endpoint::input).collect(),
            conclusion: &self.conclusion,
            started: audit.started,
            view: View {
                now: audit.started,
                show_certs: false,
            },
            detail: audit.detail,
        })
    }
}

/// Audits the first host of a target that answers, or each.
pub(super) async fn audit(
    audit: &Audit,
    target: &Target,
    resolver: &Arc<Resolver>,
    deadline: Instant,
    show: &RefCell<Show>,
) -> Outcome {
    let find = route::find(target, resolver.clone(), &audit.route);
    let found = tokio::time::timeout_at(deadline.into(), find).await;
    let route = found.unwrap_or_else(|_| Route::unresolved(NoAnswer::Deadline, resolver.asked()));
    show.borrow_mut().route(target, &route);
    let mut verdicts = mx(&route, &target.destination.to_string());
    verdicts.extend(dnssec(&route));
    let mut endpoints: Vec<Endpoint> = Vec::new();
    for peer in route.peers(target.port, &audit.route.connect_to) {
        let endpoint = endpoint::audit(audit, target, &peer, deadline, show).await;
        let answered = endpoint.answered;
        show.borrow_mut().unanswered(&endpoint);
        endpoints.push(endpoint);
        if (answered && !audit.all) || Instant::now() >= deadline {
            break;
        }
    }
    Outcome {
        conclusion: conclude(&verdicts, &endpoints, audit.all),
        route,
        verdicts,
        endpoints,
    }
}

/// What the target comes to: the route, if nobody could be asked for its sake; the host that answered, which makes those before it
/// mere history; and else the worst of all.
fn conclude(verdicts: &[Verdict], endpoints: &[Endpoint], all: bool) -> AuditConclusion {
    let mut decides = verdicts.iter();
    if let Some(verdict) = decides.find(|verdict| verdict.exit != ExitCode::Success) {
        return AuditConclusion {
            exit: verdict.exit,
            sentence: verdict.reason.clone(),
        };
    }
    let answered = endpoints.iter().find(|endpoint| endpoint.answered);
    if let Some(endpoint) = answered.filter(|_| !all) {
        return endpoint.conclusion.clone();
    }
    let worst = ExitCode::worst(endpoints.iter().map(|endpoint| endpoint.conclusion.exit));
    let mut deciding = endpoints.iter().map(|endpoint| &endpoint.conclusion);
    match deciding.find(|conclusion| conclusion.exit == worst) {
        Some(conclusion) => conclusion.clone(),
        None => AuditConclusion {
            exit: ExitCode::Resolve,
            sentence: "there is no host to audit".to_owned(),
        },
    }
}

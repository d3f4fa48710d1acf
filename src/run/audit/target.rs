//! One target, from its name to what it comes to.

use super::endpoint::{self, Endpoint};
use super::show::Show;
use crate::cli::Audit;
use crate::dns::Resolver;
use crate::exit::ExitCode;
use crate::judge::audit::AuditConclusion;
use crate::judge::{Verdict, dnssec, mx};
use crate::report::View;
use crate::report::audit::{AuditInput, AuditReport};
use crate::route::Route;
use crate::run::until::Until;
use crate::target::Target;
use std::cell::RefCell;
use std::sync::Arc;

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
        // One that answers is enough, and makes those before it mere history.
        let one_is_enough = !audit.all && self.endpoints.iter().any(|it| it.answered);
        let endpoints = self.endpoints.iter();
        AuditReport::from(AuditInput {
            target,
            route: &self.route,
            verdicts: &self.verdicts,
            endpoints: endpoints
                .map(|it| it.input(it.answered || !one_is_enough))
                .collect(),
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
    until: Until<'_>,
    show: &RefCell<Show>,
) -> Outcome {
    let too_late = until.interrupt.signal();
    let route = until.route(target, resolver, &audit.route).await;
    show.borrow_mut().route(target, &route);
    let mut verdicts = mx(&route, &target.destination.to_string());
    verdicts.extend(dnssec(&route));
    let mut endpoints: Vec<Endpoint> = Vec::new();
    let peers = route.peers(target.port, &audit.route.connect_to);
    for peer in &peers {
        let endpoint = endpoint::audit(audit, target, peer, until, show).await;
        let answered = endpoint.answered;
        show.borrow_mut().unanswered(&endpoint);
        endpoints.push(endpoint);
        if answered && !audit.all {
            break;
        }
        // At the deadline the others are told of all the same where each counts: of them nothing is known.
        let is_told = audit.all && until.interrupt.signal().is_none();
        if until.is_over() && !is_told {
            break;
        }
    }
    let is_whole = endpoints.len() == peers.len()
        || !audit.all && endpoints.iter().any(|endpoint| endpoint.answered);
    let conclusion = conclude(&verdicts, &endpoints, audit.all);
    let conclusion = match (too_late, until.interrupt.signal()) {
        (Some(signal), _) => AuditConclusion {
            exit: signal.into(),
            sentence: format!("{} was not begun: {}", target.given, signal.words()),
        },
        (None, Some(signal)) if !is_whole => AuditConclusion {
            exit: ExitCode::worst([conclusion.exit, signal.into()]),
            sentence: format!(
                "{}; {} before the other hosts were asked",
                conclusion.sentence,
                signal.words()
            ),
        },
        _ => conclusion,
    };
    Outcome {
        conclusion,
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

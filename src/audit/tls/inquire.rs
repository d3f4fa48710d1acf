//! All questions about TLS, in their order.

use super::again::Reopened;
use super::certificates::ask_names;
use super::exchange::Meant;
use super::facts::{Rest, facts, leave_open, quick_facts};
use super::inquiry::Inquiry;
use super::quick::Quick;
use super::scope::Scope;
use super::suites::Suites;
use super::{confirm, fallback, fields, leftovers, schemes, tls13, versions};
use crate::audit::{Ask, GroupsFor, Known, Support, TlsFacts, VersionFacts};
use crate::tls::names::{SSL_2_0, TLS_1_3};
use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt, StreamExt, stream};

/// Finds out everything about the server's TLS that hellos made by hand can, and that the scope asks for. Where the asker gives up
/// ([`crate::audit::NotTested`]), what was learnt until then stays, and the rest says why it is missing.
pub async fn inquire(asker: &impl Ask, scope: &Scope) -> TlsFacts {
    let inquiry = Inquiry::new(asker, scope);
    if scope.quick {
        let mut quick = Quick::default();
        // What was not asked any more says so itself.
        let _ = quick.ask(&inquiry, &scope.forbids).await;
        let doubts = inquiry.doubts().await;
        let mut facts = quick_facts(&inquiry, scope, quick);
        doubts.take_back(&mut facts);
        leave_open(&mut facts);
        return facts;
    }
    // Where the opening is not answered, the questions after it say why themselves.
    let opened = inquiry.open().await.unwrap_or_default();
    let at_once = scope.side_by_side.max(1);
    let (mut versions, mut groups) = list_versions(&inquiry, at_once).await;
    let mut rest = list_rest(&inquiry, at_once, &versions, groups.as_ref()).await;
    let open = inquiry.second_round().await;
    if !open.is_empty() {
        list_again(&inquiry, &open, &mut versions, &mut groups).await;
        rest = list_rest(&inquiry, at_once, &versions, groups.as_ref()).await;
    }
    try_features(&inquiry, at_once, &versions, &mut rest).await;
    rest.groups.splice(0..0, groups);
    let doubts = inquiry.doubts().await;
    let mut facts = facts(&inquiry, scope, versions, rest, opened);
    doubts.take_back(&mut facts);
    leave_open(&mut facts);
    facts
}

/// What one question of several that go side by side found out.
type Part = Box<dyn FnOnce(&mut Rest)>;

async fn list_versions<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    at_once: usize,
) -> (Vec<VersionFacts>, Option<GroupsFor>) {
    type Listed = (Vec<VersionFacts>, Option<GroupsFor>);
    let without_groups = |versions| (versions, None);
    let tasks: Vec<LocalBoxFuture<'_, Listed>> = vec![
        tls13::list(inquiry)
            .map(|(version, groups)| (vec![version], groups))
            .boxed_local(),
        versions::tls_1_2(inquiry).map(without_groups).boxed_local(),
        versions::older(inquiry).map(without_groups).boxed_local(),
        versions::ssl_2_0(inquiry).map(without_groups).boxed_local(),
    ];
    let listed: Vec<Listed> = stream::iter(tasks).buffered(at_once).collect().await;
    let mut versions = Vec::new();
    let mut groups = None;
    for (some, with) in listed {
        versions.extend(some);
        groups = groups.or(with);
    }
    (versions, groups)
}

async fn list_rest<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    at_once: usize,
    versions: &[VersionFacts],
    groups: Option<&GroupsFor>,
) -> Rest {
    let mut tasks: Vec<LocalBoxFuture<'_, Part>> = vec![
        leftovers::list(inquiry, versions)
            .map(|found| -> Part {
                Box::new(move |rest| {
                    rest.groups.extend(found.groups);
                    rest.schemes.extend(found.schemes);
                })
            })
            .boxed_local(),
        ask_names(inquiry, versions)
            .map(|found| -> Part {
                Box::new(move |rest| {
                    rest.features.needs_name = found.needs_one;
                    rest.features.refuses_wrong_name = found.refuses_wrong;
                })
            })
            .boxed_local(),
        fallback::ask(inquiry, versions)
            .map(|found| -> Part {
                Box::new(move |rest| rest.features.fallback_scsv = found.into())
            })
            .boxed_local(),
    ];
    if let Some(groups) = groups {
        let place = 1;
        tasks.insert(
            place,
            schemes::list(inquiry, groups)
                .map(|found| -> Part { Box::new(move |rest| rest.schemes.insert(0, found)) })
                .boxed_local(),
        );
    }
    collected(tasks, at_once).await
}

/// What follows once the lists are sure: whose order it is, and what the server bears.
async fn try_features<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    at_once: usize,
    versions: &[VersionFacts],
    rest: &mut Rest,
) {
    let spoken: Vec<_> = versions
        .iter()
        .filter(|facts| !facts.suites.is_empty())
        .collect();
    let mut tasks: Vec<LocalBoxFuture<'_, Part>> = vec![
        fields::ask_named(inquiry, versions)
            .map(|_| -> Part { Box::new(|_| {}) })
            .boxed_local(),
    ];
    if let Some(best) = spoken.first() {
        tasks.push(
            confirm::tolerance(inquiry, best)
                .map(|found| -> Part {
                    Box::new(move |rest| rest.features.tolerance = found.into())
                })
                .boxed_local(),
        );
    }
    for part in all_of(tasks, at_once).await {
        part(rest);
    }
    let mut tasks: Vec<LocalBoxFuture<'_, Part>> = Vec::new();
    for facts in spoken.iter().filter(|facts| facts.version > SSL_2_0) {
        tasks.push(
            confirm::order(inquiry, facts)
                .map(|()| -> Part { Box::new(|_| {}) })
                .boxed_local(),
        );
    }
    for part in all_of(tasks, at_once).await {
        part(rest);
    }
}

/// Lists again what a choice has opened that came in the second round.
async fn list_again<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    open: &[Reopened],
    versions: &mut [VersionFacts],
    groups: &mut Option<GroupsFor>,
) {
    let for_suites = open.iter().filter(|it| it.meant == Meant::ForSuites);
    for facts in versions.iter_mut().filter(|it| it.version > SSL_2_0) {
        let version = facts.version;
        let is_refused = matches!(facts.support, Known::Known(Support::No { .. }));
        let is_open = |it: &Reopened| {
            let is_below = version <= it.offered && it.offered < TLS_1_3 && is_refused;
            it.offered == version || is_below
        };
        if !for_suites.clone().any(is_open) {
            continue;
        }
        if version == TLS_1_3 {
            (*facts, *groups) = tls13::list(inquiry).await;
        } else {
            *facts = Suites::reopened(inquiry, facts).await;
        }
    }
}

async fn collected(tasks: Vec<LocalBoxFuture<'_, Part>>, at_once: usize) -> Rest {
    let mut rest = Rest::default();
    for part in all_of(tasks, at_once).await {
        part(&mut rest);
    }
    rest
}

async fn all_of(tasks: Vec<LocalBoxFuture<'_, Part>>, at_once: usize) -> Vec<Part> {
    stream::iter(tasks).buffered(at_once).collect().await
}

//! One endpoint's block: the facts, then the verdicts.

use super::authentication::authentication;
use super::certificates::{chain, end_entity};
use super::effort::{effort, once_more};
use super::extensions::{Detail, explained_list, extensions};
use super::identities::identities;
use super::negotiated::{negotiated, offered};
use super::wrap::Line;
use crate::quote;
use crate::report::endpoint::{EndpointReport, VerdictReport};
use crate::report::extensions::ExtensionReport;
use crate::report::observation::ObservationReport;
use crate::report::peer::PeerReport;
use crate::report::style::{Ink, Style};
use crate::smtp::Extensions;

/// The column in which reasons begin.
const REASONS: usize = 28;
/// The column in which the reasons of what was not tested begin.
const UNTESTED: usize = 14;
/// The width of the heading, at most.
const HEADING: usize = 78;

/// The block of one endpoint.
pub fn block(endpoint: &EndpointReport, style: Style, detail: Detail) -> Vec<String> {
    let mut lines = Vec::new();
    let (sessions, later): (Vec<_>, Vec<_>) = endpoint
        .observations
        .iter()
        .partition(|seen| seen.purpose == "session");
    for seen in sessions {
        let took = format!("{:.0} ms", seen.duration_ms);
        lines.push(headline(&endpoint.peer, &took, style));
        lines.extend(facts(seen, detail));
        lines.extend(effort(seen));
    }
    for (at, seen) in later.iter().enumerate() {
        let before = later.get(..at).unwrap_or_default();
        lines.extend(once_more(seen, before));
    }
    lines.push(Line::whole(String::new()));
    lines.extend(verdicts(&endpoint.verdicts, style));
    let broken = lines
        .into_iter()
        .flat_map(|line| line.broken(style.width()));
    broken.collect()
}

/// The certificates of an endpoint: the facts of the first, the chain by name, and each as PEM; nothing where none was shown.
pub fn certificates_with_facts(endpoint: &EndpointReport, style: Style) -> Vec<String> {
    let shown = endpoint
        .observations
        .iter()
        .find(|seen| !seen.chain.is_empty());
    let Some(seen) = shown else {
        return Vec::new();
    };
    let mut lines: Vec<Line> = seen.chain.first().map(end_entity).unwrap_or_default();
    lines.extend(chain(&seen.chain));
    let facts = lines
        .into_iter()
        .flat_map(|line| line.broken(style.width()));
    let mut all: Vec<String> = facts.collect();
    all.push(String::new());
    all.extend(super::pem::certificates(endpoint));
    all
}

/// What a server offers, and what each extension means.
pub fn offered_in_words(offered: &Extensions, style: Style) -> Vec<String> {
    let lines = explained_list(&ExtensionReport::list(offered));
    let broken = lines
        .into_iter()
        .flat_map(|line| line.broken(style.width()));
    broken.collect()
}

/// Which server, and at the end of the line what it took.
pub(in crate::report) fn headline(peer: &PeerReport, took: &str, style: Style) -> Line {
    let peer = quote::text(&peer.peer);
    let gap = HEADING
        .min(style.width())
        .saturating_sub(peer.len() + took.len())
        .max(1);
    let peer = style.paint(&peer, Ink::Heading);
    Line::whole(format!("{peer}{}{took}", " ".repeat(gap)))
}

fn facts(seen: &ObservationReport, detail: Detail) -> Vec<Line> {
    let mut lines = Vec::new();
    match (&seen.tls, &seen.offered) {
        (Some(tls), tried) => lines.extend(negotiated(tls, tried.as_ref())),
        (None, Some(tried)) => lines.extend(offered(tried)),
        (None, None) => {}
    }
    if let Some(first) = seen.chain.first() {
        lines.extend(end_entity(first));
        lines.extend(chain(&seen.chain));
    }
    lines.extend(identities(&seen.identities));
    lines.extend(extensions(&seen.extensions, detail));
    lines.extend(seen.authentication.iter().flat_map(authentication));
    lines
}

/// The verdicts; stages that went well are told by the transcript, and what was not tested comes last, by reason.
fn verdicts(verdicts: &[VerdictReport], style: Style) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut untested: Vec<(&VerdictReport, Vec<&str>)> = Vec::new();
    for verdict in verdicts {
        let quiet = matches!(
            verdict.check,
            "mx" | "connect"
                | "greeting"
                | "first-ehlo"
                | "handshake"
                | "ehlo"
                | "submission"
                | "extensions"
                | "identity"
                | "replies"
        );
        match verdict.status {
            "pass" if quiet => {}
            "not-tested" => match untested
                .iter_mut()
                .find(|(other, _)| other.reason == verdict.reason && other.fix == verdict.fix)
            {
                Some((_, checks)) => checks.push(verdict.check),
                None => untested.push((verdict, vec![verdict.check])),
            },
            _ => lines.extend(one(verdict, style)),
        }
    }
    for (verdict, checks) in untested {
        let head = format!("  {}  ", style.paint("not tested", Ink::Notable));
        let text = format!("{}: {}", checks.join(", "), verdict.reason);
        lines.push(Line::new(head, UNTESTED, quote::text(&text)));
        lines.extend(fix(verdict, UNTESTED));
    }
    lines
}

/// One verdict with its reason and what to do.
pub(super) fn one(verdict: &VerdictReport, style: Style) -> Vec<Line> {
    let ink = match verdict.status {
        "pass" => Ink::Good,
        "fail" => Ink::Bad,
        _ => Ink::Notable,
    };
    let status = match verdict.status {
        "not-tested" => "not tested",
        status => status,
    };
    // "not tested" is longer than the others, and takes of the room for the check.
    let room = REASONS.saturating_sub(status.len()).saturating_sub(4);
    let head = format!("  {}  {:<room$}", style.paint(status, ink), verdict.check);
    let mut lines = vec![Line::new(head, REASONS, quote::text(&verdict.reason))];
    lines.extend(fix(verdict, REASONS));
    lines
}

/// What to do about a verdict.
fn fix(verdict: &VerdictReport, indent: usize) -> Vec<Line> {
    let Some(fix) = &verdict.fix else {
        return Vec::new();
    };
    let head = format!("{}fix: ", " ".repeat(indent));
    vec![Line::new(head, indent + 5, quote::text(fix))]
}

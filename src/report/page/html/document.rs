//! The document: its head, its heading, and target by target what is told of it.

use super::super::grid::Mood;
use super::super::{matrix, words};
use super::grid::{badge, grid};
use super::{audit, cases, domain, endpoint, style, times};
use crate::report::suite::{Suite, suites};
use crate::report::{Dossier, Ended, text};
use maud::{DOCTYPE, Markup, html};

/// The whole run as a document in printable ASCII: what a peer says can neither be markup nor turn the direction of writing.
pub fn html(ended: &Ended<'_>) -> String {
    let title = words::heading(ended);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(style::policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "smtls " (env!("CARGO_PKG_VERSION")) };
                title { (words::verdict(ended.exit_code)) ": " (title) }
                (style::element())
            }
            body {
                header {
                    h1 { (title) }
                    p.verdict {
                        (badge(&words::verdict(ended.exit_code), Mood::of_exit(ended.exit_code)))
                        @if let [only] = ended.dossiers { " " (only.conclusion.sentence) }
                    }
                    p.made { (words::made(ended)) }
                }
                @if ended.dossiers.len() > 1 { (overview(ended)) }
                main {
                    @for (index, dossier) in ended.dossiers.iter().enumerate() {
                        (target(dossier, index, ended))
                    }
                }
                footer { p { (words::made(ended)) ". This page needs nothing else: no network, no script." } }
            }
        }
    };
    plain(&page.into_string())
}

/// The same document, where everything that is not printable ASCII is spelt out.
fn plain(page: &str) -> String {
    let mut shown = String::with_capacity(page.len());
    for character in page.chars() {
        match character {
            ' '..='~' | '\n' => shown.push(character),
            '\r' => {}
            other => shown.extend(other.escape_unicode()),
        }
    }
    shown.push('\n');
    shown
}

/// The targets, one in a row, each leading to its section.
fn overview(ended: &Ended<'_>) -> Markup {
    html! {
        nav aria-label="Targets" {
            div.wide tabindex="0" role="region" aria-label="Targets" {
                table {
                    thead { tr { th scope="col" { "Target" } th scope="col" { "Verdict" } th scope="col" { "In a sentence" } } }
                    tbody {
                        @for (index, dossier) in ended.dossiers.iter().enumerate() {
                            @let code = dossier.conclusion.exit_code;
                            tr {
                                th scope="row" { a href={ "#target-" (index) } { (dossier.name) } }
                                td data-head="Verdict" { (badge(&words::verdict(code), Mood::of_exit(code))) }
                                td data-head="In a sentence" { (dossier.conclusion.sentence) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn target(dossier: &Dossier, index: usize, ended: &Ended<'_>) -> Markup {
    let suites = suites(dossier);
    let all: Vec<&Suite> = suites.iter().collect();
    let code = dossier.conclusion.exit_code;
    let probed = dossier.probe.as_ref();
    html! {
        section.target id={ "target-" (index) } {
            @if ended.dossiers.len() > 1 {
                h2 { (dossier.name) }
                p.verdict {
                    (badge(&words::verdict(code), Mood::of_exit(code)))
                    " " (dossier.conclusion.sentence)
                }
            }
            @if let Some(report) = probed {
                h3 { "Hosts" }
                (grid("Hosts as probed", &matrix::probed(report, ended.thresholds)))
            }
            @if let Some(report) = &dossier.audit {
                h3 { "Hosts as audited" }
                (grid("Hosts as audited", &matrix::audited(report)))
            }
            (cases::notable(&all))
            @if let Some(report) = probed {
                (sender(&text::sender(report)))
                (times::times(report))
                (domain::domain(report))
            }
            (rest(&suites, dossier))
            @if let Some(report) = probed {
                @for endpoint in &report.endpoints {
                    (endpoint::endpoint(endpoint, &of(&suites, &endpoint.peer.peer, None)))
                }
            }
            @if let Some(report) = &dossier.audit {
                @for endpoint in &report.endpoints {
                    (audit::endpoint(endpoint, &of(&suites, &endpoint.peer.peer, Some("audit"))))
                }
            }
        }
    }
}

/// The suites of an endpoint.
fn of<'a>(suites: &'a [Suite], peer: &str, by: Option<&str>) -> Vec<&'a Suite> {
    let of_it = suites.iter();
    let of_it = of_it.filter(|suite| suite.endpoint.as_deref() == Some(peer) && suite.by == by);
    of_it.collect()
}

/// The suites that belong to no endpoint of the page.
fn rest(suites: &[Suite], dossier: &Dossier) -> Markup {
    let probed = dossier.probe.iter().flat_map(|report| &report.endpoints);
    let probed = probed.map(|endpoint| (Some(endpoint.peer.peer.as_str()), None));
    let audited = dossier.audit.iter().flat_map(|report| &report.endpoints);
    let audited = audited.map(|endpoint| (Some(endpoint.peer.peer.as_str()), Some("audit")));
    let told: Vec<(Option<&str>, Option<&str>)> = probed.chain(audited).collect();
    let left = suites
        .iter()
        .filter(|suite| !told.contains(&(suite.endpoint.as_deref(), suite.by)));
    html! {
        @for suite in left {
            h3 {
                @match &suite.endpoint {
                    Some(endpoint) => { "Checks of " code { (endpoint) } },
                    None => "Checks of the target as a whole",
                }
            }
            (cases::folded(&[suite], true))
        }
    }
}

/// What a sending server would do.
fn sender(told: &[(&'static str, String)]) -> Markup {
    html! {
        @if !told.is_empty() {
            h3 { "What a sender would do" }
            dl.facts {
                @for (label, words) in told { dt { (label) } dd { (words) } }
            }
        }
    }
}

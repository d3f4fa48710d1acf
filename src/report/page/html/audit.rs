//! One server that was audited: its weaknesses, its profile, and what it takes.

use super::super::grid::{Cell, Grid, Mood};
use super::super::matrix::profile_summary;
use super::super::shortened::{LINES, ROWS, listed, shortened};
use super::super::words;
use super::facts::Facts;
use super::grid::{badge, class, folded, grid};
use super::{cases, certificates};
use crate::report::audit::{AuditDetail, AuditedReport, FindingReport, VersionReport, text};
use crate::report::style::Style;
use crate::report::suite::Suite;
use maud::{Markup, html};

/// An audited endpoint with its findings and its lists.
pub(super) fn endpoint(endpoint: &AuditedReport, suites: &[&Suite]) -> Markup {
    let code = endpoint.exit_code;
    let (profile, mood) = profile_summary(endpoint);
    let untested = findings(endpoint, &["not-tested"]);
    let absent = findings(endpoint, &["not-found"]);
    html! {
        section.endpoint {
            h3 { "Audit of " code { (endpoint.peer.peer) } " " (badge(&words::verdict(code), Mood::of_exit(code))) }
            p { "Profile " code { (endpoint.profile.name) } ": " (badge(&profile, mood)) " " (endpoint.profile.title) }
            (weaknesses(endpoint))
            (settings(endpoint))
            (cases::folded(suites, false))
            @if !untested.rows.is_empty() {
                (folded(&html! { "Weaknesses not tested: " (untested.rows.len()) }, &grid("Weaknesses not tested", &untested), false))
            }
            @if !absent.rows.is_empty() {
                (folded(&html! { "Weaknesses not found: " (absent.rows.len()) }, &grid("Weaknesses not found", &absent), false))
            }
            h4 { "Versions and cipher suites" }
            @for version in &endpoint.versions { (one_version(version)) }
            (groups(endpoint).list())
            (chains(endpoint))
            (folded(&html! { "The whole audit in words" }, &in_words(endpoint), false))
        }
    }
}

/// What was found, worst first.
fn weaknesses(endpoint: &AuditedReport) -> Markup {
    let found: Vec<&FindingReport> = ["fail", "warn", "note"]
        .into_iter()
        .flat_map(|severity| {
            let all = endpoint.findings.iter();
            all.filter(move |it| it.severity == Some(severity))
        })
        .collect();
    html! {
        @if !found.is_empty() {
            h4 { "Weaknesses found" }
            ul.cards {
                @for it in found {
                    @let mood = weight(it.severity.unwrap_or_default());
                    li class=(class(mood)) {
                        p.head { (badge(it.severity.unwrap_or_default(), mood)) " " code { (it.id) } " " (it.title) }
                        p.reason { (shortened(&it.detail)) }
                        @if let Some(fix) = &it.fix { p.fix { strong { "Fix: " } (shortened(fix)) } }
                        p.reference { (it.reference) }
                    }
                }
            }
        }
    }
}

fn weight(severity: &str) -> Mood {
    match severity {
        "fail" => Mood::Bad,
        "warn" => Mood::Notable,
        _ => Mood::Plain,
    }
}

fn findings(endpoint: &AuditedReport, outcomes: &[&str]) -> Grid {
    let found = endpoint.findings.iter();
    let rows = found.filter(|it| outcomes.contains(&it.outcome)).map(|it| {
        vec![
            Cell::name(it.id),
            Cell::new(it.title, Mood::Plain),
            Cell::new(&it.detail, Mood::Plain),
            Cell::new(
                it.outcome.replace('-', " "),
                match it.outcome {
                    "not-found" => Mood::Good,
                    _ => Mood::Unknown,
                },
            ),
        ]
    });
    Grid {
        heads: &["Weakness", "What it is", "What was seen", "Outcome"],
        rows: rows.collect(),
    }
}

/// The settings that repair it.
fn settings(endpoint: &AuditedReport) -> Markup {
    let Some(cure) = &endpoint.settings else {
        return Markup::default();
    };
    html! {
        h4 { "Settings for " (cure.software) }
        @if let Some(first) = cure.first { p { "Before: " (first) } }
        ul.settings {
            @for setting in &cure.settings {
                li {
                    @match &setting.line {
                        Some(line) => { code { (line) } },
                        None => { code { (setting.name) } ": " code { (setting.value) } },
                    }
                    @if let Some(adds) = &setting.adds { " (or add " code { (adds) } " to what stands there)" }
                    @if let Some(build) = setting.build { " (built with " (build) ")" }
                    @if let Some(only) = setting.only { " (" (only) ")" }
                    @for remark in &setting.remarks { div.sentence { (remark) } }
                }
            }
        }
    }
}

/// A version with its suites.
fn one_version(version: &VersionReport) -> Markup {
    let (words, mood) = match (version.spoken.answer, &version.spoken.not_tested) {
        (Some(true), _) => ("spoken".to_owned(), Mood::Plain),
        (Some(false), _) => {
            let how = version.refused_by.as_deref();
            (
                how.map_or("refused".to_owned(), |how| format!("refused: {how}")),
                Mood::Plain,
            )
        }
        (None, why) => {
            let why = why.as_ref().map(|why| format!(": {}", why.words));
            (
                format!("not tested{}", why.unwrap_or_default()),
                Mood::Unknown,
            )
        }
    };
    let summary = html! {
        strong { (version.name) } " " (badge(&words, mood))
        @if !version.suites.is_empty() { " " (version.suites.len()) " suites" }
        @if let Some(order) = version.order.answer { ", by the preference of the " (order) }
        @if let Some(why) = &version.incomplete { ", not complete: " (why.words) }
    };
    let suites = Grid {
        heads: &[
            "Cipher suite",
            "Number",
            "Key exchange",
            "Bits",
            "Weak because of",
        ],
        rows: version
            .suites
            .iter()
            .take(ROWS * 5)
            .map(|suite| {
                let weak = match suite.weak.as_slice() {
                    [] => Cell::new("-", Mood::Plain),
                    weak => Cell::new(weak.join(", "), Mood::Notable),
                };
                let exchange = match &suite.group {
                    Some(group) => format!("{}, {group}", suite.key_exchange),
                    None => suite.key_exchange.to_owned(),
                };
                vec![
                    Cell::name(&suite.name),
                    Cell::name(&suite.number),
                    Cell::new(exchange, Mood::Plain),
                    Cell::new(
                        suite.bits.map_or("-".to_owned(), |it| it.to_string()),
                        Mood::Plain,
                    ),
                    weak,
                ]
            })
            .collect(),
    };
    html! {
        @match suites.rows.is_empty() {
            true => { p.version { (summary) } },
            false => { (folded(&summary, &grid(&format!("Cipher suites of {}", version.name), &suites), version.suites.len() < 12)) },
        }
    }
}

fn groups(endpoint: &AuditedReport) -> Facts {
    let mut facts = Facts::default();
    for groups in &endpoint.groups {
        let names = groups.accepted.iter().map(|it| match it.post_quantum {
            Some(true) => format!("{} (post-quantum)", it.name),
            _ => it.name.clone(),
        });
        let names: Vec<String> = names.collect();
        let mut words = format!("{}: {}", groups.version, listed(&names));
        if let Some(why) = &groups.incomplete {
            words.push_str(&format!(" (not complete: {})", why.words));
        }
        facts.words("groups", words);
    }
    for dh in &endpoint.dh {
        let known = dh.known_as.map(|name| format!(", {name}"));
        let reused = if dh.public_reused {
            ", the same public value twice"
        } else {
            ""
        };
        facts.words(
            "DHE",
            format!("{} bits{}{reused}", dh.bits, known.unwrap_or_default()),
        );
    }
    for schemes in &endpoint.signature_schemes {
        let names: Vec<&str> = schemes.accepted.iter().map(|it| it.name.as_str()).collect();
        facts.words(
            "signatures",
            format!("{}: {}", schemes.version, listed(&names)),
        );
    }
    let effort = &endpoint.effort;
    facts.words(
        "effort",
        format!(
            "{} connections in {:.1} s",
            effort.connections,
            effort.duration_ms / 1000.0
        ),
    );
    if let Some(why) = &effort.stopped {
        facts.words("stopped", &why.words);
    }
    facts
}

fn chains(endpoint: &AuditedReport) -> Markup {
    html! {
        @for shown in endpoint.certificates.iter().take(ROWS) {
            @let summary = html! { "Certificates shown to clients with " (shown.shown_to.join(", ").replace('-', " ")) };
            (folded(&summary, &certificates::chain(&shown.chain), false))
        }
    }
}

/// What the text form says, with everything by its name.
fn in_words(endpoint: &AuditedReport) -> Markup {
    let detail = AuditDetail {
        evidence: false,
        verbose: true,
    };
    let lines = text(endpoint, Style::new(false, Some(100)), detail);
    let shown: Vec<&str> = lines.iter().take(LINES * 4).map(String::as_str).collect();
    html! { pre { (shown.join("\n")) } }
}

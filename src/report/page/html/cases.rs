//! The checks: those that failed or warned as cards with what to do, and all of them in tables.

use super::super::grid::Mood;
use super::super::shortened::{ROWS, shortened};
use super::super::words;
use super::grid::{badge, class};
use crate::judge::Status;
use crate::report::suite::{Case, CaseLine, Suite};
use maud::{Markup, html};
use std::cmp::Reverse;

/// What failed, and what is worth repairing; the worst first.
pub(super) fn notable(suites: &[&Suite]) -> Markup {
    let mut cases: Vec<(&Suite, &Case)> = Vec::new();
    for suite in suites {
        let found = suite.cases.iter().filter(|case| words::is_notable(case));
        cases.extend(found.map(|case| (*suite, case)));
    }
    cases.sort_by_key(|(_, case)| Reverse(case.result));
    html! {
        @if !cases.is_empty() {
            h3 { "What failed or is worth a look" }
            ul.cards {
                @for (suite, case) in cases.iter().take(ROWS) { (card(suite, case)) }
                @if cases.len() > ROWS { li { "and " (cases.len() - ROWS) " more, below" } }
            }
        }
    }
}

fn card(suite: &Suite, case: &Case) -> Markup {
    let told = case.lines.iter().filter(|line| {
        matches!(line.status, Status::Fail | Status::Warn)
            || (line.status == Status::NotTested && !case.warns())
    });
    html! {
        li class=(class(Mood::of_case(case))) {
            p.head {
                (badge(words::result(case), Mood::of_case(case)))
                " " code { (case.id) }
                @if let Some(endpoint) = &suite.endpoint { " at " code { (endpoint) } }
                @if case.exit_code != 0 { " " span.asks { "exit " (case.exit_code) } }
            }
            @for line in told.take(ROWS) { (one(line)) }
            @if let Some(reference) = words::reference(&case.id) { p.reference { (reference) } }
        }
    }
}

fn one(line: &CaseLine) -> Markup {
    html! {
        p.reason {
            (shortened(&line.reason))
            @if let Some(word) = line.result_type { " " code title="the result type of a TLS report (RFC 8460)" { (word) } }
        }
        @if let Some(fix) = &line.fix { p.fix { strong { "Fix: " } (shortened(fix)) } }
    }
}

/// All checks of suites, folded.
pub(super) fn folded(suites: &[&Suite], open: bool) -> Markup {
    let summary = html! { "Checks: " (words::counted(suites)) };
    let tables = html! { @for suite in suites { (table(suite)) } };
    html! { @if !suites.is_empty() { (super::grid::folded(&summary, &tables, open)) } }
}

fn table(suite: &Suite) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label={ "Checks of " (suite.name()) } {
            table.checks {
                thead { tr {
                    th scope="col" { "Check" }
                    th scope="col" { "Result" }
                    th scope="col" { "Why, and what to do" }
                    th scope="col" { "Standard" }
                } }
                tbody { @for case in suite.cases.iter().take(ROWS * 5) { (row(case)) } }
            }
        }
    }
}

fn row(case: &Case) -> Markup {
    html! {
        tr {
            th scope="row" { code { (case.id) } @if !case.sentence.is_empty() { div.sentence { (case.sentence) } } }
            td data-head="Result" { (badge(words::result(case), Mood::of_case(case))) }
            td data-head="Why, and what to do" {
                @for line in case.lines.iter().take(ROWS) {
                    div.line {
                        @if let Some(word) = words::before(line, case) {
                            span class={ "status " (class(Mood::of_status(line.status))) } { (word) ":" } " "
                        }
                        (one(line))
                    }
                }
            }
            td.reference data-head="Standard" { @if let Some(reference) = words::reference(&case.id) { (reference) } }
        }
    }
}

//! How long each stage took, as bars on an axis that the connections share, with the numbers beside.

use super::super::shortened::ROWS;
use super::super::waterfall::{Waterfall, milliseconds, waterfalls};
use crate::report::{PeerReport, Report};
use maud::{Markup, html};

/// The waterfalls of the sessions; those of the connections after them are folded.
pub(super) fn times(report: &Report) -> Markup {
    let all = report
        .endpoints
        .iter()
        .flat_map(|endpoint| &endpoint.observations);
    let mut falls = waterfalls(all).into_iter();
    let mut sessions: Vec<(&PeerReport, Waterfall)> = Vec::new();
    let mut others: Vec<(&PeerReport, Waterfall)> = Vec::new();
    for endpoint in &report.endpoints {
        for fall in falls.by_ref().take(endpoint.observations.len()) {
            match fall.purpose {
                "session" => sessions.push((&endpoint.peer, fall)),
                _ => others.push((&endpoint.peer, fall)),
            }
        }
    }
    html! {
        @if !sessions.is_empty() {
            h3 { "Times" }
            (waterfall("Times of the sessions", &sessions))
            @if !others.is_empty() {
                details {
                    summary { "Times of the connections after the sessions: " (others.len()) }
                    div.folded { (waterfall("Times of the connections after the sessions", &others)) }
                }
            }
        }
    }
}

fn waterfall(label: &str, falls: &[(&PeerReport, Waterfall)]) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(label) {
            table.times {
                thead { tr {
                    th scope="col" { "Stage" }
                    th.axis scope="col" { "When" }
                    th.number scope="col" { "Begins" }
                    th.number scope="col" { "Takes" }
                } }
                @for (peer, fall) in falls.iter().take(ROWS) { (connection(peer, fall)) }
            }
        }
    }
}

fn connection(peer: &PeerReport, fall: &Waterfall) -> Markup {
    html! {
        tbody {
            tr.connection {
                th scope="rowgroup" colspan="3" {
                    code { (peer.peer) }
                    @if fall.purpose != "session" { " " (fall.purpose) }
                }
                td.number { (milliseconds(fall.took)) }
            }
            tr.moments aria-hidden="true" {
                td {}
                td.axis { (axis(fall.axis)) }
                td colspan="2" {}
            }
            @for bar in &fall.bars {
                @let (left, width) = bar.place(fall.axis);
                @let width = width.max(0.5);
                @let left = left.min(100.0 - width);
                tr class=[bar.failed.then_some("failed")] {
                    th scope="row" { (bar.stage) @if bar.failed { " (failed)" } }
                    td.axis {
                        svg.bar aria-hidden="true" {
                            (lines())
                            rect class=(class(bar.stage, bar.failed)) x={ (format!("{left:.2}")) "%" } y="15%" width={ (format!("{width:.2}")) "%" } height="70%" rx="2" {}
                        }
                    }
                    td.number { (milliseconds(bar.from)) }
                    td.number { (milliseconds(bar.took)) }
                }
            }
        }
    }
}

/// The quarters of the axis with their moments.
fn axis(end: f64) -> Markup {
    let moments = [
        (0, "start"),
        (25, "middle"),
        (50, "middle"),
        (75, "middle"),
        (100, "end"),
    ];
    html! {
        svg.scale aria-hidden="true" {
            @for (at, anchor) in moments {
                text class=[(at % 50 != 0).then_some("quarter")] x={ (at) "%" } y="75%" text-anchor=(anchor) { (milliseconds(end * f64::from(at) / 100.0)) }
            }
        }
    }
}

fn lines() -> Markup {
    html! {
        @for at in [0, 25, 50, 75, 100] {
            line x1={ (at) "%" } x2={ (at) "%" } y1="0" y2="100%" {}
        }
    }
}

/// Which colour a bar has: waiting for the network, talk in the clear, the handshake, talk inside TLS.
fn class(stage: &str, failed: bool) -> &'static str {
    match (stage, failed) {
        (_, true) => "bad",
        ("connect", _) => "network",
        ("greeting" | "first-ehlo", _) => "clear",
        ("starttls", _) => "handshake",
        ("end", _) => "rest",
        _ => "inside",
    }
}

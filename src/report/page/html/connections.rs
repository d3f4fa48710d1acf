//! The connections to an endpoint: what was said, what failed, what a question found out.

use super::super::shortened::{LINES, ROWS, listed, shortened};
use super::facts::Facts;
use super::grid::folded;
use crate::report::ObservationReport;
use maud::{Markup, html};

/// Each connection with its transcript, folded.
pub(super) fn connections(seen: &[ObservationReport]) -> Markup {
    html! { @for seen in seen.iter().take(ROWS) { (connection(seen)) } }
}

fn connection(seen: &ObservationReport) -> Markup {
    let what = match seen.purpose {
        "session" => "Transcript of the session",
        "resumption" => "Connection to resume the TLS session",
        "other-key" => "Connection for a certificate with another kind of key",
        _ => "Connection to find out why the handshake failed",
    };
    let summary = html! { (what) ": " (seen.transcript.len()) " lines" };
    let content = html! {
        (facts(seen).list())
        @for failure in seen.failures.iter().take(ROWS) {
            p.reason { strong { (failure.stage) " failed: " } (shortened(&failure.evidence)) }
            @if let Some(hint) = &failure.hint { p.fix { (shortened(hint)) } }
        }
        (transcript(seen))
    };
    folded(&summary, &content, false)
}

fn facts(seen: &ObservationReport) -> Facts {
    let mut facts = Facts::default();
    if let Some(asked) = &seen.asked {
        facts.words("question", asked.question_in_words.unwrap_or_default());
        facts.words("answer", format!("the server {}", asked.answer_in_words));
    }
    facts.known("from", seen.local_address.clone());
    facts.known("proxy", seen.proxy.clone());
    if let Some(offered) = &seen.offered {
        facts.code("offered versions", listed(&offered.versions));
        facts.code("offered suites", listed(&offered.cipher_suites));
        facts.code("offered groups", listed(&offered.groups));
        facts.known("server name", offered.server_name.clone());
    }
    if let Some(traffic) = seen.traffic {
        facts.words(
            "traffic",
            format!(
                "{} octets sent, {} received",
                traffic.octets_sent, traffic.octets_received
            ),
        );
    }
    if !seen.unsolicited.is_empty() {
        facts.code("unasked", listed(&seen.unsolicited));
    }
    facts
}

/// What was said, with the marks of the text form and words for those who cannot see them.
fn transcript(seen: &ObservationReport) -> Markup {
    html! {
        @if !seen.transcript.is_empty() {
            ol.transcript {
                @for line in seen.transcript.iter().take(LINES) {
                    li class=(line.from) {
                        span.at { (format!("{:.1}", line.at_ms)) }
                        span.who title={ (line.from) @if line.tls { ", inside TLS" } @else { ", in the clear" } } { (arrow(line.from, line.tls)) }
                        code { (shortened(&line.text)) }
                    }
                }
                @if seen.transcript.len() > LINES {
                    li { span.at {} span.who {} "(" (seen.transcript.len() - LINES) " lines more)" }
                }
            }
            p.legend { "Milliseconds; " code { "->" } " client, " code { "<-" } " server, with " code { "~" } " inside TLS." }
        }
    }
}

fn arrow(from: &str, tls: bool) -> &'static str {
    match (from, tls) {
        ("client", false) => "->",
        ("client", true) => "~>",
        (_, false) => "<-",
        (_, true) => "<~",
    }
}

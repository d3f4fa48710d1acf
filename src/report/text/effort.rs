//! What a connection cost: time by stages, octets and round trips.

use super::certificates::{chain, end_entity};
use super::fact::fact;
use super::negotiated::would_choose;
use super::wrap::Line;
use crate::report::CertificateReport;
use crate::report::asked::AskedReport;
use crate::report::observation::ObservationReport;

/// The cost of a session.
pub(super) fn effort(seen: &ObservationReport) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut before = 0.0;
    let stages = seen.stages.iter().map(|stage| {
        let took = stage.at_ms - before;
        before = stage.at_ms;
        format!("{} {took:.0} ms", stage.stage)
    });
    let stages: Vec<String> = stages.collect();
    if !stages.is_empty() {
        lines.extend(fact("time", &stages.join(", ")));
    }
    if let Some(traffic) = &seen.traffic {
        lines.extend(fact(
            "traffic",
            &format!(
                "{} octets sent, {} received, in {} round trip{} and one for TCP",
                traffic.octets_sent,
                traffic.octets_received,
                traffic.client_flights,
                if traffic.client_flights == 1 { "" } else { "s" }
            ),
        ));
    }
    lines
}

/// A connection after the session's; `before` are those between.
pub(super) fn once_more(seen: &ObservationReport, before: &[&ObservationReport]) -> Vec<Line> {
    if seen.purpose == "other-key" {
        let what = match (seen.chain.first(), &seen.tls) {
            (Some(end_entity), Some(_)) => format!("its certificate has {}", key(end_entity)),
            _ => seen.failures.first().map_or_else(
                || "not looked at to the end".to_owned(),
                |failure| failure.evidence.clone(),
            ),
        };
        return fact(
            "once more",
            &format!("{what}, {:.0} ms in all", seen.duration_ms),
        );
    }
    if let Some(asked) = &seen.asked {
        let mut before = before.iter().filter_map(|other| other.asked.as_ref());
        let is_told = before.any(|other| is_same(other, asked));
        return question(seen, asked, is_told);
    }
    let what = match &seen.tls {
        _ if seen.purpose == "question" => "not let in to ask",
        Some(tls) if tls.resumed => "resumed the TLS session",
        Some(_) => "full handshake",
        None => "no TLS",
    };
    fact(
        "once more",
        &format!("{what}, {:.0} ms in all", seen.duration_ms),
    )
}

/// The same question with the same answer.
fn is_same(one: &AskedReport, other: &AskedReport) -> bool {
    one.question == other.question && one.answer_in_words == other.answer_in_words
}

/// A question, and what the server answered; the facts of its choice only where they were not told before.
fn question(seen: &ObservationReport, asked: &AskedReport, is_told: bool) -> Vec<Line> {
    let what = asked.question_in_words.unwrap_or("what it would choose");
    let mut lines = fact(
        "asked",
        &format!(
            "{what}: it {}, {:.0} ms in all",
            asked.answer_in_words, seen.duration_ms
        ),
    );
    if is_told {
        return lines;
    }
    let choice = asked.would_choose.iter();
    lines.extend(choice.flat_map(|choice| would_choose(choice, asked.of_what)));
    if let Some(first) = seen.chain.first() {
        lines.extend(end_entity(first));
        lines.extend(chain(&seen.chain));
    }
    lines
}

fn key(end_entity: &CertificateReport) -> &str {
    let contents = end_entity.contents.as_ref();
    contents.map_or("a key that cannot be read", |contents| {
        &contents.key.description
    })
}

//! One server's block, and the last line.

use super::evidence::evidence;
use super::findings::findings;
use super::lists::lists;
use super::profile::profile;
use super::smtp::smtp;
use crate::judge::Status;
use crate::judge::audit::Severity;
use crate::quote;
use crate::report::audit::input::AuditDetail;
use crate::report::audit::run::{AuditReport, AuditedReport};
use crate::report::audit::words::spelled;
use crate::report::endpoint::VerdictReport;
use crate::report::style::{Ink, Style};
use crate::report::text::{Line, exit_line, fact, headline, more};

/// The block of one server: what is wrong and what to change, how it stands by the profile, then all that it takes.
pub fn text(endpoint: &AuditedReport, style: Style, detail: AuditDetail) -> Vec<String> {
    let effort = &endpoint.effort;
    let plural = if effort.connections == 1 { "" } else { "s" };
    let seconds = effort.duration_ms / 1000.0;
    let cost = format!("{} connection{plural}, {seconds:.1} s", effort.connections);
    let mut lines = vec![headline(&endpoint.peer, &cost, style)];
    lines.extend(
        endpoint
            .session
            .iter()
            .flat_map(|verdict| session(verdict, style)),
    );
    if !endpoint.versions.is_empty() {
        lines.extend(findings(endpoint, style));
        lines.extend(profile(&endpoint.profile, style, detail));
        lines.extend(lists(endpoint, style, detail));
        lines.extend(smtp(&endpoint.smtp, style, detail));
        lines.extend(evidence(endpoint, style));
    }
    lines.extend(cost_in_full(endpoint));
    let broken = lines
        .into_iter()
        .flat_map(|line| line.broken(style.width()));
    broken.collect()
}

/// The last line, over several on a terminal.
pub fn last(report: &AuditReport, style: Style) -> Vec<String> {
    let conclusion = &report.conclusion;
    let mut lines = exit_line(conclusion.exit_code, &conclusion.sentence, style);
    let of_session = report.endpoints.iter().flat_map(|it| &it.session);
    let of_session = of_session.filter(|it| it.status == Status::Fail.id());
    let found = report.endpoints.iter().flat_map(|it| &it.findings);
    let found = found.filter(|it| it.severity == Some(Severity::Fail.id()));
    let failed = of_session.map(|it| it.check).chain(found.map(|it| it.id));
    lines.extend(more(conclusion.exit_code, failed, style));
    lines
}

/// A heading within the block.
pub(super) fn heading(words: &str, style: Style) -> Vec<Line> {
    vec![
        Line::whole(String::new()),
        Line::whole(format!("  {}", style.paint(words, Ink::Heading))),
    ]
}

/// A clause in words: the sign for sections is not ASCII, and a terminal is shown nothing else.
pub(super) fn in_words(clause: &str) -> String {
    quote::text(&spelled(clause))
}

/// What went wrong in the ordinary session, and by what way it came to the server.
fn session(verdict: &VerdictReport, style: Style) -> Vec<Line> {
    let ink = match verdict.status {
        "fail" => Ink::Bad,
        "warn" => Ink::Notable,
        "note" if verdict.check == "connect" => Ink::Notable,
        _ => return Vec::new(),
    };
    let head = format!("  {}  ", style.paint(verdict.status, ink));
    let text = format!("{}: {}", verdict.check, verdict.reason);
    let mut lines = vec![Line::new(head, 8, in_words(&text))];
    if let Some(fix) = &verdict.fix {
        lines.push(Line::new(
            format!("{}fix: ", " ".repeat(8)),
            13,
            in_words(fix),
        ));
    }
    lines
}

/// What the audit cost.
fn cost_in_full(endpoint: &AuditedReport) -> Vec<Line> {
    let effort = &endpoint.effort;
    let plural = if effort.connections == 1 { "" } else { "s" };
    let mut words = vec![format!("{} connection{plural}", effort.connections)];
    if let Some(planned) = effort.planned_connections {
        words.push(format!("at most {planned} were planned"));
    }
    words.push(format!("{:.1} s", effort.duration_ms / 1000.0));
    if effort.paused_ms > 0.0 {
        words.push(format!(
            "{:.1} s of that waiting, because the server sent smtls away",
            effort.paused_ms / 1000.0
        ));
    }
    if let Some(stopped) = &effort.stopped {
        words.push(format!("stopped before the end: {}", stopped.words));
    }
    let mut lines = vec![Line::whole(String::new())];
    lines.extend(fact("effort", &words.join(", ")));
    lines
}

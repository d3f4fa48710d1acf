//! The block of the target as a whole: what DNS and the domain promise, and what a sending server would do.

use super::block::one;
use super::fact::fact;
use super::wrap::Line;
use crate::judge::fate::{self, Action, Form, Means};
use crate::quote;
use crate::report::Report;
use crate::report::dnssec::TrailReport;
use crate::report::endpoint::VerdictReport;
use crate::report::policies::{MtaStsReport, MxRowReport, PolicyReport};
use crate::report::sender::SenderReport;
use crate::report::style::{Ink, Style};

/// How many TLSA records of a host are listed.
const RECORDS: usize = 8;
/// How much of a TLSA record is shown, in characters: enough for a SHA2-512.
const RECORD: usize = 140;

/// The facts about the target as a whole, then the verdicts on it; nothing where there is nothing to tell.
pub fn domain(report: &Report, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    let facts = facts(report);
    if !facts.is_empty() {
        let name = quote::text(&report.target.name);
        lines.push(Line::whole(style.paint(&name, Ink::Heading)));
        lines.extend(facts);
    }
    // That the hosts can be found is told at the beginning.
    let worth = report
        .verdicts
        .iter()
        .filter(|verdict| verdict.status != "pass" || verdict.check != "mx");
    let worth: Vec<&VerdictReport> = worth.collect();
    let verdicts: Vec<Line> = verdicts(&worth, style);
    if !lines.is_empty() && !verdicts.is_empty() {
        lines.push(Line::whole(String::new()));
    }
    lines.extend(verdicts);
    let broken = lines
        .into_iter()
        .flat_map(|line| line.broken(style.width()));
    broken.collect()
}

/// Where several in a row have the same fix, it stands once, behind the last.
fn verdicts(worth: &[&VerdictReport], style: Style) -> Vec<Line> {
    let next = worth.iter().skip(1).map(|next| next.fix.as_ref());
    let next = next.chain([None]);
    let lines = worth.iter().zip(next).flat_map(|(verdict, next)| {
        let mut verdict = (*verdict).clone();
        verdict.fix = verdict.fix.filter(|fix| Some(fix) != next);
        one(&verdict, style)
    });
    lines.collect()
}

fn facts(report: &Report) -> Vec<Line> {
    let mut lines = Vec::new();
    if report.endpoints.is_empty() {
        return lines;
    }
    lines.extend(tlsa(report));
    if let Some(found) = &report.policies.mta_sts {
        lines.extend(mta_sts(found));
    }
    let reports = report.policies.tls_rpt.iter();
    for found in reports.filter(|found| !found.destinations.is_empty()) {
        let places: Vec<String> = found
            .destinations
            .iter()
            .map(|it| quote::text(it))
            .collect();
        lines.extend(fact("TLS reports", &places.join(", ")));
    }
    for (label, text) in sender(report) {
        lines.extend(fact(label, &text));
    }
    lines
}

/// What a sender would do, and what it would report, each with its label; nothing where that is not told.
pub(in crate::report) fn sender(report: &Report) -> Vec<(&'static str, String)> {
    // Of a host that was named, what a sender does with mail for a domain is told only where the host promises something.
    let is_domain = matches!(report.route.kind, "mx" | "implicit-mx");
    let mut lines = Vec::new();
    let told = |sender: &&SenderReport| {
        is_domain
            || !sender.authenticated_by.is_empty()
            || !sender.tls_report.is_empty()
            || depends(sender)
    };
    if let Some(sender) = report.sender.as_ref().filter(told) {
        lines.push(("a sender", deed(sender)));
        if sender.without_policies != sender.action {
            let deed = sender.deed_without_policies(Form::Deliver);
            let text = format!("that know neither DANE nor MTA-STS {deed}");
            lines.push(("others", text));
        }
        if sender.conflict {
            let deed = fate::deed(Action::DeliverAuthenticated, &[Means::Dane], Form::Deliver);
            lines.push(("others", format!("that look at DANE alone {deed}")));
        }
        for line in &sender.tls_report {
            let code = line.failure_reason_code;
            let code = code.map_or(String::new(), |code| format!(" ({code})"));
            lines.push((
                "reports",
                format!("{}: {}{code}", line.policy_type, line.result_type),
            ));
        }
    }
    lines
}

/// danecheck's way: every record with its owner, and how far DNSSEC vouches for the answer.
fn tlsa(report: &Report) -> Vec<Line> {
    let lookups = report
        .route
        .hosts
        .iter()
        .flat_map(|host| &host.tlsa.lookups);
    let mut lines = Vec::new();
    for lookup in lookups {
        let owner = aliased(&lookup.trail);
        for record in lookup.records.iter().take(RECORDS) {
            let text = format!("{owner} TLSA {}; {}", cut(record), lookup.trail.status);
            lines.extend(fact("TLSA", &text));
        }
        let more = lookup.records.len().saturating_sub(RECORDS);
        if more > 0 {
            lines.extend(fact("TLSA", &format!("{owner} has {more} more")));
        }
    }
    lines
}

/// As much as a digest needs; whole certificates and keys are in JSON.
fn cut(record: &str) -> String {
    match record.get(..RECORD) {
        Some(start) if record.len() > RECORD => format!("{start}..."),
        _ => record.to_owned(),
    }
}

/// The name that was asked for, and what it is an alias for.
fn aliased(trail: &TrailReport) -> String {
    match trail.aliases.last() {
        Some(alias) => format!("{}. (an alias for {}.)", trail.name, alias.target),
        None => format!("{}.", trail.name),
    }
}

fn mta_sts(found: &MtaStsReport) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(policy) = &found.policy else {
        return lines;
    };
    let source = match (&found.file, &found.fetch) {
        (Some(file), _) => format!("from the file {}", quote::text(file)),
        (None, Some(fetch)) => format!("from {}", fetch.host),
        (None, None) => String::new(),
    };
    // Such as one from a policy host that nobody could authenticate.
    let counts = match (policy.valid, found.state) {
        (true, "no-policy") => "; it does not count",
        _ => "",
    };
    lines.extend(fact(
        "MTA-STS",
        &format!("{}, {source}{counts}", policy_words(policy)),
    ));
    // What is allowed, what DNS has, and what the certificates are for, side by side.
    let width = found.hosts.iter().map(|row| row.name.len()).max();
    for row in &found.hosts {
        let name = &row.name;
        let width = width.unwrap_or_default();
        lines.extend(fact("", &format!("{name:<width$}  {}", row_words(row))));
    }
    if found.omitted > 0 {
        lines.extend(fact("", &format!("{} more", found.omitted)));
    }
    lines
}

/// A policy in a few words.
pub(in crate::report) fn policy_words(policy: &PolicyReport) -> String {
    match (policy.valid, policy.mode) {
        (true, Some(mode)) => format!("mode {mode}"),
        _ => "an invalid policy".to_owned(),
    }
}

/// How a host stands by a policy.
pub(in crate::report) fn row_words(row: &MxRowReport) -> String {
    let in_dns = match row.in_dns {
        true => "MX host",
        false => "no MX host",
    };
    let allowed = match &row.allowed_by {
        Some(pattern) if *pattern == row.name => "in the policy".to_owned(),
        Some(pattern) => format!("in the policy by {pattern}"),
        None => "not in the policy".to_owned(),
    };
    let certificate = match row.certificate_matches {
        Some(true) => ", certificate fits",
        Some(false) => ", certificate for another name",
        None => "",
    };
    format!("{in_dns}, {allowed}{certificate}")
}

/// The rule itself says what a sender does: it depends on what that sender can.
fn depends(sender: &SenderReport) -> bool {
    sender.action == "unknown" && sender.rule.starts_with("it ")
}

/// What a sender does, and why; by what it knows the host is reason enough.
pub(in crate::report) fn deed(sender: &SenderReport) -> String {
    if depends(sender) {
        return format!("not known: {}", sender.rule);
    }
    let deed = sender.deed(Form::Delivers);
    match sender.authenticated_by.is_empty() {
        true => format!("{deed}: {}", sender.rule),
        false => deed,
    }
}

//! The report as lines for a zone file: records, and everything else in comments (RFC 1035 §5.1).

use super::credential::CredentialReport;
use super::document::RecordsReport;
use super::host::{HostRecords, LineReport};
use super::published::PublishedReport;
use super::step::{PlanReport, StepReport};
use crate::quote;
use crate::report::text::folded;

/// How wide a comment is; a line of the zone that stands in one is never broken.
const WIDTH: usize = 96;

/// The lines. All of them together are a valid zone file without an origin.
pub fn text(report: &RecordsReport) -> Vec<String> {
    let mut lines = Vec::new();
    for host in &report.hosts {
        lines.extend(of_host(host, report.check));
        let told = host.published.as_ref().map(|it| it.reason.as_str());
        if host.exit_code != 0 && report.hosts.len() > 1 && told != Some(&host.sentence) {
            lines.extend(remark(&host.sentence));
        }
        lines.push(";".to_owned());
    }
    let conclusion = &report.conclusion;
    let sentence = quote::text(&conclusion.sentence);
    lines.push(format!("; exit {}: {sentence}", conclusion.exit_code));
    lines
}

fn of_host(host: &HostRecords, checks: bool) -> Vec<String> {
    let mut lines = vec![format!("; {}", host.owner)];
    for credential in &host.credentials {
        lines.extend(remark(&shown(credential)));
    }
    if let Some(published) = &host.published {
        lines.extend(of_published(published, host, checks));
    }
    for note in &host.notes {
        lines.extend(remark(&format!("note: {note}")));
    }
    for refused in &host.refused {
        let of = named(host, &[refused.of]);
        lines.extend(remark(&format!(
            "no record {} for {of}: {}",
            refused.combination, refused.reason
        )));
    }
    if let Some(plan) = &host.plan {
        lines.extend(of_plan(plan));
        if !host.lines.is_empty() {
            let is_known = |it: &PublishedReport| it.signature.is_some();
            lines.extend(remark(match host.published.as_ref().is_some_and(is_known) {
                true => "all records as they are to be there now:",
                false => "all records as they are to be there now, also where a wildcard's stood for them:",
            }));
        }
    }
    let repeated = repeated(&host.lines);
    for (number, words) in repeated.iter().enumerate() {
        lines.extend(remark(&format!("({}) {words}", number + 1)));
    }
    for line in &host.lines {
        lines.extend(of_line(line, &repeated, host));
    }
    lines
}

/// What there is to know of more than one line: it is said once, with a number.
fn repeated(lines: &[LineReport]) -> Vec<&'static str> {
    let mut repeated = Vec::new();
    for words in lines.iter().filter_map(|line| line.remark) {
        let same = lines.iter().filter(|line| line.remark == Some(words));
        if same.count() > 1 && !repeated.contains(&words) {
            repeated.push(words);
        }
    }
    repeated
}

fn shown(credential: &CredentialReport) -> String {
    let verb = match credential.role {
        "next" => "next, from",
        _ => "shown by",
    };
    format!(
        "{verb} {}: {}",
        credential.places.join(", "),
        credential.what
    )
}

fn of_published(published: &PublishedReport, host: &HostRecords, checks: bool) -> Vec<String> {
    let mut lines = remark(&format!("DNS: {}", published.reason));
    // Without a question for it the records alone would be noise; with a plan they are what it begins with.
    if !checks && host.plan.is_none() {
        return lines;
    }
    for record in &published.records {
        lines.extend(remark(&format!("  {}", record.text)));
    }
    if published.status == "secure" {
        if let Some(pattern) = pattern(published) {
            lines.extend(remark(&format!("pattern: {pattern}")));
        }
        if let Some(ttl) = published.ttl {
            lines.extend(remark(&format!("TTL: {ttl} s")));
        }
        if let Some(signature) = &published.signature {
            lines.extend(remark(&format!("signature: {}", signature.text)));
        }
    }
    let is_current = |at: usize| {
        host.credentials
            .get(at)
            .is_some_and(|one| one.role == "current")
    };
    for gap in published
        .gaps
        .iter()
        .filter(|gap| is_current(gap.credential))
    {
        let of = named(host, &[gap.credential]);
        lines.extend(remark(&format!(
            "none of the records {} matches {of}: senders that know only that kind refuse it (RFC 7671, section 8)",
            gap.combination
        )));
    }
    lines
}

fn pattern(published: &PublishedReport) -> Option<&'static str> {
    use crate::judge::dane::publish::Pattern;
    let all = [
        Pattern::Unmatched,
        Pattern::Current,
        Pattern::CurrentAndNext,
        Pattern::CurrentAndIssuer,
        Pattern::Issuer,
    ];
    let id = published.pattern?;
    let mut all = all.into_iter();
    all.find(|pattern| pattern.id() == id).map(Pattern::words)
}

fn of_plan(plan: &PlanReport) -> Vec<String> {
    let mut lines = Vec::new();
    for remark_ in &plan.remarks {
        lines.extend(remark(&format!("note: {remark_}")));
    }
    if plan.steps.is_empty() {
        lines.extend(remark("plan: nothing is to be changed in the zone"));
        return lines;
    }
    let sections: Vec<String> = plan
        .sections
        .iter()
        .map(|it| format!("section {it}"))
        .collect();
    lines.extend(remark(&match sections.is_empty() {
        true => "plan:".to_owned(),
        false => format!("plan (RFC 7671, {}):", sections.join(" and ")),
    }));
    for (number, step) in plan.steps.iter().enumerate() {
        lines.extend(of_step(number + 1, step));
    }
    lines
}

fn of_step(number: usize, step: &StepReport) -> Vec<String> {
    let mut lines = remark(&format!("{number}. {}", step.text));
    for (word, records) in [("add", &step.add), ("remove", &step.remove)] {
        lines.extend(records.iter().map(|line| format!(";    {word}: {line}")));
    }
    lines
}

fn of_line(line: &LineReport, repeated: &[&str], host: &HostRecords) -> Vec<String> {
    let mut lines = Vec::new();
    let issuers = line.names.starts_with("DANE-TA") || line.names.starts_with("PKIX-TA");
    let what = match (line.of.is_empty(), issuers) {
        (true, _) => format!("{}, of nothing that is known here", line.names),
        (false, true) => format!("{} of the CA above {}", line.names, named(host, &line.of)),
        (false, false) => format!("{} of {}", line.names, named(host, &line.of)),
    };
    let published = match line.published {
        true => ", published already",
        false => "",
    };
    let number = repeated.iter().position(|it| Some(*it) == line.remark);
    let advice = match (line.recommended, line.remark, number) {
        (true, Some(_), Some(number)) => format!("; see ({})", number + 1),
        (false, Some(_), Some(number)) => format!("; not recommended, see ({})", number + 1),
        (true, Some(words), None) => format!("; {words}"),
        (false, Some(words), None) => format!("; not recommended: {words}"),
        (_, None, _) => String::new(),
    };
    lines.extend(remark(&format!("{what}{published}{advice}")));
    lines.push(match line.is_aside {
        true => format!(";{}", line.line),
        false => line.line.clone(),
    });
    lines
}

/// `the RSA 2048 bits key of CN=…`, by the places in the list.
fn named(host: &HostRecords, places: &[usize]) -> String {
    let named = places.iter().filter_map(|at| host.credentials.get(*at));
    let named: Vec<String> = named
        .map(|one| match one.role {
            "next" => format!("the next {}", one.what),
            _ => format!("the {}", one.what),
        })
        .collect();
    named.join(" and ")
}

/// A comment. What servers, zones and file names say is part of it.
fn remark(sentence: &str) -> Vec<String> {
    let lines = folded(&quote::text(sentence), WIDTH).into_iter();
    lines.map(|line| format!("; {line}")).collect()
}

//! One endpoint's block: the facts, then the verdicts.

use super::wrap::Line;
use crate::judge::pkix::date::span;
use crate::quote;
use crate::report::certificate::CertificateReport;
use crate::report::endpoint::{EndpointReport, VerdictReport};
use crate::report::moment::date;
use crate::report::observation::{ExtensionReport, ExtensionsReport, ObservationReport};
use crate::report::style::{Ink, Style};
use crate::report::tls::TlsReport;

/// The column in which facts begin.
const FACTS: usize = 16;
/// The column in which reasons begin.
const REASONS: usize = 28;
/// The column in which the reasons of what was not tested begin.
const UNTESTED: usize = 14;
/// How many names of a certificate are listed.
const NAMES: usize = 8;
/// The width of the heading.
const HEADING: usize = 78;

/// The block of one endpoint.
pub fn block(endpoint: &EndpointReport, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for seen in &endpoint.observations {
        let took = format!("{:.0} ms", seen.duration_ms);
        let gap = HEADING
            .saturating_sub(endpoint.peer.len() + took.len())
            .max(1);
        let peer = style.paint(&endpoint.peer, Ink::Heading);
        lines.push(Line::whole(format!("{peer}{}{took}", " ".repeat(gap))));
        lines.extend(facts(seen));
    }
    lines.push(Line::whole(String::new()));
    lines.extend(verdicts(&endpoint.verdicts, style));
    let broken = lines
        .into_iter()
        .flat_map(|line| line.broken(style.width()));
    broken.collect()
}

fn facts(seen: &ObservationReport) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(tls) = &seen.tls {
        lines.extend(negotiated(tls));
    }
    if let Some(first) = seen.chain.first() {
        lines.extend(end_entity(first));
        lines.extend(chain(&seen.chain));
    }
    lines.extend(extensions(&seen.extensions));
    lines
}

fn negotiated(tls: &TlsReport) -> Vec<Line> {
    let mut lines = fact("protocol", &tls.version.replace("TLSv", "TLS "));
    lines.extend(fact(
        "cipher suite",
        &format!("{}, {} bits", tls.cipher_suite.name, tls.cipher_suite.bits),
    ));
    if let Some(group) = &tls.group {
        let again = if tls.hello_retry_request {
            "; asked for by a HelloRetryRequest"
        } else {
            ""
        };
        lines.extend(fact(
            "key exchange",
            &format!("{}, {}{again}", group.name, group.kind),
        ));
    }
    match (&tls.signature_scheme, &tls.signature_unchecked) {
        (Some(scheme), None) => lines.extend(fact("signature", scheme)),
        (Some(scheme), Some(why)) => {
            lines.extend(fact("signature", &format!("{scheme}, not checked: {why}")))
        }
        (None, _) => {}
    }
    lines.extend(fact(
        "server name",
        tls.server_name.as_deref().unwrap_or("none sent"),
    ));
    if tls.client_certificate.requested {
        let sent = if tls.client_certificate.sent {
            "requested and sent"
        } else {
            "requested, none sent"
        };
        lines.extend(fact("client cert", sent));
    }
    lines
}

fn end_entity(certificate: &CertificateReport) -> Vec<Line> {
    let Some(contents) = &certificate.contents else {
        let why = certificate.malformed.as_deref().unwrap_or_default();
        return fact("certificate", &format!("cannot be read: {why}"));
    };
    let mut lines = fact(
        "peer DN",
        if contents.subject.is_empty() {
            "(empty)"
        } else {
            &contents.subject
        },
    );
    let names: Vec<&str> = contents.names.all().take(NAMES).collect();
    let more = contents.names.all().count() + contents.names.omitted - names.len();
    let shown = match (names.is_empty(), more) {
        (true, _) => "none (no subjectAltName)".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{}, and {more} more", names.join(", ")),
    };
    lines.extend(fact("names", &shown));
    let left = match (contents.seconds_valid, contents.seconds_left) {
        (..0, _) => format!(
            "not valid for another {}",
            span(contents.seconds_valid.saturating_neg())
        ),
        (_, 0..) => format!("{} left", span(contents.seconds_left)),
        _ => format!(
            "expired {} ago",
            span(contents.seconds_left.saturating_neg())
        ),
    };
    lines.extend(fact(
        "valid",
        &format!(
            "{} to {}, {left}",
            date(&contents.not_before),
            date(&contents.not_after)
        ),
    ));
    lines.extend(fact(
        "key",
        &format!(
            "{}, signed with {}",
            contents.key.description, contents.signature_algorithm
        ),
    ));
    lines.extend(fact(
        "fingerprint",
        &format!("SHA-256 {}", certificate.sha256),
    ));
    lines.extend(fact("", &format!("SPKI    {}", contents.spki_sha256)));
    lines
}

fn chain(chain: &[CertificateReport]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (position, certificate) in chain.iter().enumerate() {
        let label = if position == 0 { "chain" } else { "" };
        lines.extend(fact(label, &format!("{position} {}", certificate.title())));
    }
    if let Some(contents) = chain.last().and_then(|last| last.contents.as_ref()) {
        lines.extend(fact("", &format!("  issued by {}", contents.issuer)));
    }
    lines
}

fn extensions(extensions: &ExtensionsReport) -> Vec<Line> {
    let list = |list: &[ExtensionReport]| {
        let words = list.iter().map(|one| {
            format!("{} {}", one.keyword, one.parameters)
                .trim_end()
                .to_owned()
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(", ")
        }
    };
    match (&extensions.in_the_clear, &extensions.inside_tls) {
        (None, None) => Vec::new(),
        (Some(clear), None) => fact("extensions", &format!("in the clear: {}", list(clear))),
        (None, Some(inside)) => fact("extensions", &list(inside)),
        (Some(_), Some(inside)) => {
            let mut lines = fact("extensions", &format!("inside TLS: {}", list(inside)));
            if !extensions.added.is_empty() {
                lines.extend(fact(
                    "",
                    &format!("only inside TLS: {}", list(&extensions.added)),
                ));
            }
            if !extensions.removed.is_empty() {
                lines.extend(fact(
                    "",
                    &format!("only in the clear: {}", list(&extensions.removed)),
                ));
            }
            lines
        }
    }
}

/// One labelled fact; what the peer said is escaped here, once, for all of them.
fn fact(label: &str, value: &str) -> Vec<Line> {
    let head = format!("  {label:<width$}", width = FACTS - 2);
    vec![Line::new(head, FACTS, quote::text(value))]
}

/// The verdicts; stages that went well are told by the transcript, and what was not tested comes last, by reason.
fn verdicts(verdicts: &[VerdictReport], style: Style) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut untested: Vec<(&VerdictReport, Vec<&str>)> = Vec::new();
    for verdict in verdicts {
        let quiet = matches!(
            verdict.check,
            "mx" | "connect" | "greeting" | "first-ehlo" | "handshake" | "ehlo" | "replies"
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
    let head = format!(
        "  {}  {:<width$}",
        style.paint(status, ink),
        verdict.check,
        width = REASONS - 8
    );
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

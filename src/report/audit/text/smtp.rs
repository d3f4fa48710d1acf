//! STARTTLS and ordinary sessions.

use super::block::heading;
use super::known::{said, yes_or_no};
use super::rows::Rows;
use crate::report::audit::input::AuditDetail;
use crate::report::audit::smtp::SmtpReport;
use crate::report::style::Style;
use crate::report::text::Line;

/// What was found out about STARTTLS and in ordinary sessions.
pub(super) fn smtp(facts: &SmtpReport, style: Style, detail: AuditDetail) -> Vec<Line> {
    let mut lines = heading("STARTTLS and the session", style);
    let mut rows = Rows::default();
    let injection = said(&facts.command_injection, |it| {
        match (it.carried_out, &it.what_came) {
            (true, came) => format!("yes: {}", came.as_deref().unwrap_or_default()),
            (false, Some(how)) => format!("refused: {how}"),
            (false, None) => "no".to_owned(),
        }
    });
    rows.add("carries out injected commands", injection);
    let plaintext = said(&facts.plaintext_after_reply, |octets| {
        match octets.as_str() {
            "" => "nothing".to_owned(),
            octets => format!("\"{octets}\""),
        }
    });
    rows.add("plaintext behind the reply", plaintext);
    rows.add(
        "hides a STARTTLS that works",
        yes_or_no(&facts.masked_starttls),
    );
    rows.add(
        "STARTTLS offered inside TLS",
        yes_or_no(&facts.starttls_inside_tls),
    );
    let again = said(&facts.starttls_said_inside_tls, ToString::to_string);
    rows.add("STARTTLS said inside TLS", again);
    let mail = said(&facts.mail_in_the_clear, ToString::to_string);
    rows.add("MAIL in the clear", mail);
    let auth = said(&facts.auth_in_the_clear, |all| listed(all));
    rows.add("AUTH in the clear", auth);
    let clear = said(&facts.changed_extensions, |it| {
        listed(&it.only_in_the_clear)
    });
    rows.add("offers only in the clear", clear);
    let inside = said(&facts.changed_extensions, |it| listed(&it.only_inside_tls));
    rows.add("offers only inside TLS", inside);
    rows.add(
        "REQUIRETLS in the clear",
        yes_or_no(&facts.requiretls_in_the_clear),
    );
    let resumption = said(&facts.resumption, |word| word.replace('-', " "));
    rows.add("resumption", resumption);
    rows.add("tickets", said(&facts.tickets, ToString::to_string));
    let early = said(&facts.early_data_octets, |octets| match octets {
        0 => "none".to_owned(),
        octets => format!("{octets} octets"),
    });
    rows.add("early data", early);
    for backend in &facts.backends {
        let tls = backend.tls.as_deref().unwrap_or("TLS not seen");
        rows.add(
            "server",
            match (detail.verbose, facts.backends.len()) {
                (false, 1) => format!("\"{}\" each time", backend.greeting),
                _ => format!(
                    "{} \"{}\", {}, {tls}",
                    times(backend.connections),
                    backend.greeting,
                    backend.keywords.join(" ")
                ),
            },
        );
    }
    lines.extend(rows.lines(detail));
    lines
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        several => format!("{several} times"),
    }
}

fn listed(all: &[String]) -> String {
    match all {
        [] => "nothing".to_owned(),
        some => some.join(", "),
    }
}

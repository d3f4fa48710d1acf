//! STARTTLS and ordinary sessions.

use super::block::heading;
use super::known::{said, yes_or_no};
use super::lists::row;
use crate::report::audit::smtp::SmtpReport;
use crate::report::style::Style;
use crate::report::text::Line;

/// What was found out about STARTTLS and in ordinary sessions.
pub(super) fn smtp(facts: &SmtpReport, style: Style) -> Vec<Line> {
    let mut lines = heading("STARTTLS and the session", style);
    let injection = said(&facts.injection, |it| {
        match (it.carried_out, &it.what_came) {
            (true, came) => format!("carried out: {}", came.as_deref().unwrap_or_default()),
            (false, Some(how)) => format!("refused: {how}"),
            (false, None) => "not carried out".to_owned(),
        }
    });
    lines.extend(row("command in the clear", &injection));
    let plaintext = said(&facts.plaintext_after_reply, |octets| {
        match octets.as_str() {
            "" => "nothing".to_owned(),
            octets => format!("\"{octets}\""),
        }
    });
    lines.extend(row("behind the reply to STARTTLS", &plaintext));
    lines.extend(row(
        "STARTTLS is hidden, and works",
        &yes_or_no(&facts.masked),
    ));
    lines.extend(row(
        "STARTTLS offered inside TLS",
        &yes_or_no(&facts.offered_again),
    ));
    let again = said(&facts.starttls_inside_tls, ToString::to_string);
    lines.extend(row("STARTTLS said inside TLS", &again));
    let mail = said(&facts.mail_in_the_clear, ToString::to_string);
    lines.extend(row("MAIL in the clear", &mail));
    let auth = said(&facts.auth_in_the_clear, |all| listed(all));
    lines.extend(row("AUTH in the clear", &auth));
    let clear = said(&facts.changed, |it| listed(&it.only_in_the_clear));
    lines.extend(row("only in the clear", &clear));
    let inside = said(&facts.changed, |it| listed(&it.only_inside_tls));
    lines.extend(row("only inside TLS", &inside));
    lines.extend(row(
        "REQUIRETLS in the clear",
        &yes_or_no(&facts.requiretls_in_the_clear),
    ));
    let resumption = said(&facts.resumption, |word| word.replace('-', " "));
    lines.extend(row("resumption", &resumption));
    lines.extend(row("tickets", &said(&facts.tickets, ToString::to_string)));
    let early = said(&facts.early_data_octets, |octets| match octets {
        0 => "none".to_owned(),
        octets => format!("{octets} octets"),
    });
    lines.extend(row("early data", &early));
    for backend in &facts.backends {
        let tls = backend.tls.as_deref().unwrap_or("TLS not seen");
        let text = format!(
            "{} times \"{}\", {}, {tls}",
            backend.connections,
            backend.greeting,
            backend.keywords.join(" ")
        );
        lines.extend(row("server", &text));
    }
    lines
}

fn listed(all: &[String]) -> String {
    match all {
        [] => "nothing".to_owned(),
        some => some.join(", "),
    }
}

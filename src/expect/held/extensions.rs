//! What is expected of what the server offers by EHLO.

use super::super::name::Fact;
use super::super::size;
use super::super::value::{Keywords, Value};
use super::seen::{Seen, ended, list, session};
use crate::report::{EndpointReport, ExtensionReport, ObservationReport};

/// Where a session is that got through STARTTLS.
const INSIDE: &str = "inside TLS";

pub(super) fn seen(fact: Fact, value: &Value, endpoint: &EndpointReport) -> Seen {
    let Some(session) = session(endpoint) else {
        return Seen::untested("there was no session");
    };
    match (fact, value) {
        (Fact::ForbidExtensions, Value::Extensions(all)) => {
            with(inside(session), |offered| forbidden(all, offered, INSIDE))
        }
        (Fact::ExtensionsInTheClear, Value::Extensions(all)) => {
            with(in_the_clear(session), |offered| {
                wanted(all, offered, "in the clear")
            })
        }
        (Fact::ForbidExtensionsInTheClear, Value::Extensions(all)) => {
            with(in_the_clear(session), |offered| {
                forbidden(all, offered, "in the clear")
            })
        }
        (Fact::NoAuthInTheClear, Value::Yes) => with(in_the_clear(session), without_auth),
        (Fact::MinSize, Value::Octets(least)) => {
            with(inside(session), |offered| size_of(*least, offered))
        }
        _ => Seen::unasked(),
    }
}

/// Each of these is offered inside TLS.
pub(super) fn wanted_inside(all: &[Keywords], endpoint: &EndpointReport) -> Seen {
    let Some(session) = session(endpoint) else {
        return Seen::untested("there was no session");
    };
    with(inside(session), |offered| wanted(all, offered, INSIDE))
}

fn with(
    offered: Result<&[ExtensionReport], Seen>,
    look: impl FnOnce(&[ExtensionReport]) -> Seen,
) -> Seen {
    offered.map_or_else(|seen| seen, look)
}

/// What is offered inside TLS; on a port with TLS from the first octet that is by the only EHLO.
fn inside(session: &ObservationReport) -> Result<&[ExtensionReport], Seen> {
    let offered = session.extensions.inside_tls.as_deref();
    offered.ok_or_else(|| Seen::untested(ended("no EHLO was answered inside TLS", session)))
}

/// What is offered in the clear: nothing where nothing is said there, and where the server knows HELO only.
fn in_the_clear(session: &ObservationReport) -> Result<&[ExtensionReport], Seen> {
    let offered = session.extensions.in_the_clear.as_deref();
    let heard = session.transcript.iter().any(|line| !line.tls);
    let nothing_is_said = session.tls.is_some() && !heard;
    match offered {
        Some(offered) => Ok(offered),
        None if nothing_is_said || session.helo => Ok(&[]),
        None => Err(Seen::untested(ended(
            "no EHLO was answered in the clear",
            session,
        ))),
    }
}

fn wanted(all: &[Keywords], offered: &[ExtensionReport], place: &str) -> Seen {
    let is_missing = |wanted: &&Keywords| !offered.iter().any(|line| offers(line, wanted));
    let missing: Vec<String> = all
        .iter()
        .filter(is_missing)
        .map(Keywords::to_string)
        .collect();
    if missing.is_empty() {
        let all = all.iter().map(Keywords::to_string);
        return Seen::met(format!("{} offered {place}", are(&all.collect::<Vec<_>>())));
    }
    let fix = match (place, missing.as_slice()) {
        // RFC 3207 §4.2: nobody is to offer it there.
        (INSIDE, [one]) if one == "STARTTLS" => {
            "expect it under extensions-in-the-clear: inside TLS no server may offer STARTTLS"
                .to_owned()
        }
        _ => format!("let the server offer {} {place}", list(&missing)),
    };
    Seen::unmet(format!("{} not offered {place}", are(&missing))).with_fix(fix)
}

fn forbidden(all: &[Keywords], offered: &[ExtensionReport], place: &str) -> Seen {
    let has = |forbidden: &&Keywords| {
        let mut lines = offered.iter();
        lines.any(|line| offers(line, forbidden) || is_old_form(line, forbidden))
    };
    let found: Vec<String> = all.iter().filter(has).map(Keywords::to_string).collect();
    if found.is_empty() {
        let all = all.iter().map(Keywords::to_string);
        return Seen::met(format!("nothing of {} is offered {place}", list(all)));
    }
    let fix = format!("let the server no longer offer {} {place}", list(&found));
    Seen::unmet(format!("{} offered {place}", are(&found))).with_fix(fix)
}

/// Whether a line is the one that is meant: by its keyword, and by its parameters, in any case (RFC 5321 §2.4, §4.1.1.1).
fn offers(line: &ExtensionReport, wanted: &Keywords) -> bool {
    let has = |parameter: &String| {
        let mut words = line.parameters.split_ascii_whitespace();
        words.any(|word| word.eq_ignore_ascii_case(parameter))
    };
    line.keyword.eq_ignore_ascii_case(&wanted.keyword) && wanted.parameters.iter().all(has)
}

/// Whether a line offers AUTH in its old form, which is no offer that counts, and one to be rid of all the same.
fn is_old_form(line: &ExtensionReport, forbidden: &Keywords) -> bool {
    let Some(mechanisms) = &line.auth_mechanisms else {
        return false;
    };
    forbidden.keyword == "AUTH"
        && forbidden
            .parameters
            .iter()
            .all(|it| mechanisms.contains(it))
}

fn without_auth(offered: &[ExtensionReport]) -> Seen {
    let mut lines = offered.iter().filter(|line| line.auth_mechanisms.is_some());
    match lines.next() {
        None => Seen::met("AUTH is not offered in the clear"),
        Some(line) => Seen::unmet(format!("{} is offered in the clear", line.short()))
            .with_fix("offer AUTH only inside TLS (in Postfix: smtpd_tls_auth_only = yes)"),
    }
}

/// RFC 1870 §3: without a number nothing is said of the limit.
fn size_of(least: u64, offered: &[ExtensionReport]) -> Seen {
    let mut lines = offered.iter();
    let Some(line) = lines.find(|line| line.keyword.eq_ignore_ascii_case("SIZE")) else {
        return Seen::unmet(
            "SIZE is not offered, so that nothing is said of how large messages may be",
        )
        .with_fix("let the server offer SIZE with its limit (RFC 1870)");
    };
    match line.size_limit {
        Some(0) => Seen::met("messages may have any size"),
        Some(limit) => Seen::when(
            limit >= least,
            format!("messages may have at most {} octets", limit),
        )
        .with_fix(format!(
            "let the server take messages of {} (in Postfix: message_size_limit)",
            size::in_words(least)
        )),
        None => Seen::unmet("SIZE does not say how large messages may be")
            .with_fix("let the server name its limit behind SIZE (RFC 1870, section 3)"),
    }
}

/// Things with the verb that fits their number.
fn are(all: &[String]) -> String {
    match all {
        [only] => format!("{only} is"),
        all => format!("{} are", list(all)),
    }
}

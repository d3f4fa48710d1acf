//! What the SRV records of a domain say of its submission services, as verdicts.

use super::check::Check;
use super::mx::{ask_again, asked, fail};
use super::verdict::{Status, Verdict};
use crate::dns::{DomainName, NoAnswer};
use crate::exit::ExitCode;
use crate::route::{Found, Host, Route, Srv};
use crate::target::Service;

/// Why there is no server to connect to; nothing where the service is offered.
pub(super) fn unavailable(route: &Route, srv: &Srv, domain: &str) -> Option<Verdict> {
    let label = srv.service.label();
    let instead = match srv.other {
        Found::Offered(_) => format!(
            "probe {}://{domain} with --srv, which is offered",
            srv.service.other().scheme()
        ),
        _ => format!("name the host: {}://HOST", srv.service.scheme()),
    };
    Some(match &srv.found {
        Found::Offered(_) => return None,
        Found::NotOffered => fail(format!(
            "{domain} offers no {}: the SRV record at {label}._tcp names the root (RFC 6186, section 3.4)",
            srv.service
        ))
        .with_fix(instead),
        Found::Unanswered(NoAnswer::NxDomain | NoAnswer::NoData) => fail(format!(
            "{domain} has no SRV record at {label}._tcp, by which mail clients find {}",
            srv.service
        ))
        .with_fix(match srv.other {
            Found::Offered(_) => instead,
            _ => format!("publish one, or {instead}"),
        }),
        Found::Unanswered(NoAnswer::Deadline) => Verdict::new(
            Check::Mx,
            Status::NotTested,
            format!("not testable now: the deadline passed before the SRV records of {domain} were found"),
        )
        .with_fix("allow more time with --deadline")
        .with_exit(ExitCode::NotNow),
        Found::Unanswered(other) => fail(format!(
            "the SRV records at {label}._tcp.{domain} could not be found out: {other}{}",
            asked(route)
        ))
        .with_fix(ask_again(other)),
    })
}

/// What is worth knowing about records that lead somewhere.
pub(super) fn remarks(route: &Route, srv: &Srv, domain: &str) -> Vec<Verdict> {
    let mut verdicts = Vec::from_iter(services(srv));
    let outside = route.hosts.iter().filter_map(|host| host.name.as_ref());
    let outside: Vec<&DomainName> = outside.filter(|name| !is_within(name, domain)).collect();
    if let Some(name) = outside.first() {
        let more = match outside.len() {
            1 => String::new(),
            more => format!(" (and {} more)", more.saturating_sub(1)),
        };
        let reason = format!(
            "the SRV target {name}{more} is outside of {domain}: unless DNSSEC proves the record, mail clients ask their user whether that host is right (RFC 8314, section 5.1)"
        );
        verdicts.push(
            Verdict::new(Check::Mx, Status::Warn, reason).with_fix(format!(
                "name a host within {domain}, or sign the zone with DNSSEC"
            )),
        );
    }
    let on_465 = |host: &&Host| host.port_or(0) == 465;
    if srv.service == Service::Submission
        && let Some(host) = route.hosts.iter().find(on_465)
    {
        let name = host.name.as_ref().map(ToString::to_string);
        let reason = format!(
            "the record at _submission._tcp leads to port 465 of {}, where TLS stands from the first octet and not by STARTTLS",
            name.unwrap_or_default()
        );
        verdicts.push(
            Verdict::new(Check::Mx, Status::Warn, reason)
                .with_fix("publish that port at _submissions._tcp, and port 587 here"),
        );
    }
    verdicts
}

/// RFC 8314 §3.3: both services for some years to come; §4.5.2: TLS from the first octet in preference.
fn services(srv: &Srv) -> Option<Verdict> {
    let (starttls, implicit) = match srv.service {
        Service::Submission => (&srv.found, &srv.other),
        Service::Submissions => (&srv.other, &srv.found),
    };
    let note = |reason: String| Some(Verdict::new(Check::Mx, Status::Note, reason));
    match (implicit, starttls) {
        (Found::Offered(implicit), Found::Offered(starttls)) if implicit < starttls => note(format!(
            "_submissions._tcp (priority {implicit}) and _submission._tcp (priority {starttls}) are published, TLS from the first octet in preference, as it should be"
        )),
        (Found::Offered(implicit), Found::Offered(starttls)) if implicit == starttls => {
            note(format!(
                "_submissions._tcp and _submission._tcp are published with the same priority, {implicit}; TLS from the first octet should have the lower number (RFC 8314, section 4.5.2)"
            ))
        }
        (Found::Offered(implicit), Found::Offered(starttls)) => Some(
            Verdict::new(
                Check::Mx,
                Status::Warn,
                format!(
                    "_submission._tcp (priority {starttls}) is published in preference to _submissions._tcp (priority {implicit})"
                ),
            )
            .with_fix("give _submissions._tcp the lower number: TLS from the first octet should be preferred (RFC 8314, section 4.5.2)"),
        ),
        (Found::Unanswered(no_answer), _) | (_, Found::Unanswered(no_answer))
            if !no_answer.is_certain() =>
        {
            note(format!(
                "whether {}._tcp is published too could not be found out: {no_answer}",
                srv.service.other().label()
            ))
        }
        (_, Found::Offered(_)) => note(
            "only _submission._tcp is published; mail clients prefer TLS from the first octet, at _submissions._tcp (RFC 8314, section 3.3)"
                .to_owned(),
        ),
        (Found::Offered(_), _) => note(
            "only _submissions._tcp is published; mail clients that know STARTTLS alone find no server (RFC 8314, section 3.3)"
                .to_owned(),
        ),
        _ => None,
    }
}

/// The domain itself or a name below it.
fn is_within(name: &DomainName, domain: &str) -> bool {
    let rest = name.ascii().strip_suffix(domain);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

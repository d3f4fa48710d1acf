//! The route as verdicts: could the hosts for the target's mail be found?

use super::check::Check;
use super::srv;
use super::verdict::{Status, Verdict};
use crate::dns::NoAnswer;
use crate::exit::ExitCode;
use crate::quote;
use crate::route::{Host, NoHost, Route, Way};
use std::net::IpAddr;

/// Of how many hosts that cannot be used it is told one by one why.
const TOLD: usize = 5;

/// The verdicts on a route. `domain` is what was asked for.
pub fn mx(route: &Route, domain: &str) -> Vec<Verdict> {
    let mut verdicts = Vec::from_iter(single_label(domain));
    match &route.way {
        Way::NullMx => {
            let reason = format!("{domain} accepts no mail: it has a null MX record (RFC 7505)");
            verdicts.push(fail(reason).with_fix(
                "if the domain should accept mail, replace the record \"MX 0 .\" by its MX hosts",
            ));
            return verdicts;
        }
        Way::Unresolved(no_answer) => {
            verdicts.push(unresolved(route, domain, no_answer));
            return verdicts;
        }
        Way::Srv(srv) => {
            if let Some(verdict) = srv::unavailable(route, srv, domain) {
                verdicts.push(verdict);
                return verdicts;
            }
            verdicts.extend(srv::remarks(route, srv, domain));
        }
        Way::Mx | Way::ImplicitMx | Way::Given => {}
    }
    let found = route.hosts.iter().any(|host| host.addresses.is_ok());
    if found {
        verdicts.push(Verdict::new(Check::Mx, Status::Pass, how(route, domain)));
    }
    let mut troubled = 0;
    for host in &route.hosts {
        verdicts.extend(remarks(route, host));
        let trouble = trouble(route, host, domain, found);
        troubled += usize::from(trouble.is_some());
        verdicts.extend(trouble.filter(|_| troubled <= TOLD));
    }
    if troubled > TOLD {
        let reason = format!("{} more hosts cannot be used either", troubled - TOLD);
        verdicts.push(Verdict::new(Check::Mx, Status::Warn, reason));
    }
    if route.omitted > 0 {
        let reason = format!(
            "{} more {} are listed than are looked at",
            route.omitted,
            match route.way {
                Way::Srv(_) => "SRV targets",
                _ => "MX hosts",
            }
        );
        verdicts.push(Verdict::new(Check::Mx, Status::Warn, reason));
    }
    verdicts
}

fn how(route: &Route, domain: &str) -> String {
    let found = route
        .hosts
        .iter()
        .filter(|host| host.addresses.is_ok())
        .count();
    match route.way {
        Way::ImplicitMx => {
            format!("{domain} has no MX record; its own address takes its mail (implicit MX)")
        }
        Way::Given => "port or host given: no MX lookup".to_owned(),
        Way::Srv(_) => format!("{found} of {} SRV targets can be found", route.hosts.len()),
        _ => format!("{found} of {} MX hosts can be found", route.hosts.len()),
    }
}

/// A target of one label, which people type who are used to a search list.
fn single_label(domain: &str) -> Option<Verdict> {
    let is_name = domain.parse::<IpAddr>().is_err();
    (is_name && !domain.contains('.')).then(|| {
        let reason = format!(
            "{domain} is one label alone: a top-level domain, or a name that a search list would complete; no search list is used"
        );
        Verdict::new(Check::Mx, Status::Note, reason)
    })
}

/// The MX lookup has no answer.
fn unresolved(route: &Route, domain: &str, no_answer: &NoAnswer) -> Verdict {
    match no_answer {
        NoAnswer::NxDomain => fail(format!("the domain {domain} does not exist (NXDOMAIN)"))
            .with_fix("check the spelling of the domain"),
        NoAnswer::DanglingAlias(target) => fail(format!(
            "{domain} is an alias (CNAME) for {target}, which does not exist (NXDOMAIN)"
        ))
        .with_fix("correct or remove the CNAME record"),
        NoAnswer::Deadline => Verdict::new(
            Check::Mx,
            Status::NotTested,
            format!(
                "not testable now: the deadline passed before the hosts of {domain} were found"
            ),
        )
        .with_fix("allow more time with --deadline")
        .with_exit(ExitCode::NotNow),
        NoAnswer::Interrupted(signal) => Verdict::new(
            Check::Mx,
            Status::NotTested,
            format!(
                "not tested: {} before the hosts of {domain} were found",
                signal.words()
            ),
        )
        .with_exit((*signal).into()),
        other => fail(format!(
            "the MX hosts of {domain} could not be found out: {other}{}",
            asked(route)
        ))
        .with_fix(ask_again(other)),
    }
}

/// What is odd about a host, whether or not it has addresses.
fn remarks(route: &Route, host: &Host) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let name = named(host);
    // RFC 5321 §5.1 for MX records, RFC 2782 for SRV records.
    let record = match &route.way {
        Way::Mx => Some(("MX host", "MX")),
        Way::Srv(_) => Some(("SRV target", "SRV")),
        _ => None,
    };
    if let (Some((what, record)), Some(last)) = (record, host.aliases.last()) {
        let reason = format!(
            "the {what} {name} is an alias (CNAME) for {last}, which is outside the standard"
        );
        verdicts.push(
            Verdict::new(Check::Mx, Status::Warn, reason)
                .with_fix(format!("name {last} in the {record} record")),
        );
    }
    if name.contains('_') {
        let reason = format!(
            "the host {name} has an underscore in its name, which no host name may have; some senders refuse it"
        );
        verdicts.push(Verdict::new(Check::Mx, Status::Warn, reason).with_fix(
            "give the host a name of letters, digits and hyphens (RFC 5321, section 4.1.2)",
        ));
    }
    let place = match (host.preference, host.located) {
        (Some(preference), _) => Some(("MX host", "preference", preference)),
        (None, Some(located)) => Some(("SRV target", "priority", located.priority)),
        (None, None) => None,
    };
    if let ([_, ..], Some((what, place, number))) = (host.also_listed_at.as_slice(), place) {
        let times = match host.also_listed_at.len() {
            1 => "twice".to_owned(),
            more => format!("{} times", more.saturating_add(1)),
        };
        let reason =
            format!("the {what} {name} is listed {times}; it is tried once, at {place} {number}");
        verdicts.push(Verdict::new(Check::Mx, Status::Note, reason));
    }
    if let Some(doubt) = &host.doubt {
        let reason = format!(
            "not all addresses of {name} could be found out: {doubt}{}",
            asked(route)
        );
        verdicts.push(Verdict::new(Check::Mx, Status::Warn, reason).with_fix(ask_again(doubt)));
    }
    if host.omitted > 0 {
        let reason = format!("{name} has {} more addresses than are used", host.omitted);
        verdicts.push(Verdict::new(Check::Mx, Status::Warn, reason));
    }
    verdicts
}

/// Why a host has no address; beside a host that can be found it is no failure.
fn trouble(route: &Route, host: &Host, domain: &str, beside_good: bool) -> Option<Verdict> {
    let trouble = host.addresses.as_ref().err()?;
    let name = named(host);
    let (kind, fix) = match route.way {
        Way::Mx => (
            "the MX host",
            "correct the MX record, or publish an address for that host",
        ),
        Way::Srv(_) => (
            "the SRV target",
            "correct the SRV record, or publish an address for that host",
        ),
        _ => ("the host", "check the spelling of the name"),
    };
    let record = match route.way {
        Way::Srv(_) => "SRV",
        _ => "MX",
    };
    let verdict = match trouble {
        NoHost::Dns(NoAnswer::NoData) if route.way == Way::ImplicitMx => {
            fail(format!("{domain} has neither MX records nor an address"))
                .with_fix("publish an MX record for the domain")
        }
        NoHost::Dns(no_answer) if name == "localhost" => fail(format!(
            "{name} could not be found in DNS, and the hosts file is not used: {no_answer}"
        ))
        .with_fix("name the address: [127.0.0.1]:PORT or [::1]:PORT"),
        NoHost::Dns(NoAnswer::NxDomain) => {
            fail(format!("{kind} {name} does not exist (NXDOMAIN)")).with_fix(fix)
        }
        NoHost::Dns(NoAnswer::NoData) => {
            fail(format!("{kind} {name} has no address (NODATA)")).with_fix(fix)
        }
        NoHost::Dns(NoAnswer::DanglingAlias(target)) => fail(format!(
            "{kind} {name} is an alias (CNAME) for {target}, which does not exist (NXDOMAIN)"
        ))
        .with_fix(fix),
        NoHost::Dns(no_answer) => fail(format!(
            "the addresses of {name} could not be found out: {no_answer}{}",
            asked(route)
        ))
        .with_fix(ask_again(no_answer)),
        NoHost::OtherFamily if name.is_empty() => {
            fail("the address is not of the kind that -4 or -6 asks for".to_owned())
                .with_fix("leave out -4 or -6")
        }
        NoHost::OtherFamily => {
            fail(format!("{name} has no address of the kind that -4 or -6 asks for"))
                .with_fix("leave out -4 or -6")
        }
        NoHost::Root if record == "SRV" => fail(
            "an SRV record names the root beside other records, which says that the service is not offered, and that it is"
                .to_owned(),
        )
        .with_fix("leave either that record or the others"),
        NoHost::Root => fail(
            "an MX record names the root, but is no null MX: that is one record alone, with preference 0 (RFC 7505, section 3)"
                .to_owned(),
        )
        .with_fix("publish \"MX 0 .\" alone to refuse mail, or remove the record"),
        NoHost::NotAName(text) => fail(format!(
            "an {record} record names \"{}\", which is no host name",
            quote::text(text)
        ))
        .with_fix(format!("correct the {record} record")),
    };
    Some(match beside_good {
        true => Verdict {
            status: Status::Warn,
            exit: ExitCode::Success,
            ..verdict
        },
        false => verdict,
    })
}

fn named(host: &Host) -> String {
    host.name
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

pub(super) fn asked(route: &Route) -> String {
    let servers: Vec<String> = route.resolvers.iter().map(ToString::to_string).collect();
    match servers.as_slice() {
        [] => String::new(),
        some => format!(" (asked {})", some.join(", ")),
    }
}

pub(super) fn ask_again(no_answer: &NoAnswer) -> &'static str {
    match no_answer {
        NoAnswer::NoResolver(_) => "name a resolver with --dns ADDRESS",
        NoAnswer::Bogus(_) => {
            "repair the zone's signatures: the verdict on dnssec says more; other resolvers that validate refuse it as well"
        }
        NoAnswer::AliasLoop => "break the circle of CNAME records",
        _ => "try again, or ask another resolver with --dns ADDRESS",
    }
}

pub(super) fn fail(reason: String) -> Verdict {
    Verdict::new(Check::Mx, Status::Fail, reason).with_exit(ExitCode::Resolve)
}

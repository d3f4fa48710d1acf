//! The route as verdicts: could the hosts for the target's mail be found?

use super::check::Check;
use super::verdict::{Status, Verdict};
use crate::dns::NoAnswer;
use crate::exit::ExitCode;
use crate::quote;
use crate::route::{Host, NoHost, Route, Way};

/// The verdicts on a route. `domain` is what was asked for.
pub fn mx(route: &Route, domain: &str) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    match &route.way {
        Way::NullMx => verdicts.push(
            fail(format!(
                "{domain} accepts no mail: it has a null MX record (RFC 7505)"
            ))
            .with_fix(
                "if the domain should accept mail, replace the record \"MX 0 .\" by its MX hosts",
            ),
        ),
        Way::Unresolved(no_answer) => verdicts.push(unresolved(route, domain, no_answer)),
        Way::Mx | Way::ImplicitMx | Way::Given => {}
    }
    if !verdicts.is_empty() {
        return verdicts;
    }
    let found = route.hosts.iter().any(|host| host.addresses.is_ok());
    if found {
        verdicts.push(Verdict::new(Check::Mx, Status::Pass, how(route, domain)));
    }
    for host in &route.hosts {
        verdicts.extend(on_host(route, host, domain, found));
    }
    if route.omitted > 0 {
        let reason = format!(
            "{} more MX hosts are listed than are looked at",
            route.omitted
        );
        verdicts.push(Verdict::new(Check::Mx, Status::Warn, reason));
    }
    verdicts
}

fn how(route: &Route, domain: &str) -> String {
    match route.way {
        Way::ImplicitMx => {
            format!("{domain} has no MX record; its own address takes its mail (implicit MX)")
        }
        Way::Given => "port or host given: no MX lookup".to_owned(),
        _ => format!(
            "{} of {} MX hosts can be found",
            route
                .hosts
                .iter()
                .filter(|host| host.addresses.is_ok())
                .count(),
            route.hosts.len()
        ),
    }
}

fn unresolved(route: &Route, domain: &str, no_answer: &NoAnswer) -> Verdict {
    let asked: Vec<String> = route.resolvers.iter().map(ToString::to_string).collect();
    let resolvers = match asked.as_slice() {
        [] => String::new(),
        some => format!(" (asked {})", some.join(", ")),
    };
    match no_answer {
        NoAnswer::NxDomain => fail(format!("the domain {domain} does not exist (NXDOMAIN)"))
            .with_fix("check the spelling of the domain"),
        NoAnswer::NoResolver(_) => fail(format!(
            "the MX hosts of {domain} cannot be asked for: {no_answer}"
        ))
        .with_fix("name a resolver with --dns ADDRESS"),
        NoAnswer::Deadline => Verdict::new(
            Check::Mx,
            Status::NotTested,
            format!(
                "not testable now: the deadline passed before the hosts of {domain} were found"
            ),
        )
        .with_fix("allow more time with --deadline")
        .with_exit(ExitCode::NotNow),
        other => fail(format!(
            "the MX hosts of {domain} could not be found out: {other}{resolvers}"
        ))
        .with_fix("try again, or ask another resolver with --dns ADDRESS"),
    }
}

/// What is wrong with one host of the route; beside a host that can be found it is no failure.
fn on_host(route: &Route, host: &Host, domain: &str, beside_good: bool) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let name = host
        .name
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    if let (Way::Mx, Some(last)) = (&route.way, host.aliases.last()) {
        verdicts.push(
            Verdict::new(Check::Mx, Status::Warn, format!("the MX host {name} is an alias (CNAME) for {last}, which is outside the standard"))
                .with_fix(format!("name {last} in the MX record")),
        );
    }
    let Err(trouble) = &host.addresses else {
        return verdicts;
    };
    let verdict = match trouble {
        NoHost::Dns(NoAnswer::NoData) if route.way == Way::ImplicitMx => {
            fail(format!("{domain} has neither MX records nor an address")).with_fix("publish an MX record for the domain")
        }
        NoHost::Dns(no_answer @ (NoAnswer::NxDomain | NoAnswer::NoData)) => {
            let which = match no_answer {
                NoAnswer::NxDomain => "does not exist (NXDOMAIN)",
                _ => "has no address (NODATA)",
            };
            let what = if route.way == Way::Mx { "the MX host" } else { "the host" };
            fail(format!("{what} {name} {which}")).with_fix("correct the MX record, or publish an address for that host")
        }
        NoHost::Dns(no_answer) => fail(format!("the addresses of {name} could not be found out: {no_answer}"))
            .with_fix("try again, or ask another resolver with --dns ADDRESS"),
        NoHost::OtherFamily => fail(format!("{name} has no address of the kind that -4 or -6 asks for").trim_start().to_owned())
            .with_fix("leave out -4 or -6"),
        NoHost::Root => fail("an MX record names the root, but is no null MX: that is one record alone, with preference 0 (RFC 7505, section 3)".to_owned())
            .with_fix("publish \"MX 0 .\" alone to refuse mail, or remove the record"),
        NoHost::NotAName(text) => fail(format!("an MX record names \"{}\", which is no host name", quote::text(text)))
            .with_fix("correct the MX record"),
    };
    verdicts.push(match beside_good {
        true => Verdict {
            status: Status::Warn,
            exit: ExitCode::Success,
            ..verdict
        },
        false => verdict,
    });
    verdicts
}

fn fail(reason: String) -> Verdict {
    Verdict::new(Check::Mx, Status::Fail, reason).with_exit(ExitCode::Resolve)
}

//! What is expected of the domain: where its mail goes, what it publishes, what a sender makes of it, how the probe ends.

use super::super::Expectation;
use super::super::kind::SENDERS;
use super::super::name::{Fact, Name};
use super::super::value::Value;
use super::checks;
use super::seen::{Seen, list, unknown_policy};
use crate::dns::DomainName;
use crate::exit::ExitCode;
use crate::judge::Status;
use crate::judge::fate::{Action, Form};
use crate::mta_sts::Mode;
use crate::report::Report;

pub(super) fn seen(expectation: &Expectation, report: &Report) -> Seen {
    match (expectation.name, &expectation.value) {
        (Name::Check(check), Value::Verdict(leniency)) => {
            checks::seen(check, *leniency, &report.verdicts, None)
        }
        (Name::Fact(Fact::ExitCode), Value::ExitCodes(codes)) => ended_with(codes, report),
        (Name::Fact(Fact::MtaStsMode), Value::Mode(mode)) => mode_of(*mode, report),
        (Name::Fact(Fact::TlsReportTo), Value::Uris(wanted)) => reports_to(wanted, report),
        (Name::Fact(Fact::MxHosts), Value::Hosts(wanted)) => hosts(wanted, report),
        (Name::Fact(Fact::Sender), Value::Sender(wanted)) => sender(*wanted, report),
        _ => Seen::unasked(),
    }
}

fn ended_with(codes: &[u8], report: &Report) -> Seen {
    let ended = &report.conclusion;
    let reason = format!(
        "the probe ends with {}: {}",
        ended.exit_code, ended.sentence
    );
    // What was not testable now, or broken off, ends some other time as it may.
    let not_now = [
        ExitCode::NotNow,
        ExitCode::Interrupted,
        ExitCode::Terminated,
    ];
    let is_open = not_now.iter().any(|it| it.number() == ended.exit_code);
    match codes.contains(&ended.exit_code) {
        true => Seen::met(reason),
        false if is_open => Seen::untested(reason),
        false => Seen::unmet(reason),
    }
}

/// The first verdict on a check that says that something was not tested.
fn untested(check: &str, report: &Report) -> Option<Seen> {
    let mut verdicts = report.verdicts.iter();
    let found = verdicts.find(|it| it.check == check && it.level == Status::NotTested)?;
    Some(Seen::untested(found.reason.clone()))
}

/// The reason of the first verdict on a check, behind a statement.
fn because(what: &str, check: &str, report: &Report) -> String {
    let mut verdicts = report.verdicts.iter().filter(|it| it.check == check);
    match verdicts.next() {
        Some(verdict) => format!("{what}: {}", verdict.reason),
        None => what.to_owned(),
    }
}

fn mode_of(wanted: Mode, report: &Report) -> Seen {
    let Some(sts) = &report.policies.mta_sts else {
        return Seen::untested("MTA-STS was not looked up for this target");
    };
    let wanted = wanted.word();
    match sts.state {
        "unknown" => untested("mta-sts", report)
            .unwrap_or_else(|| Seen::untested("whether there is a policy is not known")),
        "no-policy" => Seen::unmet(because("there is no policy", "mta-sts", report))
            .with_fix(format!("publish an MTA-STS policy with mode: {wanted}")),
        state => Seen::when(state == wanted, format!("the policy's mode is {state}")).with_fix(
            format!("publish the policy with mode: {wanted}, and its record with a new id"),
        ),
    }
}

fn reports_to(wanted: &[String], report: &Report) -> Seen {
    let Some(found) = &report.policies.tls_rpt else {
        return Seen::untested("TLSRPT was not looked up for this target");
    };
    if let Some(seen) = untested("tlsrpt", report) {
        return seen;
    }
    let has = |it: &&String| !found.destinations.contains(it);
    let missing: Vec<&String> = wanted.iter().filter(has).collect();
    let reason = match found.destinations.is_empty() {
        true => because("reports on TLS go nowhere", "tlsrpt", report),
        false => format!("reports on TLS go to {}", list(&found.destinations)),
    };
    Seen::when(missing.is_empty(), reason).with_fix(format!(
        "add {} to rua= in the TXT record at _smtp._tls.{}",
        list(missing),
        found.domain
    ))
}

fn hosts(wanted: &[DomainName], report: &Report) -> Seen {
    let route = &report.route;
    if !matches!(route.kind, "mx" | "implicit-mx" | "null-mx") {
        return untested("mx", report)
            .unwrap_or_else(|| Seen::untested(because("no MX records were found", "mx", report)));
    }
    let has: Vec<&str> = match route.kind {
        "null-mx" => Vec::new(),
        _ => route
            .hosts
            .iter()
            .filter_map(|it| it.name.as_deref())
            .collect(),
    };
    let wanted: Vec<&str> = wanted.iter().map(DomainName::ascii).collect();
    let without = |these: &[&str], those: &[&str]| -> Vec<String> {
        let missing = these.iter().filter(|it| !those.contains(it));
        missing.map(|it| (*it).to_owned()).collect()
    };
    let (missing, more) = (without(&wanted, &has), without(&has, &wanted));
    let mut reason = format!("the hosts are {}", list(&has));
    if !missing.is_empty() {
        reason.push_str(&format!("; missing: {}", list(&missing)));
    }
    if !more.is_empty() {
        reason.push_str(&format!("; not expected: {}", list(&more)));
    }
    Seen::when(missing.is_empty() && more.is_empty(), reason)
}

/// The safer way to deliver counts for the less safe one; what is no delivery is meant as it stands.
fn sender(wanted: Action, report: &Report) -> Seen {
    let Some(sender) = &report.sender else {
        let reason =
            "what a sender would do is not known: none comes to this port, or no host was found";
        return Seen::untested(reason);
    };
    let mut actions = SENDERS.into_iter();
    let found = actions.find(|action| action.id() == sender.action);
    let reason = format!(
        "a sender would {}: {}",
        sender.deed(Form::Deliver),
        sender.rule
    );
    match found {
        None if sender.action == Action::Unknown.id() => Seen::untested(reason),
        None => Seen::unmet(reason),
        Some(found) => {
            let rank = |action: Action| SENDERS.iter().position(|it| *it == action);
            let is_safer = found.delivers() && wanted.delivers() && rank(found) <= rank(wanted);
            match found == wanted || is_safer {
                true => Seen::met(reason),
                false if is_open(found, report) => Seen::untested(reason),
                false => Seen::unmet(reason),
            }
        }
    }
}

/// Whether a sender might do something else, had everything been found out: another time, or by what the domain publishes.
fn is_open(found: Action, report: &Report) -> bool {
    let mut counted = report.endpoints.iter().filter(|it| it.counts);
    match found {
        Action::DeliverUnauthenticated => {
            untested("mta-sts", report).is_some() || counted.any(|it| unknown_policy(it).is_some())
        }
        Action::Defer => report.conclusion.exit_code == ExitCode::NotNow.number(),
        _ => false,
    }
}

//! What is expected of everything that a server takes. What the audit did not find out is no answer.

use super::super::Expectation;
use super::super::name::{Fact, Name};
use super::super::value::Value;
use super::seen::{Seen, list};
use crate::judge::audit::profile::Profile;
use crate::judge::audit::{Severity, Weakness};
use crate::report::audit::{AuditedReport, FindingReport};
use crate::tls::names::{
    CipherSuiteName, GroupName, PROTOCOL_VERSIONS, ProtocolVersionName, TLS_1_3,
};

/// Whether a server takes something: yes, no, or why that is not known.
type Takes = Result<bool, String>;

pub(super) fn seen(expectation: &Expectation, audited: &AuditedReport) -> Seen {
    let Name::Fact(fact) = expectation.name else {
        return Seen::unasked();
    };
    match (fact, &expectation.value) {
        (Fact::AcceptsVersions | Fact::RefusesVersions, Value::Versions(all)) => {
            let answers = all.iter().map(|it| (it.name, speaks(it, audited)));
            of_answers(fact == Fact::AcceptsVersions, answers)
        }
        (Fact::AcceptsSuites | Fact::RefusesSuites, Value::Suites(all)) => {
            let answers = all.iter().map(|it| (it.name, takes_suite(it, audited)));
            of_answers(fact == Fact::AcceptsSuites, answers)
        }
        (Fact::AcceptsGroups | Fact::RefusesGroups, Value::Groups(all)) => {
            let answers = all.iter().map(|it| (it.name, takes_group(it, audited)));
            of_answers(fact == Fact::AcceptsGroups, answers)
        }
        (Fact::Profile, Value::Profile(name)) => keeps(name, audited),
        (Fact::Without, Value::Weaknesses(all)) => without(all, audited),
        (Fact::WorstFinding, Value::Severity(worst)) => at_worst(*worst, audited),
        _ => Seen::unasked(),
    }
}

/// One answer that is wrong decides; then one that is not known.
fn of_answers<'a>(wanted: bool, answers: impl Iterator<Item = (&'a str, Takes)>) -> Seen {
    let mut wrong = Vec::new();
    let mut right = Vec::new();
    let mut open = None;
    for (name, answer) in answers {
        match answer {
            Ok(takes) if takes == wanted => right.push(name),
            Ok(_) => wrong.push(name),
            Err(why) => {
                open = open.or(Some(format!("whether {name} is taken is not known: {why}")))
            }
        }
    }
    let verb = |wanted| match wanted {
        true => "takes",
        false => "refuses",
    };
    if !wrong.is_empty() {
        let reason = format!("the server {} {}", verb(!wanted), list(&wrong));
        return Seen::unmet(reason).with_fix(match wanted {
            true => format!("allow {} in the server's configuration", list(&wrong)),
            false => format!("switch {} off in the server's configuration", list(&wrong)),
        });
    }
    match open {
        Some(why) => Seen::untested(why),
        None => Seen::met(format!("the server {} {}", verb(wanted), list(&right))),
    }
}

fn speaks(version: &ProtocolVersionName, audited: &AuditedReport) -> Takes {
    let mut versions = audited.versions.iter();
    let Some(found) = versions.find(|it| it.name == version.name) else {
        return Err("the audit did not ask for it".to_owned());
    };
    match (found.spoken.answer, &found.spoken.not_tested) {
        (Some(answer), _) => Ok(answer),
        (None, Some(why)) => Err(why.words.clone()),
        (None, None) => Err("there was no answer".to_owned()),
    }
}

fn takes_suite(suite: &CipherSuiteName, audited: &AuditedReport) -> Takes {
    let mut of_versions = audited.versions.iter().flat_map(|it| &it.suites);
    if of_versions.any(|it| it.name == suite.name) {
        return Ok(true);
    }
    let possible = PROTOCOL_VERSIONS
        .iter()
        .filter(|version| suite.may_be_used_at(version.code_point));
    for version in possible {
        let mut versions = audited.versions.iter();
        let found = versions.find(|it| it.name == version.name);
        let open = found.and_then(|it| it.incomplete.as_ref());
        if let (true, Some(why)) = (speaks(version, audited)?, open) {
            return Err(format!("{}: {}", version.name, why.words));
        }
    }
    Ok(false)
}

/// Groups are asked for TLS 1.3, and once for the versions before it; those of DHE are told by their primes.
fn takes_group(group: &GroupName, audited: &AuditedReport) -> Takes {
    let mut of_versions = audited.groups.iter().flat_map(|it| &it.accepted);
    let by_prime = audited.dh.iter().any(|it| {
        it.known_as
            .is_some_and(|name| name.eq_ignore_ascii_case(group.name))
    });
    if by_prime || of_versions.any(|it| it.name == group.name) {
        return Ok(true);
    }
    let mut was_asked = false;
    for found in &audited.groups {
        let mut versions = PROTOCOL_VERSIONS.iter();
        let version = versions.find(|it| it.name == found.version);
        if !version.is_some_and(|it| group.usable_at(it.code_point)) {
            continue;
        }
        if found.refused.iter().any(|it| it == group.name) {
            was_asked = true;
            continue;
        }
        return Err(match &found.incomplete {
            Some(why) => format!("{}: {}", found.version, why.words),
            None => format!("{}: the audit did not ask for it", found.version),
        });
    }
    // Of a version that is spoken, and of whose groups nothing was seen, nothing is known.
    let is_known = |version: &&ProtocolVersionName| {
        let is_tls13 = version.code_point == TLS_1_3;
        let mut lists = audited.groups.iter();
        lists.any(|it| (it.version == "TLS 1.3") == is_tls13)
    };
    let possible = PROTOCOL_VERSIONS
        .iter()
        .filter(|version| group.usable_at(version.code_point));
    for version in possible.filter(|version| !is_known(version)) {
        if speaks(version, audited)? {
            return Err(format!(
                "{}: the audit did not ask for groups",
                version.name
            ));
        }
    }
    let mut possible = PROTOCOL_VERSIONS
        .iter()
        .filter(|version| group.usable_at(version.code_point));
    let is_spoken = possible.any(|version| speaks(version, audited) != Ok(false));
    match was_asked || !is_spoken {
        true => Ok(false),
        false => Err("the audit did not ask for it".to_owned()),
    }
}

fn keeps(name: &str, audited: &AuditedReport) -> Seen {
    let profile = &audited.profile;
    if !Profile::is_file(name) && name != profile.name {
        let reason = format!("the audit was held against the profile {}", profile.name);
        return Seen::untested(reason);
    }
    let failed: Vec<String> = profile
        .lines
        .iter()
        .filter(|line| line.fails)
        .map(|line| format!("{} ({})", line.what, line.clause))
        .collect();
    if !failed.is_empty() {
        let reason = format!("a MUST of {} fails: {}", profile.name, list(&failed));
        return Seen::unmet(reason).with_fix("smtls audit shows the settings that repair it");
    }
    if !profile.lines.iter().any(|line| line.must) {
        let reason = format!("{} says MUST of nothing that this server has", profile.name);
        return Seen::untested(reason);
    }
    match profile.untested {
        0 => Seen::met(format!("every MUST of {} is kept", profile.name)),
        number => {
            let open = profile.lines.iter().filter(|line| line.must);
            let why = open.filter_map(|line| line.not_tested.as_ref()).next();
            let why = why.map_or_else(String::new, |why| format!(": {}", why.words));
            Seen::untested(format!(
                "{number} of the MUSTs of {} could not be tested{why}",
                profile.name
            ))
        }
    }
}

fn without(all: &[Weakness], audited: &AuditedReport) -> Seen {
    let findings: Vec<Option<&FindingReport>> = all
        .iter()
        .map(|weakness| audited.findings.iter().find(|it| it.id == weakness.id()))
        .collect();
    let known = || findings.iter().copied().flatten();
    if let Some(found) = known().find(|it| it.outcome == "found") {
        return of_finding(found);
    }
    let open = known().find(|it| it.outcome == "not-tested");
    let is_missing = findings.iter().any(Option::is_none);
    match (open, is_missing) {
        (Some(open), _) => Seen::untested(format!("{}: {}", open.id, open.detail)),
        (None, true) => Seen::untested("the audit did not look for it"),
        (None, false) => {
            let names = all.iter().map(|it| it.id());
            Seen::met(format!("not found: {}", list(names)))
        }
    }
}

/// Of the weaknesses that were found the worst decides. Some can never be tested from outside, so that those which were not leave it
/// met, and are named; but what another run could find out, and whatever an audit missed that was broken off or met no server, may be
/// anything.
fn at_worst(worst: Option<Severity>, audited: &AuditedReport) -> Seen {
    let rank = |severity: &str| match severity {
        "note" => 1,
        "warn" => 2,
        _ => 3,
    };
    let most = worst.map_or(0, |it| rank(it.id()));
    let found = |it: &&FindingReport| it.outcome == "found";
    let worse = audited.findings.iter().filter(found);
    let worse = worse.max_by_key(|it| rank(it.severity.unwrap_or_default()));
    if let Some(worse) = worse.filter(|it| rank(it.severity.unwrap_or_default()) > most) {
        return of_finding(worse);
    }
    if let Some(why) = &audited.effort.stopped {
        let reason = format!("the audit did not come to its end: {}", why.words);
        return Seen::untested(reason);
    }
    if audited.findings.is_empty() {
        return Seen::untested("the audit looked for no weakness");
    }
    let open = audited
        .findings
        .iter()
        .filter(|it| it.outcome == "not-tested");
    if let Some(open) = open.clone().find(|it| it.may_pass) {
        return Seen::untested(format!("{}: {}", open.id, open.detail));
    }
    let open: Vec<&str> = open.map(|it| it.id).collect();
    if open.len() == audited.findings.len() {
        return Seen::untested("no weakness could be tested");
    }
    let what = worst.map_or("no weakness was found".to_owned(), |it| {
        format!("nothing was found that is worse than {}", it.id())
    });
    match open.is_empty() {
        true => Seen::met(what),
        false => Seen::met(format!("{what}; not tested: {}", list(open))),
    }
}

fn of_finding(found: &FindingReport) -> Seen {
    let severity = found.severity.unwrap_or("found");
    let seen = Seen::unmet(format!("{} ({severity}): {}", found.id, found.detail));
    match &found.fix {
        Some(fix) => seen.with_fix(fix.clone()),
        None => seen,
    }
}

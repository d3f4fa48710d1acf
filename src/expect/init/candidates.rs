//! What could be expected of a server by what it showed, the strictest of a kind first.

use crate::dns::DomainName;
use crate::expect::given::of_words;
use crate::expect::kind::{MODES, SENDERS};
use crate::expect::read::value;
use crate::expect::value::{Keywords, Leniency, Timed, Value};
use crate::expect::{Expectation, Fact, Name};
use crate::judge::audit::Severity;
use crate::judge::fate::Action;
use crate::judge::{Check, Trust};
use crate::mta_sts::Mode;
use crate::report::audit::AuditReport;
use crate::report::{EndpointReport, ExtensionReport, ObservationReport, Report};
use crate::smtp::Stage;
use crate::tls::names::{PROTOCOL_VERSIONS, ProtocolVersionName};
use std::time::Duration;

/// The stages that any session may reach, the last first.
const STAGES: [Stage; 5] = [
    Stage::Ehlo,
    Stage::StartTls,
    Stage::FirstEhlo,
    Stage::Greeting,
    Stage::Connect,
];

/// The extensions that senders or mail clients make use of.
const EXTENSIONS: [&str; 9] = [
    "SIZE",
    "PIPELINING",
    "8BITMIME",
    "SMTPUTF8",
    "DSN",
    "CHUNKING",
    "ENHANCEDSTATUSCODES",
    "REQUIRETLS",
    "AUTH",
];

/// Days in which a certificate that is not renewed by itself can still be.
const DAYS: [u32; 4] = [14, 7, 3, 1];

/// One part of the file.
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) candidates: Vec<Candidate>,
}

/// One thing that could be expected.
pub(super) enum Candidate {
    /// It should stay so.
    Stays(Expectation),
    /// It is so today, and changes by itself.
    Changes(Expectation),
}

/// The parts in the order of the file.
pub(super) fn parts(probe: &Report, audit: Option<&AuditReport>) -> Vec<Part> {
    let counted = probe.endpoints.iter().filter(|it| it.counts);
    let endpoints: Vec<&EndpointReport> = counted.collect();
    let sessions: Vec<&ObservationReport> = endpoints
        .iter()
        .filter_map(|endpoint| endpoint.observations.first())
        .collect();
    let part = |title, candidates| Part { title, candidates };
    vec![
        part(
            "Where the mail goes, and what the domain promises.",
            domain(probe),
        ),
        part("The session, with every endpoint.", session()),
        part("The certificates.", certificates()),
        part("What is offered by EHLO.", extensions(&sessions)),
        part(
            "What the server takes, as an audit finds it out.",
            audited(audit),
        ),
        part(
            "So it is today. These change with a renewal, an update or the weather: remove the # where they are yours to decide.",
            changing(probe, &sessions),
        ),
    ]
}

fn stays(name: Name, value: Value) -> Candidate {
    Candidate::Stays(Expectation::new(name, value))
}

fn check(check: Check) -> Candidate {
    stays(Name::Check(check), Value::Verdict(Leniency::Pass))
}

fn fact(fact: Fact, value: Value) -> Candidate {
    stays(Name::Fact(fact), value)
}

fn changes(fact: Fact, value: Value) -> Candidate {
    Candidate::Changes(Expectation::new(Name::Fact(fact), value))
}

fn domain(probe: &Report) -> Vec<Candidate> {
    let mut all = vec![
        check(Check::Mx),
        check(Check::Dnssec),
        check(Check::Dane),
        check(Check::MtaSts),
    ];
    let modes = [Mode::Enforce, Mode::Testing, Mode::None];
    let modes = MODES.iter().zip(modes);
    all.extend(modes.map(|(_, mode)| fact(Fact::MtaStsMode, Value::Mode(mode))));
    all.push(check(Check::TlsRpt));
    if let Some(found) = &probe.policies.tls_rpt {
        all.extend(read(Fact::TlsReportTo, found.destinations.iter()).map(Candidate::Stays));
    }
    let delivers = SENDERS.into_iter().filter(|action| action.delivers());
    let safely = delivers.filter(|action| *action != Action::DeliverInTheClear);
    all.extend(safely.map(|action| fact(Fact::Sender, Value::Sender(action))));
    all
}

fn session() -> Vec<Candidate> {
    let mut all: Vec<Candidate> = STAGES
        .into_iter()
        .map(|stage| fact(Fact::Stage, Value::Stage(stage)))
        .collect();
    all.push(check(Check::StartTls));
    let newest_first = PROTOCOL_VERSIONS.iter().rev().take(2);
    all.extend(newest_first.map(|version| fact(Fact::Protocol, Value::Version(version))));
    all.push(fact(Fact::PostQuantum, Value::Yes));
    all.extend([Trust::Verified, Trust::Trusted].map(|it| fact(Fact::Trust, Value::Trust(it))));
    all
}

fn certificates() -> Vec<Candidate> {
    let mut all = vec![check(Check::Path), check(Check::Names)];
    all.extend(DAYS.map(|days| fact(Fact::DaysLeft, Value::Days(days))));
    all.extend(DAYS.map(|days| fact(Fact::ChainDaysLeft, Value::Days(days))));
    all
}

fn extensions(sessions: &[&ObservationReport]) -> Vec<Candidate> {
    let inside = || {
        sessions
            .iter()
            .filter_map(|it| it.extensions.inside_tls.as_ref())
    };
    let everywhere = EXTENSIONS.into_iter().filter(|keyword| {
        let has = |offered: &Vec<ExtensionReport>| {
            let mut lines = offered.iter();
            lines.any(|line| line.keyword.eq_ignore_ascii_case(keyword))
        };
        inside().next().is_some() && inside().all(has)
    });
    let keywords = everywhere.map(|keyword| Keywords {
        keyword: keyword.to_owned(),
        parameters: Vec::new(),
    });
    let keywords: Vec<Keywords> = keywords.collect();
    let mut all = Vec::new();
    if !keywords.is_empty() {
        all.push(stays(
            Name::Check(Check::Extensions),
            Value::Extensions(keywords),
        ));
    }
    all.push(fact(Fact::NoAuthInTheClear, Value::Yes));
    all.push(check(Check::RequireTls));
    let limits = inside().flatten().filter_map(|line| line.size_limit);
    if let Some(least) = limits.filter(|limit| *limit > 0).min() {
        all.push(fact(Fact::MinSize, Value::Octets(least)));
    }
    all
}

fn audited(audit: Option<&AuditReport>) -> Vec<Candidate> {
    let Some(report) = audit else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let profile = report.endpoints.first().map(|it| it.profile.name.clone());
    if let Some(name) = profile {
        all.extend(read(Fact::Profile, [&name]).map(Candidate::Stays));
    }
    let spoken = |wanted: bool| {
        let every = |version: &&'static ProtocolVersionName| {
            let counted = report.endpoints.iter().filter(|it| it.counts);
            let mut answers = counted.map(|endpoint| {
                let mut versions = endpoint.versions.iter();
                let found = versions.find(|it| it.name == version.name);
                found.and_then(|it| it.spoken.answer)
            });
            answers.all(|answer| answer == Some(wanted))
        };
        let versions = PROTOCOL_VERSIONS.iter();
        versions.filter(every).collect::<Vec<_>>()
    };
    for (name, wanted) in [
        (Fact::AcceptsVersions, true),
        (Fact::RefusesVersions, false),
    ] {
        let versions = spoken(wanted);
        if !versions.is_empty() {
            all.push(fact(name, Value::Versions(versions)));
        }
    }
    let worst = [None, Some(Severity::Note), Some(Severity::Warn)];
    all.extend(worst.map(|it| fact(Fact::WorstFinding, Value::Severity(it))));
    all
}

fn changing(probe: &Report, sessions: &[&ObservationReport]) -> Vec<Candidate> {
    let mut all = Vec::new();
    let own = || sessions.iter().filter_map(|it| it.chain.first());
    let contents = || own().filter_map(|it| it.contents.as_ref());
    let distinct = |words: Vec<String>| -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for word in words {
            if !kept.contains(&word) {
                kept.push(word);
            }
        }
        kept
    };
    let hosts = probe.route.hosts.iter().filter_map(|it| it.name.as_deref());
    let hosts: Vec<DomainName> = hosts.filter_map(|it| DomainName::parse(it).ok()).collect();
    if !hosts.is_empty() {
        all.push(changes(Fact::MxHosts, Value::Hosts(hosts)));
    }
    let pins = distinct(contents().map(|it| it.pin_sha256.clone()).collect());
    all.extend(read(Fact::Pins, &pins).map(Candidate::Changes));
    if let Some(issuer) = contents().next() {
        all.extend(read(Fact::Issuer, [&issuer.issuer]).map(Candidate::Changes));
    }
    let kinds = distinct(contents().map(|it| it.key.algorithm.clone()).collect());
    all.extend(read(Fact::KeyTypes, &kinds).map(Candidate::Changes));
    let tls = || sessions.iter().filter_map(|it| it.tls.as_ref());
    let groups = tls().filter_map(|it| it.group.as_ref());
    let groups = distinct(groups.map(|it| it.name.clone()).collect());
    all.extend(read(Fact::Groups, &groups).map(Candidate::Changes));
    let suites = distinct(tls().map(|it| it.cipher_suite.name.clone()).collect());
    all.extend(read(Fact::Suites, &suites).map(Candidate::Changes));
    let longest = sessions.iter().map(|it| it.duration_ms);
    let longest = longest.fold(0.0, f64::max);
    // In whole seconds, with room to breathe.
    let seconds = Duration::from_secs_f64((longest / 1000.0).clamp(0.0, 10_000.0)).as_secs();
    let most = Duration::from_secs((seconds + 1) * 3);
    all.push(changes(
        Fact::MaxTime,
        Value::Times(vec![(Timed::Total, most)]),
    ));
    if probe.conclusion.exit_code != 0 {
        let codes = vec![probe.conclusion.exit_code];
        all.push(changes(Fact::ExitCode, Value::ExitCodes(codes)));
    }
    all
}

/// An expectation from words of the report, by the reader of the file, so that it is one that can be written; nothing where it is none.
fn read<'a>(
    fact: Fact,
    words: impl IntoIterator<Item = &'a String>,
) -> impl Iterator<Item = Expectation> {
    let name = Name::Fact(fact);
    let given = of_words(words, name.row().kind.is_list());
    let value = given.and_then(|given| value(name, &given).ok());
    value.map(|value| Expectation::new(name, value)).into_iter()
}

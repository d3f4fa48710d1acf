//! The hosts of a target side by side, each address a row, also where it was not tried.

use super::grid::{Cell, Grid, Mood};
use super::words;
use crate::judge::Status;
use crate::report::audit::{AuditReport, AuditedReport};
use crate::report::route::{HostReport, RouteReport};
use crate::report::{
    EndpointReport, ObservationReport, PeerReport, Report, Thresholds, VerdictReport,
};

/// The columns of a probe.
const PROBED: &[&str] = &[
    "Host",
    "Address",
    "Preference",
    "Reached",
    "TLS",
    "Trust",
    "DANE",
    "MTA-STS",
    "Days left",
    "Verdict",
];

/// The columns of an audit.
const AUDITED: &[&str] = &[
    "Host",
    "Address",
    "Preference",
    "Versions",
    "Weaknesses",
    "Profile",
    "Verdict",
];

/// The hosts as probed.
pub(super) fn probed(report: &Report, thresholds: Thresholds) -> Grid {
    let rows = rows(&report.route, &report.endpoints, PROBED.len(), |endpoint| {
        (&endpoint.peer, cells(report, endpoint, thresholds))
    });
    Grid {
        heads: PROBED,
        rows,
    }
}

/// The hosts as audited.
pub(super) fn audited(report: &AuditReport) -> Grid {
    let rows = rows(
        &report.route,
        &report.endpoints,
        AUDITED.len(),
        |endpoint| (&endpoint.peer, audited_cells(endpoint)),
    );
    Grid {
        heads: AUDITED,
        rows,
    }
}

/// A row for each address of each host, in a sender's order; then what was tried beside.
fn rows<'a, E>(
    route: &RouteReport,
    endpoints: &'a [E],
    columns: usize,
    read: impl Fn(&'a E) -> (&'a PeerReport, Vec<Cell>),
) -> Vec<Vec<Cell>> {
    let mut left: Vec<(&PeerReport, Vec<Cell>)> = endpoints.iter().map(read).collect();
    let mut rows = Vec::new();
    let first = |host: &HostReport, address: Option<&str>| {
        let preference = host.preference.or(host.priority);
        vec![
            Cell::name(host.name.as_deref().unwrap_or("-")),
            address.map_or(Cell::new("none", Mood::Bad), Cell::name),
            preference.map_or(Cell::none(), |it| Cell::name(it.to_string())),
        ]
    };
    let lacking = |why: &str, mood: Mood| {
        let mut cells = vec![Cell::new(why, mood)];
        cells.resize(columns.saturating_sub(3), Cell::untested());
        cells
    };
    for host in &route.hosts {
        if host.addresses.is_empty() {
            let mut row = first(host, None);
            row.extend(lacking("cannot be found", Mood::Bad));
            rows.push(row);
        }
        for address in &host.addresses {
            let is_it = |peer: &PeerReport| {
                let port = host.port.is_none_or(|port| port == peer.port);
                peer.address == *address && peer.host == host.name && port
            };
            let mut row = first(host, Some(address));
            match left.iter().position(|(peer, _)| is_it(peer)) {
                Some(at) => row.extend(left.remove(at).1),
                None => row.extend(lacking("not tried", Mood::Unknown)),
            }
            rows.push(row);
        }
    }
    for (peer, cells) in left {
        let mut row = vec![
            Cell::name(peer.host.as_deref().unwrap_or("-")),
            Cell::name(&peer.address),
            Cell::none(),
        ];
        row.extend(cells);
        rows.push(row);
    }
    rows
}

fn cells(report: &Report, endpoint: &EndpointReport, thresholds: Thresholds) -> Vec<Cell> {
    let session = endpoint.observations.first();
    vec![
        reached(session),
        tls(endpoint),
        trust(endpoint),
        dane(endpoint),
        mta_sts(report, endpoint),
        days_left(endpoint, thresholds),
        verdict(endpoint.exit_code, endpoint.counts, &endpoint.verdicts),
    ]
}

fn reached(session: Option<&ObservationReport>) -> Cell {
    let Some(session) = session else {
        return Cell::untested();
    };
    let last = session.stages.last().map(|stage| stage.stage);
    match (last, session.failures.first()) {
        (Some(last), None) => Cell::new(last, Mood::Good),
        (Some(last), Some(failed)) => {
            Cell::new(format!("{last}, then {} failed", failed.stage), Mood::Bad)
        }
        (None, Some(failed)) => Cell::new(format!("{} failed", failed.stage), Mood::Bad),
        (None, None) => Cell::new("nothing", Mood::Bad),
    }
}

fn tls(endpoint: &EndpointReport) -> Cell {
    let mut seen = endpoint.observations.iter();
    if let Some(tls) = seen.clone().find_map(|seen| seen.tls.as_ref()) {
        return Cell::new(tls.version.clone(), Mood::Good);
    }
    match seen.any(|seen| seen.local_address.is_some()) {
        true => Cell::new("no TLS", Mood::Notable),
        false => Cell::untested(),
    }
}

fn trust(endpoint: &EndpointReport) -> Cell {
    match endpoint.trust.as_deref() {
        Some(word @ ("verified" | "trusted")) => Cell::new(word, Mood::Good),
        Some(word) => Cell::new(word, Mood::Notable),
        None => Cell::untested(),
    }
}

fn dane(endpoint: &EndpointReport) -> Cell {
    if let Some(record) = &endpoint.authenticated_by_tlsa {
        return Cell::new(format!("matches: {}", record.matched), Mood::Good);
    }
    match worst(&endpoint.verdicts, "dane") {
        None => Cell::none(),
        Some(Status::Note) => Cell::new("none", Mood::Plain),
        Some(status) => by(status),
    }
}

fn mta_sts(report: &Report, endpoint: &EndpointReport) -> Cell {
    let state = report.policies.mta_sts.as_ref().map(|found| found.state);
    match (worst(&endpoint.verdicts, "mta-sts"), state) {
        (Some(status), Some(state)) if state != "no-policy" => {
            let cell = by(status);
            Cell::new(format!("{}: {}", state, cell.words), cell.mood)
        }
        (_, Some("no-policy")) => Cell::new("none", Mood::Plain),
        (None, Some(state)) => Cell::new(state, Mood::Plain),
        (Some(status), _) => by(status),
        (None, None) => Cell::none(),
    }
}

/// A status alone.
fn by(status: Status) -> Cell {
    let mood = Mood::of_status(status);
    let words = match status {
        Status::NotTested => "not tested",
        other => other.id(),
    };
    Cell::new(words, mood)
}

/// The worst that was said on a check; what was not tested counts least.
fn worst(verdicts: &[VerdictReport], check: &str) -> Option<Status> {
    let said = || verdicts.iter().filter(|it| it.check == check);
    let order = [
        Status::Fail,
        Status::Warn,
        Status::Pass,
        Status::Note,
        Status::NotTested,
    ];
    let mut order = order.into_iter();
    order.find(|status| said().any(|it| it.level == *status))
}

fn days_left(endpoint: &EndpointReport, thresholds: Thresholds) -> Cell {
    let mut chains = endpoint.observations.iter().map(|seen| &seen.chain);
    let Some(first) = chains.find_map(|chain| chain.first()) else {
        return Cell::untested();
    };
    let Some(contents) = &first.contents else {
        return Cell::new("cannot be read", Mood::Bad);
    };
    let days = contents.days_left;
    let mood = match days {
        days if days < i64::from(thresholds.critical_days) => Mood::Bad,
        days if days < i64::from(thresholds.warn_days) => Mood::Notable,
        _ => Mood::Good,
    };
    match contents.seconds_valid < 0 {
        true => Cell::new("not yet valid", Mood::Bad),
        false if contents.seconds_left < 0 => Cell::new(format!("{days}, expired"), Mood::Bad),
        false => Cell::new(days.to_string(), mood),
    }
}

fn verdict(code: u8, counts: bool, verdicts: &[VerdictReport]) -> Cell {
    let warned = verdicts
        .iter()
        .filter(|it| it.level == Status::Warn)
        .count();
    match (code, counts, warned) {
        (0, _, 0) => Cell::new("pass", Mood::Good),
        (0, _, 1) => Cell::new("pass, 1 warning", Mood::Notable),
        (0, _, warned) => Cell::new(format!("pass, {warned} warnings"), Mood::Notable),
        (code, true, _) => Cell::new(words::verdict(code), Mood::of_exit(code)),
        (code, false, _) => Cell::new(
            format!("{}, does not count", words::verdict(code)),
            Mood::Notable,
        ),
    }
}

fn audited_cells(endpoint: &AuditedReport) -> Vec<Cell> {
    let spoken = endpoint
        .versions
        .iter()
        .filter(|it| it.spoken.answer == Some(true));
    let spoken: Vec<&str> = spoken.map(|it| it.name.as_str()).collect();
    let versions = match spoken.as_slice() {
        [] => Cell::untested(),
        some => Cell::new(some.join(", "), Mood::Plain),
    };
    vec![
        versions,
        weaknesses(endpoint),
        profile(endpoint),
        verdict(endpoint.exit_code, endpoint.counts, &endpoint.session),
    ]
}

fn weaknesses(endpoint: &AuditedReport) -> Cell {
    let found = |severity: &str| {
        let found = endpoint.findings.iter();
        found.filter(|it| it.severity == Some(severity)).count()
    };
    let counts = ["fail", "warn", "note"].into_iter().filter_map(|severity| {
        let count = found(severity);
        (count > 0).then(|| format!("{count} {severity}"))
    });
    let counts: Vec<String> = counts.collect();
    let mood = match (found("fail"), found("warn")) {
        (0, 0) => Mood::Good,
        (0, _) => Mood::Notable,
        _ => Mood::Bad,
    };
    let untested = endpoint
        .findings
        .iter()
        .all(|it| it.outcome == "not-tested");
    match (untested, counts.as_slice()) {
        (true, _) => Cell::untested(),
        (false, []) => Cell::new("none found", Mood::Good),
        (false, some) => Cell::new(some.join(", "), mood),
    }
}

fn profile(endpoint: &AuditedReport) -> Cell {
    let (words, mood) = profile_summary(endpoint);
    Cell::new(format!("{}: {words}", endpoint.profile.name), mood)
}

/// How the server stands by the profile, in a few words.
pub(super) fn profile_summary(endpoint: &AuditedReport) -> (String, Mood) {
    let profile = &endpoint.profile;
    match (profile.failed, profile.untested) {
        (0, 0) => ("every MUST is kept".to_owned(), Mood::Good),
        (0, open) => (
            format!("no MUST is failed, but {open} could not be tested"),
            Mood::Notable,
        ),
        (1, 0) => ("1 MUST failed".to_owned(), Mood::Bad),
        (failed, 0) => (format!("{failed} MUSTs failed"), Mood::Bad),
        (failed, open) => (
            format!("{failed} of the MUSTs failed, {open} not tested"),
            Mood::Bad,
        ),
    }
}

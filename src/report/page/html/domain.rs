//! What DNS and the domain promise: the way to the hosts, TLSA records, the MTA-STS policy, where reports go.

use super::super::grid::{Cell, Grid, Mood};
use super::super::shortened::{ROWS, listed};
use super::super::words;
use super::facts::Facts;
use super::grid::{folded, grid};
use crate::report::Report;
use crate::report::text::{policy_words, row_words};
use maud::{Markup, html};

/// What is promised.
pub(super) fn domain(report: &Report) -> Markup {
    let lookups = lookups(report);
    let tlsa = tlsa(report);
    html! {
        h3 { "DNS and policies" }
        (facts(report).list())
        @if !tlsa.rows.is_empty() { h4 { "TLSA records" } (grid("TLSA records", &tlsa)) }
        (mta_sts(report))
        @if !lookups.rows.is_empty() {
            (folded(&html! { "Answers of DNS: " (lookups.rows.len()) }, &grid("Answers of DNS", &lookups), false))
        }
    }
}

fn facts(report: &Report) -> Facts {
    let mut facts = Facts::default();
    let route = &report.route;
    let way = match route.kind {
        "mx" => "MX records",
        "implicit-mx" => "no MX record: the domain's own address",
        "null-mx" => "a null MX: no mail is taken",
        "srv" => "SRV records",
        "given" => "the host or address that was given",
        _ => "not found",
    };
    facts.words("way to the hosts", way);
    if let Some(failure) = &route.failure {
        facts.words("why not", &failure.evidence);
    }
    let mut dnssec = match route.dnssec.by {
        "validated" => "by our own validation".to_owned(),
        "resolver" => "by the word of the resolver".to_owned(),
        "stripped" => "does not reach us".to_owned(),
        "off" => "switched off".to_owned(),
        other => other.replace('-', " "),
    };
    if let Some(why) = &route.dnssec.reason {
        dnssec.push_str(&format!(": {why}"));
    }
    facts.words("DNSSEC", dnssec);
    if let Some(found) = &report.policies.tls_rpt {
        match found.destinations.is_empty() {
            true => facts.words("TLS reports", "nowhere"),
            false => facts.code("TLS reports", listed(&found.destinations)),
        }
    }
    facts
}

fn tlsa(report: &Report) -> Grid {
    let decisive = report.endpoints.iter();
    let decisive: Vec<(&str, &str)> = decisive
        .filter_map(|it| {
            let found = it.authenticated_by_tlsa.as_ref()?;
            Some((it.peer.host.as_deref()?, found.record.as_str()))
        })
        .collect();
    let mut rows = Vec::new();
    for host in &report.route.hosts {
        let name = host.name.as_deref().unwrap_or_default();
        let none = host
            .tlsa
            .reason
            .as_deref()
            .filter(|_| host.tlsa.lookups.is_empty());
        rows.extend(none.map(|why| {
            vec![
                Cell::name(name),
                Cell::none(),
                Cell::none(),
                Cell::new(why, Mood::Plain),
            ]
        }));
        for lookup in &host.tlsa.lookups {
            let owner = || Cell::name(format!("{}.", lookup.trail.name));
            let status = lookup.trail.status;
            if let Some(failure) = &lookup.failure {
                let why = Cell::new(&failure.evidence, Mood::Plain);
                rows.push(vec![
                    owner(),
                    Cell::none(),
                    Cell::new(status, Mood::Plain),
                    why,
                ]);
            }
            for record in lookup.records.iter().take(ROWS) {
                // The same server may be known by another record, which says nothing against this one.
                let matches = match decisive.contains(&(name, record)) {
                    true => Cell::new("authenticates the server", Mood::Good),
                    false => Cell::new("not the one that decided", Mood::Plain),
                };
                rows.push(vec![
                    owner(),
                    Cell::name(record),
                    Cell::new(status, Mood::Plain),
                    matches,
                ]);
            }
        }
    }
    Grid {
        heads: &["Owner", "Record", "DNSSEC", "What came of it"],
        rows,
    }
}

fn mta_sts(report: &Report) -> Markup {
    let Some(found) = &report.policies.mta_sts else {
        return Markup::default();
    };
    let mut facts = Facts::default();
    facts.words("state", words::policy(found.state));
    facts.known("id", found.id.clone());
    if let Some(policy) = &found.policy {
        facts.words("policy", policy_words(policy));
        facts.code("mx", listed(&policy.mx));
        let max_age = policy.max_age.map(|seconds| format!("{seconds} s"));
        facts.known("max_age", max_age);
    }
    facts.known("file", found.file.clone());
    if let Some(fetch) = &found.fetch {
        facts.code("policy host", &fetch.host);
        facts.known("HTTP status", fetch.status.map(|it| it.to_string()));
        facts.known("media type", fetch.media_type.clone());
        facts.known("no answer", fetch.failure);
        facts.known("redirects to", fetch.location.clone());
    }
    let hosts = Grid {
        heads: &["Host or pattern", "How it stands"],
        rows: found
            .hosts
            .iter()
            .take(ROWS)
            .map(|row| {
                let fits = row.allowed_by.is_some() && row.in_dns;
                let mood = match (fits, row.certificate_matches) {
                    (true, Some(false)) | (false, _) => Mood::Notable,
                    (true, _) => Mood::Good,
                };
                vec![Cell::name(&row.name), Cell::new(row_words(row), mood)]
            })
            .collect(),
    };
    let proposal = html! {
        p { "The record:" }
        pre { (found.proposal.record) }
        p { "The policy, at " code { (found.proposal.url) } ":" }
        pre { (found.proposal.policy) }
    };
    html! {
        h4 { "MTA-STS" }
        (facts.list())
        @if !hosts.rows.is_empty() { (grid("Hosts of the MTA-STS policy", &hosts)) }
        (folded(&html! { "Record and policy as they could be published" }, &proposal, false))
    }
}

/// Every answer on the way, and how far DNSSEC vouches for it.
fn lookups(report: &Report) -> Grid {
    let route = &report.route;
    let first = route.lookup.iter();
    let hosts = route.hosts.iter().flat_map(|host| {
        let records = host.tlsa.lookups.iter().map(|lookup| &lookup.trail);
        host.lookups.iter().chain(records)
    });
    let policies = report.policies.mta_sts.iter().map(|it| &it.lookup);
    let reports = report.policies.tls_rpt.iter().map(|it| &it.lookup);
    let trails = first.chain(hosts).chain(policies).chain(reports);
    let rows = trails.take(ROWS * 3).map(|trail| {
        let mood = match trail.status {
            "secure" => Mood::Good,
            "bogus" => Mood::Bad,
            _ => Mood::Plain,
        };
        let aliases: Vec<&str> = trail.aliases.iter().map(|it| it.target.as_str()).collect();
        let mut why = trail.reason.clone().unwrap_or_default();
        if !aliases.is_empty() {
            why = format!("alias for {}; {why}", listed(&aliases));
        }
        vec![
            Cell::name(&trail.name),
            Cell::new(trail.record_type, Mood::Plain),
            Cell::new(why, Mood::Plain),
            Cell::new(trail.status, mood),
        ]
    });
    Grid {
        heads: &["Name", "Type", "Remarks", "DNSSEC"],
        rows: rows.collect(),
    }
}

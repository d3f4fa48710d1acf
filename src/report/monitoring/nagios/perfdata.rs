//! Perfdata: what is measured, with the thresholds that it is held against.

use crate::report::monitoring::chains::chains;
use crate::report::monitoring::stages::{seconds, stages, total};
use crate::report::{Dossier, Ended};

/// How long all of it may be, in octets.
const MOST: usize = 4_000;
/// How long a label may be, in octets.
const LABEL: usize = 120;

/// The perfdata as text, and how many of them there was no room for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Perfdata {
    pub(super) text: String,
    pub(super) omitted: usize,
}

/// A value, with what stands behind it.
struct Item {
    label: String,
    value: String,
}

/// All perfdata: what thresholds are for comes first, the stages last, as these may have to be left out.
pub(super) fn perfdata(ended: &Ended<'_>) -> Perfdata {
    let several = ended.dossiers.len() > 1;
    let mut items = Vec::new();
    for part in [days, times, each_stage] {
        for dossier in ended.dossiers {
            let found = part(dossier, ended).into_iter();
            items.extend(found.map(|item| match several {
                true => Item {
                    label: format!("{} {}", dossier.name, item.label),
                    ..item
                },
                false => item,
            }));
        }
    }
    fitting(items)
}

fn days(dossier: &Dossier, ended: &Ended<'_>) -> Vec<Item> {
    let chains = chains(dossier);
    let items = chains.iter().filter_map(|chain| {
        let days = chain.own()?.days_left;
        let of_peer = chains
            .iter()
            .filter(|other| other.peer.peer == chain.peer.peer);
        let label = match of_peer.count() {
            0 | 1 => format!("{} days", chain.peer),
            _ => format!("{} days {}", chain.peer, chain.key()),
        };
        let limits = ended.thresholds;
        let value = match chain.dates_count {
            // A range that it should be in: from so many on.
            true => format!("{days};{}:;{}:", limits.warn_days, limits.critical_days),
            false => days.to_string(),
        };
        Some(Item { label, value })
    });
    items.collect()
}

fn times(dossier: &Dossier, _: &Ended<'_>) -> Vec<Item> {
    let probed = dossier.probe.iter().flat_map(|report| &report.endpoints);
    let probed = probed.map(|endpoint| time(format!("{} time", endpoint.peer), total(endpoint)));
    let audited = dossier.audit.iter().flat_map(|report| &report.endpoints);
    let audited = audited.map(|endpoint| {
        let took = seconds(endpoint.effort.duration_ms);
        time(format!("{} audit time", endpoint.peer), took)
    });
    probed.chain(audited).collect()
}

fn each_stage(dossier: &Dossier, _: &Ended<'_>) -> Vec<Item> {
    let endpoints = dossier.probe.iter().flat_map(|report| &report.endpoints);
    let items = endpoints.flat_map(|endpoint| {
        let stages = stages(endpoint).into_iter();
        stages.map(|(stage, took)| time(format!("{} {stage}", endpoint.peer), took))
    });
    items.collect()
}

fn time(label: String, seconds: f64) -> Item {
    Item {
        label,
        value: format!("{seconds}s;;;0"),
    }
}

/// As many as there is room for, each with a label of its own.
fn fitting(items: Vec<Item>) -> Perfdata {
    let mut perfdata = Perfdata::default();
    let mut labels: Vec<String> = Vec::new();
    for item in items {
        let label = label(&item.label, &labels);
        let text = format!("'{label}'={}", item.value);
        if perfdata.omitted > 0 || perfdata.text.len() + text.len() >= MOST {
            perfdata.omitted += 1;
            continue;
        }
        if !perfdata.text.is_empty() {
            perfdata.text.push(' ');
        }
        perfdata.text.push_str(&text);
        labels.push(label);
    }
    perfdata
}

/// A label without what would end it, other than those that there are.
fn label(wanted: &str, taken: &[String]) -> String {
    let plain = wanted.chars().map(|character| match character {
        '=' | '\'' | '"' | '|' | '\\' => '_',
        ' '..='~' => character,
        _ => '_',
    });
    let plain: Vec<char> = plain.collect();
    // What tells the values of one endpoint apart stands at the end.
    let begin = plain.len().saturating_sub(LABEL);
    let plain: String = plain.into_iter().skip(begin).collect();
    let mut label = plain.clone();
    let mut number = 1_usize;
    while taken.contains(&label) {
        number += 1;
        label = format!("{plain} {number}");
    }
    label
}

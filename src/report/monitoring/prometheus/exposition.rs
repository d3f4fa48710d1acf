//! The text format: metrics with their help and type, each once, and below it all of its samples.

use super::metrics::Metric;
use crate::certificate::Sha256;
use crate::report::PeerReport;
use std::collections::HashSet;

/// How long the value of a label may be, in characters.
const MOST: usize = 256;

/// How many digits tell long values apart of which the beginnings are the same.
const DIGEST: usize = 16;

/// Labels of a sample, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labels {
    pairs: Vec<(&'static str, String)>,
}

/// Metrics, in the order in which their first samples came.
#[derive(Clone, Debug, Default)]
pub(super) struct Exposition {
    families: Vec<Family>,
}

#[derive(Clone, Debug)]
struct Family {
    metric: Metric,
    samples: Vec<String>,
    /// The labels that have a sample.
    seen: HashSet<String>,
}

impl Labels {
    /// What every sample has.
    pub(super) fn new(command: &str, target: &str) -> Self {
        Self::default().with(&[("command", command), ("target", target)])
    }

    /// The same at an endpoint.
    pub(super) fn at(&self, peer: &PeerReport) -> Self {
        self.with(&[
            ("host", peer.host.as_deref().unwrap_or_default()),
            ("address", &peer.address),
            ("port", &peer.port.to_string()),
        ])
    }

    /// The same for the target as a whole, where others of the metric are at endpoints.
    pub(super) fn nowhere(&self) -> Self {
        self.with(&[("host", ""), ("address", ""), ("port", "")])
    }

    /// The same with more.
    pub(super) fn with(&self, more: &[(&'static str, &str)]) -> Self {
        let mut labels = self.clone();
        let more = more.iter().map(|(name, value)| (*name, plain(value)));
        labels.pairs.extend(more);
        labels
    }

    /// As they stand between braces.
    fn text(&self) -> String {
        let pairs = self.pairs.iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
            .collect();
        pairs.join(",")
    }
}

impl Exposition {
    /// A sample. Where there is one with the same labels, that one stays: a second would make the whole file invalid.
    pub(super) fn add(&mut self, metric: &Metric, labels: &Labels, value: f64) {
        self.add_text(metric, labels, &value.to_string());
    }

    /// A sample that is a whole number.
    pub(super) fn add_whole(&mut self, metric: &Metric, labels: &Labels, value: i64) {
        self.add_text(metric, labels, &value.to_string());
    }

    /// A count.
    pub(super) fn add_count(&mut self, metric: &Metric, labels: &Labels, value: usize) {
        self.add_text(metric, labels, &value.to_string());
    }

    /// A sample that is 1 where this is so, else 0.
    pub(super) fn add_yes(&mut self, metric: &Metric, labels: &Labels, is_so: bool) {
        self.add_text(metric, labels, if is_so { "1" } else { "0" });
    }

    fn add_text(&mut self, metric: &Metric, labels: &Labels, value: &str) {
        let labels = labels.text();
        let mut families = self.families.iter_mut();
        let family = match families.find(|family| family.metric.name == metric.name) {
            Some(family) => family,
            None => {
                self.families.push(Family {
                    metric: *metric,
                    samples: Vec::new(),
                    seen: HashSet::new(),
                });
                let Some(family) = self.families.last_mut() else {
                    return;
                };
                family
            }
        };
        if family.seen.insert(labels.clone()) {
            let sample = format!("{}{{{labels}}} {value}\n", metric.name);
            family.samples.push(sample);
        }
    }

    /// All of it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for family in &self.families {
            let Metric { name, help } = family.metric;
            text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} gauge\n"));
            text.extend(family.samples.iter().map(String::as_str));
        }
        text
    }
}

/// Letters and digits of any script, and printable ASCII; what is left is escaped, and what is too long cut.
fn plain(value: &str) -> String {
    let mut plain = String::new();
    for character in value.chars().take(MOST) {
        match character {
            ' '..='~' => plain.push(character),
            other if other.is_alphanumeric() => plain.push(other),
            other => plain.extend(other.escape_unicode()),
        }
    }
    if value.chars().nth(MOST).is_some() {
        // Two that begin alike stay two: samples with the same labels would make the whole file invalid.
        let digest = Sha256::of(value.as_bytes()).to_string();
        let digest = digest.chars().filter(char::is_ascii_hexdigit);
        plain.push_str("...");
        plain.extend(digest.take(DIGEST));
    }
    plain
}

/// As the format has it.
fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

//! Groups, finite-field groups and signature schemes, as reported.

use super::evidence::hexadecimal;
use super::known::{KnownReport, NotTestedReport};
use super::versions::{order, suite_name, version_name};
use crate::audit::{DhGroup, GroupsFor, Order, SchemesFor};
use crate::judge::audit::origin;
use crate::tls::names;
use schemars::JsonSchema;
use serde::Serialize;

/// The groups of TLS 1.3, or of the versions before it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GroupsReport {
    /// The version: TLS 1.3, or the highest below it in which groups were met.
    pub version: String,
    /// By whose preference a group is chosen: server, client or mixed.
    #[schemars(with = "KnownReport<Order>")]
    pub order: KnownReport<&'static str>,
    /// The groups that the server takes, in the order in which they were found.
    pub accepted: Vec<NamedReport>,
    /// The groups that were offered and refused.
    pub refused: Vec<String>,
    /// Why groups are left of which nothing is known, where some are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<NotTestedReport>,
}

/// A group or a signature scheme that the server takes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NamedReport {
    /// The number on the wire in hexadecimal.
    #[schemars(regex(pattern = "^0x[0-9a-f]{4}$"))]
    pub number: String,
    /// IANA's name.
    pub name: String,
    /// It withstands quantum computers, alone or as part of a hybrid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_quantum: Option<bool>,
    /// The number of the evidence for it.
    pub evidence: usize,
}

/// A finite-field group of DHE.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DhReport {
    /// The length of the prime in bits.
    pub bits: u32,
    /// What the group is called, where it is a well-known one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_as: Option<&'static str>,
    /// The prime in hexadecimal.
    pub prime: String,
    /// The generator in hexadecimal.
    pub generator: String,
    /// The same public value came twice.
    pub public_reused: bool,
    /// With which suites it was met.
    pub met: Vec<MetReport>,
    /// The number of the evidence for it.
    pub evidence: usize,
}

/// A version and a suite.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MetReport {
    /// The version.
    pub version: String,
    /// The suite.
    pub suite: String,
}

/// The signature schemes by which the server signs in one version.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SchemesReport {
    /// The version.
    pub version: String,
    /// The schemes, in the order in which they were found.
    pub accepted: Vec<NamedReport>,
    /// Schemes that were offered and refused.
    pub refused: Vec<String>,
    /// Why schemes are left of which nothing is known, where some are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<NotTestedReport>,
}

impl GroupsReport {
    pub(super) fn new(facts: &GroupsFor) -> Self {
        let accepted = facts.accepted.iter().map(|(group, evidence)| NamedReport {
            number: format!("0x{group:04x}"),
            name: group_name(*group),
            post_quantum: names::group(*group).map(|known| known.kind.is_post_quantum()),
            evidence: evidence.0,
        });
        Self {
            version: version_name(facts.version),
            order: order(&facts.order),
            accepted: accepted.collect(),
            refused: facts.refused.iter().copied().map(group_name).collect(),
            incomplete: facts.incomplete.as_ref().map(NotTestedReport::new),
        }
    }
}

impl DhReport {
    pub(super) fn new(group: &DhGroup) -> Self {
        let parameters = &group.parameters;
        let met = group.met.iter().map(|(version, suite)| MetReport {
            version: version_name(*version),
            suite: suite_name(*version, u32::from(*suite)),
        });
        Self {
            bits: parameters.bits(),
            known_as: origin(parameters).name(),
            prime: hexadecimal(&parameters.prime),
            generator: hexadecimal(&parameters.generator),
            public_reused: group.public_reused,
            met: met.collect(),
            evidence: group.evidence.0,
        }
    }
}

impl SchemesReport {
    pub(super) fn new(facts: &SchemesFor) -> Self {
        let accepted = facts.accepted.iter().map(|(scheme, evidence)| NamedReport {
            number: format!("0x{scheme:04x}"),
            name: scheme_name(*scheme),
            post_quantum: None,
            evidence: evidence.0,
        });
        Self {
            version: version_name(facts.version),
            accepted: accepted.collect(),
            refused: facts.refused.iter().copied().map(scheme_name).collect(),
            incomplete: facts.incomplete.as_ref().map(NotTestedReport::new),
        }
    }
}

/// The name of a group.
pub(super) fn group_name(number: u16) -> String {
    match names::group(number) {
        Some(known) => known.name.to_owned(),
        None => format!("0x{number:04x}"),
    }
}

fn scheme_name(number: u16) -> String {
    match names::signature_scheme(number) {
        Some(known) => known.name.to_owned(),
        None => format!("0x{number:04x}"),
    }
}

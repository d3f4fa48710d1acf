//! How answers of DNS came about, and how far DNSSEC vouches for them, as reported.

use crate::dns::{DnssecReach, DnssecStatus, DomainName, Opinion, Secured, Trail};
use schemars::JsonSchema;
use serde::Serialize;

/// Whether DNSSEC reaches us, and who validates.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReachReport {
    /// validated (by our own validation), resolver (by the resolver's AD bit), stripped, off or not-asked.
    #[schemars(extend("enum" = ["validated", "resolver", "stripped", "off", "not-asked"]))]
    pub by: &'static str,
    /// What was missing, where it does not reach us.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One question and how its answer came about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrailReport {
    /// The name that was asked for.
    pub name: String,
    /// The type of the records.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["MX", "SRV", "A", "AAAA", "TLSA", "TXT"]))]
    pub record_type: &'static str,
    /// The status of the answer as a whole: the worst of its links.
    #[schemars(with = "DnssecStatus")]
    pub status: &'static str,
    /// Why that is not secure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The names that aliases led to, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<LinkReport>,
    /// What the resolver itself makes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolver: Option<OpinionReport>,
}

/// One alias.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LinkReport {
    /// Where it leads.
    pub target: String,
    /// The status of the record that leads there.
    #[schemars(with = "DnssecStatus")]
    pub status: &'static str,
    /// Why that is not secure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What the resolver itself makes of an answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OpinionReport {
    /// authentic (it set the AD bit), plain (it did not), rejected or unknown.
    #[schemars(extend("enum" = ["authentic", "plain", "rejected", "unknown"]))]
    pub opinion: &'static str,
    /// The response code and the Extended DNS Error, or why it could not be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

impl From<&DnssecReach> for ReachReport {
    fn from(reach: &DnssecReach) -> Self {
        let (by, reason) = match reach {
            DnssecReach::NotAsked => ("not-asked", None),
            DnssecReach::Off => ("off", None),
            DnssecReach::Validated => ("validated", None),
            DnssecReach::Resolver => ("resolver", None),
            DnssecReach::Stripped(why) => ("stripped", Some(why.clone())),
        };
        Self { by, reason }
    }
}

impl From<&Trail> for TrailReport {
    fn from(trail: &Trail) -> Self {
        Self {
            name: trail.owner.clone(),
            record_type: trail.record_type,
            status: trail.security().word(),
            reason: trail.why().map(str::to_owned),
            aliases: trail.aliases.iter().map(LinkReport::from).collect(),
            resolver: trail.opinion.as_ref().map(OpinionReport::from),
        }
    }
}

impl From<&Secured<DomainName>> for LinkReport {
    fn from(alias: &Secured<DomainName>) -> Self {
        Self {
            target: alias.value.to_string(),
            status: alias.status.word(),
            reason: alias.reason.clone(),
        }
    }
}

impl From<&Opinion> for OpinionReport {
    fn from(opinion: &Opinion) -> Self {
        let (opinion, explanation) = match opinion {
            Opinion::Authentic => ("authentic", None),
            Opinion::Plain => ("plain", None),
            Opinion::Rejected { code, explanation } => {
                let words = match explanation {
                    Some(explanation) => format!("{code}: {explanation}"),
                    None => code.clone(),
                };
                ("rejected", Some(words))
            }
            Opinion::Unknown(why) => ("unknown", Some(why.clone())),
        };
        Self {
            opinion,
            explanation,
        }
    }
}

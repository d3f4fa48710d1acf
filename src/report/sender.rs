//! What a sending server would do, as reported.

use crate::judge::ResultType;
use crate::judge::fate::{Action, DomainFate, Form, HostFate, Means, PolicyType, ReportLine, deed};
use schemars::JsonSchema;
use serde::Serialize;

/// What a sending server would do with a message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SenderReport {
    /// What a sender does that knows DANE and MTA-STS, and demands neither.
    #[schemars(with = "Action")]
    pub action: &'static str,
    /// By what it knows the host, where it does.
    #[schemars(with = "Vec<Means>")]
    pub authenticated_by: Vec<&'static str>,
    /// The rule that decides.
    pub rule: &'static str,
    /// What a sender does that knows neither.
    #[schemars(with = "Action")]
    pub without_policies: &'static str,
    /// DANE holds and an enforced MTA-STS policy does not, so that senders differ.
    pub conflict: bool,
    /// The same three, for who tells of them in words.
    #[serde(skip)]
    pub(in crate::report) told: Told,
    /// What it would report to the domain (RFC 8460 §4).
    pub tls_report: Vec<ReportLineReport>,
}

/// What a sender would do, as judged.
#[derive(Clone, Debug)]
pub(in crate::report) struct Told {
    action: Action,
    means: Vec<Means>,
    without_policies: Action,
}

impl SenderReport {
    /// What it does, in words.
    pub fn deed(&self, form: Form) -> String {
        deed(self.told.action, &self.told.means, form)
    }

    /// What those do that know neither DANE nor MTA-STS, in words.
    pub fn deed_without_policies(&self, form: Form) -> String {
        deed(self.told.without_policies, &[], form)
    }
}

/// What a sender would report of one failure.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReportLineReport {
    /// The policy that it applied.
    #[schemars(with = "PolicyType")]
    pub policy_type: &'static str,
    /// What failed.
    #[schemars(with = "ResultType")]
    pub result_type: &'static str,
    /// In more detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_reason_code: Option<&'static str>,
}

impl From<&HostFate> for SenderReport {
    fn from(fate: &HostFate) -> Self {
        Self {
            action: fate.action.id(),
            authenticated_by: fate.means.iter().map(|means| means.id()).collect(),
            rule: fate.rule,
            without_policies: fate.without_policies.id(),
            conflict: fate.conflict,
            told: Told {
                action: fate.action,
                means: fate.means.clone(),
                without_policies: fate.without_policies,
            },
            tls_report: fate.reports.iter().map(ReportLineReport::from).collect(),
        }
    }
}

impl From<&DomainFate> for SenderReport {
    fn from(fate: &DomainFate) -> Self {
        // The domain's fate has the same parts as that of one host, and beside them which host it is.
        Self::from(&HostFate {
            action: fate.action,
            means: fate.means.clone(),
            rule: fate.rule,
            without_policies: fate.without_policies,
            conflict: fate.conflict,
            reports: fate.reports.clone(),
        })
    }
}

impl From<&ReportLine> for ReportLineReport {
    fn from(line: &ReportLine) -> Self {
        Self {
            policy_type: line.policy_type.word(),
            result_type: line.result_type.word(),
            failure_reason_code: line.reason_code,
        }
    }
}

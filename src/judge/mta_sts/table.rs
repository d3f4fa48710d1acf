//! The hosts of DNS beside the patterns of a policy: who is in both, and who in one alone.

use crate::dns::DomainName;
use crate::mta_sts::Policy;

/// How many rows a table has at most.
const ROWS: usize = 200;

/// DNS and policy side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MxTable {
    /// The hosts of DNS in their order, then the patterns that allow none of them.
    pub rows: Vec<MxRow>,
    /// How many rows more there would be.
    pub omitted: usize,
}

/// One host of DNS, or one pattern that allows none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxRow {
    /// The host or the pattern.
    pub name: String,
    /// Whether it is an MX host of the domain.
    pub in_dns: bool,
    /// The pattern that allows it, or that it is.
    pub pattern: Option<String>,
    /// Whether the host's certificate is for its name; nothing where that was not seen.
    pub certificate_matches: Option<bool>,
}

impl MxTable {
    /// The table of a policy and the MX hosts of its domain.
    pub(super) fn new(policy: &Policy, mx: &[DomainName]) -> Self {
        let hosts = mx.iter().map(|host| MxRow {
            name: host.to_string(),
            in_dns: true,
            pattern: policy.allowing(host).map(ToString::to_string),
            certificate_matches: None,
        });
        let idle = policy.mx.iter().filter(|(_, pattern)| {
            // Without hosts to compare with, nothing is known to be idle.
            !mx.is_empty() && !mx.iter().any(|host| pattern.matches(host))
        });
        let idle = idle.map(|(_, pattern)| MxRow {
            name: pattern.to_string(),
            in_dns: false,
            pattern: Some(pattern.to_string()),
            certificate_matches: None,
        });
        let mut rows: Vec<MxRow> = hosts.chain(idle).collect();
        let omitted = rows.len().saturating_sub(ROWS);
        rows.truncate(ROWS);
        Self { rows, omitted }
    }

    /// Notes whether the certificate of a host is for its name.
    pub fn note_certificate(&mut self, host: &DomainName, matches: bool) {
        let mut rows = self.rows.iter_mut();
        if let Some(row) = rows.find(|row| row.in_dns && row.name == host.ascii()) {
            // Of several addresses each has to show the right one.
            row.certificate_matches = Some(row.certificate_matches.unwrap_or(true) && matches);
        }
    }

    /// The hosts of DNS that no pattern allows.
    pub fn unlisted(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter();
        rows.filter(|row| row.in_dns && row.pattern.is_none())
            .map(|row| row.name.as_str())
    }

    /// The patterns that allow no host of DNS.
    pub fn idle(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().filter(|row| !row.in_dns);
        rows.map(|row| row.name.as_str())
    }

    /// Whether a pattern allows at least one host of DNS.
    pub fn lists_any(&self) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.in_dns && row.pattern.is_some())
    }
}

//! The record and the policy as they should be, ready to be published.

use crate::dns::DomainName;
use crate::mta_sts::{LONGEST_AGE, Mode, MtaSts, URL_PATH};
use jiff::Timestamp;

/// How many hosts a proposed policy lists at most; a hostile zone may have thousands.
const HOSTS: usize = 50;

/// A week, as RFC 8461 §3.2 has it in its example.
const WEEK: u64 = 604_800;

/// What to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The owner of the TXT record.
    pub owner: String,
    /// The TXT record's text.
    pub record: String,
    /// Where the policy is to be served.
    pub url: String,
    /// The policy, each line ended by CRLF.
    pub policy: String,
}

impl Proposal {
    /// What a domain would publish: in the mode that it has, or first to be tried out, with the hosts that it has in DNS, or
    /// else those of the policy that there is.
    pub(super) fn new(found: &MtaSts, mx: &[DomainName], now: i64) -> Self {
        let domain = &found.domain;
        let policy = found.policy();
        let mode = policy.and_then(|policy| policy.mode);
        let mode = mode.unwrap_or(Mode::Testing);
        let mut hosts: Vec<String> = mx.iter().take(HOSTS).map(ToString::to_string).collect();
        if let Some(policy) = policy.filter(|_| hosts.is_empty()) {
            let patterns = policy.mx.iter().take(HOSTS);
            hosts.extend(patterns.map(|(_, pattern)| pattern.to_string()));
        }
        if hosts.is_empty() {
            hosts.push(format!("mx.{domain}"));
        }
        let age = policy.and_then(|policy| policy.max_age);
        let age = match age {
            Some(age) if (WEEK..=LONGEST_AGE).contains(&age) => age,
            _ => WEEK,
        };
        let mx: String = hosts.iter().map(|host| format!("mx: {host}\r\n")).collect();
        Self {
            owner: format!("_mta-sts.{domain}"),
            record: record(now),
            url: url(domain),
            policy: format!("version: STSv1\r\nmode: {mode}\r\n{mx}max_age: {age}\r\n"),
        }
    }

    /// The TXT record as a line of a zone file.
    pub fn zone_line(&self) -> String {
        format!("{}. TXT \"{}\"", self.owner, self.record)
    }

    /// The policy in one line, for a sentence.
    pub(super) fn lines(&self) -> String {
        let lines: Vec<String> = self
            .policy
            .lines()
            .map(|line| format!("\"{line}\""))
            .collect();
        lines.join(" ")
    }

    /// How to publish the policy.
    pub(super) fn serve(&self) -> String {
        format!(
            "serve at {} this text, one line for each: {}",
            self.url,
            self.lines()
        )
    }
}

/// Where a domain's policy is (RFC 8461 §3.2).
pub(super) fn url(domain: &DomainName) -> String {
    format!("https://mta-sts.{domain}{URL_PATH}")
}

/// A record whose id is this moment, as the example of RFC 8461 §3.1 has it.
pub(super) fn record(now: i64) -> String {
    let moment = Timestamp::from_second(now).unwrap_or_default();
    format!("v=STSv1; id={};", moment.strftime("%Y%m%d%H%M%SZ"))
}

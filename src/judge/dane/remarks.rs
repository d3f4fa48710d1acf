//! What is worth saying of the records themselves, whatever the server showed. That a record was made of a wildcard in the zone
//! cannot be seen in the records (RFC 6698, appendix A.2.1.3), and is not spoken of.

use super::input::DaneInput;
use super::policy::Records;
use crate::dane::{Tlsa, Unusable};
use crate::judge::check::Check;
use crate::judge::verdict::{Status, Verdict};

const FULL: u8 = 0;
const SHA2_512: u8 = 2;

/// What the way to the records means for what they prove.
pub(super) fn on_route(input: &DaneInput<'_>) -> Vec<Verdict> {
    let note = |reason: &str| Verdict::new(Check::Dane, Status::Note, reason);
    let mut verdicts = Vec::new();
    if let Records::Given(_) = input.records {
        verdicts.push(note(
            "the TLSA records are not published: they were given with --tlsa, and stand in the place of those in DNS",
        ));
    }
    if !input.mx_is_secure && !input.submission {
        // RFC 7672 §2.2.1.
        let reason = "DNSSEC does not secure the MX records, so that DANE proves the host, not that it is the domain's; some senders \
                      do not look at TLSA records then";
        verdicts.push(note(reason).with_fix(
            "sign the zone of the domain with DNSSEC, and have the parent zone publish its DS record",
        ));
    }
    if input.submission {
        // RFC 7672 §3.1.3.
        verdicts.push(note(
            "TLSA records for a submission port: DANE for SMTP is for servers that send to servers, mail clients may look at \
             them and few do",
        ));
    }
    verdicts
}

/// What is odd about the records.
pub(super) fn on_records(records: &[Tlsa], owner: &str) -> Vec<Verdict> {
    let warn =
        |reason: String, fix: String| Verdict::new(Check::Dane, Status::Warn, reason).with_fix(fix);
    let usable = || records.iter().filter(|record| record.unusable().is_none());
    let mut verdicts = Vec::new();
    if let Some(twice) = repeated(records) {
        verdicts.push(warn(
            format!(
                "the TLSA record {} is there twice, which is no rollover",
                twice.shortened()
            ),
            "publish it once; for a rollover publish the record of the next key beside it"
                .to_owned(),
        ));
    }
    // RFC 7671 §2: only SHA2-256 is mandatory to implement.
    let is_512 = |record: &Tlsa| record.matching_type == SHA2_512;
    if usable().next().is_some() && usable().all(is_512) {
        verdicts.push(warn(
            "all usable TLSA records are SHA2-512(2), which not every sender must know (RFC 7671, section 2)".to_owned(),
            format!("publish the same with SHA2-256(1) at {owner} as well"),
        ));
    }
    // RFC 7671 §5.2.1, §10.1.2, RFC 7672 §3.1.2.
    if let Some(full) = usable().find(|record| record.matching_type == FULL) {
        verdicts.push(warn(
            format!(
                "the TLSA record {} holds {} octets in full, where a digest should be: some senders cannot use it, and large \
                 answers get lost in DNS",
                full.shortened(),
                full.data.len()
            ),
            format!(
                "publish it as {} {} 1 with the SHA-256 digest",
                full.usage, full.selector
            ),
        ));
    }
    // RFC 7672 §3.1.3.
    let is_pkix = |record: &&Tlsa| matches!(record.unusable(), Some(Unusable::PkixUsage(_)));
    if let (Some(pkix), Some(_)) = (records.iter().find(is_pkix), usable().next()) {
        verdicts.push(warn(
            format!(
                "the TLSA record {} is of the usage {}, which should not be published for SMTP (RFC 7672, section 3.1.3); the others count",
                pkix.shortened(),
                pkix.acronyms().split(' ').next().unwrap_or_default()
            ),
            "remove it".to_owned(),
        ));
    }
    verdicts
}

/// The first record that stands there again.
fn repeated(records: &[Tlsa]) -> Option<&Tlsa> {
    let mut rest = records;
    while let Some((first, after)) = rest.split_first() {
        if after.contains(first) {
            return Some(first);
        }
        rest = after;
    }
    None
}

//! The wish for TLS reports as verdicts (RFC 8460 §3).

use super::check::Check;
use super::mta_sts::why_none;
use super::verdict::{Status, Verdict};
use crate::quote;
use crate::tls_rpt::{Destination, DestinationRemark, TlsRpt, TlsRptRecord};
use crate::txt_record::Published;

/// How much of a record a reason quotes, in octets.
const QUOTED: usize = 160;

/// How many destinations a sentence lists.
const LISTED: usize = 5;

/// Judges the record; `has_policy` tells that MTA-STS or DANE stands, whose failures reports are about.
pub fn tls_rpt(found: &TlsRpt, has_policy: bool) -> Vec<Verdict> {
    let owner = format!("_smtp._tls.{}", found.domain);
    let example = format!(
        "publish the record {owner}. TXT \"v=TLSRPTv1; rua=mailto:tls-reports@{}\"",
        found.domain
    );
    match &found.records {
        Err(no_answer) => vec![verdict(
            Status::NotTested,
            format!("whether reports are wanted could not be found out: {no_answer}"),
        )],
        Ok(Published::None(strays)) if strays.is_empty() => vec![absent(&owner, has_policy, &example)],
        Ok(Published::None(strays)) => {
            let told = strays.iter().map(|stray| {
                let text = quote::start(&stray.text, QUOTED);
                let why = why_none(stray, "TLSRPTv1");
                let reason = format!("the record at {owner} is no TLSRPT record: {why}: \"{text}\"");
                verdict(Status::Warn, reason).with_fix(example.clone())
            });
            told.collect()
        }
        Ok(Published::Several(count)) => vec![
            verdict(
                Status::Warn,
                format!("there are {count} TLSRPT records at {owner}, and then none of them counts"),
            )
            .with_fix(format!(
                "leave only one of the records at {owner}, with all places in one rua, separated by commas"
            )),
        ],
        Ok(Published::Malformed { fault, text }) => vec![
            verdict(
                Status::Warn,
                format!(
                    "the record at {owner} is not well-formed, so that no reports may come: {}: \"{}\"",
                    quote::text(&fault.to_string()),
                    quote::start(text, QUOTED)
                ),
            )
            .with_fix(example),
        ],
        Ok(Published::One(record)) => present(record, has_policy, &example),
    }
}

fn absent(owner: &str, has_policy: bool, example: &str) -> Verdict {
    match has_policy {
        false => verdict(
            Status::Note,
            format!("no TLSRPT: there is no such record at {owner}"),
        ),
        // RFC 8461 §6: MTA-STS is intended to be used along with it.
        true => verdict(
            Status::Note,
            "no TLSRPT: nobody reports to you where DANE or MTA-STS keeps mail back".to_owned(),
        )
        .with_fix(example),
    }
}

fn present(record: &TlsRptRecord, has_policy: bool, example: &str) -> Vec<Verdict> {
    let uris: Vec<String> = record
        .destinations
        .iter()
        .map(|destination| quote::text(destination.uri()))
        .collect();
    let listed = uris.get(..LISTED).unwrap_or(&uris);
    let more = match uris.len() - listed.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let mut verdicts = Vec::new();
    let usable = |it: &Destination| matches!(it, Destination::Mailto(_) | Destination::Https(_));
    if record.destinations.iter().any(usable) {
        let reason = format!("reports go to {}{more}", listed.join(", "));
        verdicts.push(verdict(Status::Pass, reason));
    } else {
        let reason = "no place that the record names is one that reports are sent to: only mailto and https are";
        verdicts.push(verdict(Status::Warn, reason.to_owned()).with_fix(example));
    }
    verdicts.extend(record.remarks.iter().map(|remark| {
        let (reason, fix) = odd(remark);
        verdict(Status::Warn, reason).with_fix(fix)
    }));
    if record.repeats_rua {
        let reason = "rua is there more than once; some senders read only one of them";
        verdicts.push(
            verdict(Status::Warn, reason.to_owned())
                .with_fix("name all places in one rua, separated by commas"),
        );
    }
    if !has_policy {
        let reason =
            "there is neither MTA-STS nor DANE, so that reports tell only of opportunistic TLS";
        verdicts.push(
            verdict(Status::Note, reason.to_owned())
                .with_fix("publish an MTA-STS policy, in mode testing first, or TLSA records"),
        );
    }
    verdicts
}

fn odd(remark: &DestinationRemark) -> (String, String) {
    match remark {
        DestinationRemark::Unencrypted(uri) => (
            format!("{} is not encrypted, and no report goes there", quote::text(uri)),
            "use https instead of http".to_owned(),
        ),
        DestinationRemark::UnknownScheme(uri) => (
            format!("{} is a place that no report is sent to", quote::text(uri)),
            "use mailto or https".to_owned(),
        ),
        DestinationRemark::ExclamationPoint(uri) => (
            format!("{} has an exclamation point, which must be encoded", quote::text(uri)),
            "write %21 instead of the exclamation point; a limit for the size as in DMARC is not known here".to_owned(),
        ),
    }
}

fn verdict(status: Status, reason: String) -> Verdict {
    Verdict::new(Check::TlsRpt, status, reason)
}

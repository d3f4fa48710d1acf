//! Verdicts where no record can authenticate the server: none, none usable, none found out.

use super::input::DaneInput;
use super::judgement::{failing, not_tested, there_are};
use super::matching::matching;
use super::policy::{Absence, LookupFault};
use super::records::{self, considered};
use crate::exit::ExitCode;
use crate::judge::Level;
use crate::judge::check::{Check, ResultType};
use crate::judge::verdict::{Status, Verdict};

/// What a sending server reports where TLS goes on without authentication for want of a usable record.
const ALL_UNUSABLE: &str = "all-TLSA-records-unusable";

pub(super) const SIGN: &str =
    "sign the zone with DNSSEC, and have the parent zone publish its DS record";

/// The host has no TLSA records that count.
pub(super) fn no_records(input: &DaneInput<'_>, absence: &Absence) -> Verdict {
    let place = input.place();
    let reason = match absence {
        Absence::Denied => format!("no TLSA records at {place}, as DNSSEC proves"),
        Absence::InsecureDenial => {
            format!("no TLSA records at {place}, in a zone that DNSSEC does not secure")
        }
        Absence::InsecureRecords(count) => format!(
            "{} at {place}, but DNSSEC does not secure the zone, so that {}",
            match count {
                1 => "there is a TLSA record".to_owned(),
                count => format!("there are {count} TLSA records"),
            },
            match count {
                1 => "no sender looks at it",
                _ => "no sender looks at them",
            }
        ),
        Absence::InsecureAddresses => format!(
            "no DANE: DNSSEC does not secure the addresses of the host, so that no sender asks for TLSA records at {place}"
        ),
    };
    if input.level == Level::Dane {
        let fix = match absence {
            Absence::Denied => "publish TLSA records for the host",
            _ => SIGN,
        };
        return demanded(input, reason).with_fix(fix);
    }
    match absence {
        // RFC 8314 §4.5.4.
        Absence::InsecureRecords(_) if input.submission => {
            let reason = format!(
                "{reason}; for mail clients they must not be published without DNSSEC (RFC 8314, section 4.5.4)"
            );
            Verdict::new(Check::Dane, Status::Warn, reason)
                .with_fix(format!("{SIGN}; or remove the TLSA records"))
        }
        Absence::InsecureRecords(_) => {
            Verdict::new(Check::Dane, Status::Note, reason).with_fix(SIGN)
        }
        _ => Verdict::new(Check::Dane, Status::Note, reason),
    }
}

/// DANE is demanded, and there is none (RFC 7672 §6, RFC 8460 §4.3.2.1).
fn demanded(input: &DaneInput<'_>, reason: String) -> Verdict {
    let reason = format!("DANE is demanded, and there is none: {reason}");
    failing(input, reason).with_result_type(ResultType::DaneRequired)
}

/// An address has no name that records could be published for.
pub(super) fn not_applicable(input: &DaneInput<'_>) -> Verdict {
    let reason = "an address has no TLSA records";
    match input.level {
        Level::Dane => demanded(input, reason.to_owned())
            .with_fix("name the host instead of its address, or give the records with --tlsa"),
        _ => Verdict::new(Check::Dane, Status::NotTested, reason),
    }
}

/// RFC 7672 §2.2: records of which none is usable make TLS mandatory, without authentication.
pub(super) fn unusable(input: &DaneInput<'_>) -> Vec<Verdict> {
    let there_are = there_are(input);
    let verdict = match input.level {
        Level::Dane => demanded(input, format!("{there_are}, and none of them is usable")),
        _ => Verdict::new(
            Check::Dane,
            Status::Warn,
            format!("{there_are}, and none of them is usable: senders insist on TLS, and do not authenticate the server"),
        )
        // RFC 8460 §4.3.2.1; the reason code is that of Postfix and mox.
        .with_result_type(ResultType::TlsaInvalid),
    };
    let fix = match input.shown.first().map(|shown| &shown.chain) {
        Some(Ok([end_entity, ..])) => super::fix::publish(end_entity, &input.owner()),
        _ => None,
    };
    let fix = fix.unwrap_or_else(|| format!("publish {} IN TLSA 3 1 1 ...", input.owner()));
    let findings = matching(considered(input.judged_records()), &[], &[], input.now);
    let mut verdicts = vec![verdict.with_reason_code(ALL_UNUSABLE).with_fix(fix)];
    verdicts.extend(records::each(&findings, false));
    verdicts
}

/// RFC 7672 §2.1.2: a sender treats the host as unreachable, and neither goes on without TLS nor turns to MTA-STS.
pub(super) fn lookup_failed(input: &DaneInput<'_>, fault: &LookupFault) -> Verdict {
    let place = input.place();
    let why = fault.why();
    let reason = format!(
        "the TLSA records at {place} could not be looked up, so that senders pass the host over and try again later: {why}"
    );
    match fault {
        LookupFault::Bogus(_) => failing(input, reason)
            .with_result_type(ResultType::DnssecInvalid)
            .with_fix("repair the zone's signatures, or what they leave out; the verdict on dnssec says more"),
        // The addresses came over the same way and are secure.
        LookupFault::NoAnswer(_) => failing(input, reason)
            .with_result_type(ResultType::DnssecInvalid)
            .with_fix(
                "look at the name servers of the zone: addresses are answered and TLSA is not, as with servers or firewalls \
                 that do not know the record type, or do not prove rightly that there is none",
            ),
        LookupFault::Silence(_) => not_now(input, reason).with_fix(
            "ask again; if it stays so, look for a name server or firewall that drops questions for TLSA",
        ),
        LookupFault::Unproved(_) => {
            let reason = format!(
                "whether DNSSEC secures the addresses of the host could not be found out, so that senders pass it over and try \
                 again later: {why}"
            );
            not_now(input, reason).with_fix("ask again; the verdict on dnssec says more")
        }
    }
}

/// RFC 7672 §2.1.1: a status that cannot be found out is like no answer, for the moment; a sender would wait.
fn not_now(input: &DaneInput<'_>, reason: String) -> Verdict {
    let verdict = Verdict::new(Check::Dane, Status::NotTested, reason);
    match (input.level, input.submission) {
        (Level::May | Level::Encrypt, _) | (Level::Verify, true) => verdict,
        _ => verdict.with_exit(ExitCode::NotNow),
    }
}

/// That we do not know is no statement about the host.
pub(super) fn not_evaluated(input: &DaneInput<'_>, why: &str) -> Verdict {
    let reason = format!(
        "DNSSEC is not available here, so that it is not known whether there are TLSA records that count: {why}"
    );
    not_tested(input, reason)
        .with_fix("ask a resolver that hands out DNSSEC data: give it with --dns")
}

//! DANE of one endpoint as verdicts: what the records demand, whether the server fulfils it, and what to change.

use super::decisive::Decisive;
use super::input::{DaneInput, TlsSeen};
use super::policy::{DanePolicy, Records};
use super::{absent, authentication, remarks};
use crate::exit::ExitCode;
use crate::judge::Level;
use crate::judge::check::{Check, ResultType};
use crate::judge::verdict::{Status, Trust, Verdict};

/// What was decided about DANE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDane {
    /// What the records demand of a sender.
    pub policy: DanePolicy,
    /// The verdicts; the one that decides comes first.
    pub verdicts: Vec<Verdict>,
    /// How far the peer is trusted where DANE decides; nothing where it has no say.
    pub trust: Option<Trust>,
    /// A record authenticates the server, whichever of its certificates a sender meets.
    pub holds: bool,
    /// The record that authenticates the server in this session.
    pub decisive: Option<Decisive>,
    /// Whether one does could not be found out, so that a sender may be content with it.
    pub is_unclear: bool,
}

/// Judges one endpoint.
pub fn dane(input: &DaneInput<'_>) -> OnDane {
    let policy = DanePolicy::of(input.records, &input.reach);
    let mut trust = None;
    let mut holds = false;
    let mut decisive = None;
    let mut is_unclear = false;
    let mut verdicts = match (&policy, &input.tls) {
        (DanePolicy::Usable | DanePolicy::Unusable, TlsSeen::NotReached(why)) => {
            vec![not_reached(input, why)]
        }
        (DanePolicy::Usable | DanePolicy::Unusable, TlsSeen::NotOffered) => {
            vec![not_offered(input)]
        }
        (DanePolicy::Usable | DanePolicy::Unusable, TlsSeen::Failed(why)) => {
            vec![no_handshake(input, why)]
        }
        (DanePolicy::Usable, TlsSeen::Established) => {
            let judged = authentication::judge(input);
            trust = Some(match (judged.holds, input.mx_is_secure) {
                (true, true) => Trust::Verified,
                (true, false) => Trust::Trusted,
                (false, _) => Trust::Untrusted,
            });
            holds = judged.holds && judged.covers_all;
            decisive = judged.decisive;
            is_unclear = judged.is_unclear;
            mx_demanded(input)
                .into_iter()
                .chain(judged.verdicts)
                .collect()
        }
        (DanePolicy::Unusable, TlsSeen::Established) => absent::unusable(input),
        (DanePolicy::NoRecords(absence), _) => vec![absent::no_records(input, absence)],
        (DanePolicy::NotApplicable, _) => vec![absent::not_applicable(input)],
        (DanePolicy::LookupFailed(fault), _) => vec![absent::lookup_failed(input, fault)],
        (DanePolicy::NotEvaluated(why), _) => vec![absent::not_evaluated(input, why)],
    };
    if policy.demands_tls() {
        verdicts.extend(remarks::on_route(input));
        verdicts.extend(remarks::on_records(input.judged_records(), &input.owner()));
    }
    OnDane {
        policy,
        verdicts,
        trust,
        holds,
        decisive,
        is_unclear,
    }
}

/// A verdict that DANE fails. A sender that knows DANE would wait, however lax it is otherwise; so only the levels that put up
/// with anything make a warning of it, and a submission port, for which no client need look at the records (RFC 7672 §3.1.3).
pub(super) fn failing(input: &DaneInput<'_>, reason: impl Into<String>) -> Verdict {
    let is_lax = match input.level {
        Level::May | Level::Encrypt => true,
        Level::Verify => input.submission,
        Level::Dane | Level::Secure => false,
    };
    match is_lax {
        true => Verdict::new(Check::Dane, Status::Warn, reason),
        false => Verdict::new(Check::Dane, Status::Fail, reason).with_exit(ExitCode::Dane),
    }
}

/// What could not be found out decides only where DANE was demanded.
pub(super) fn not_tested(input: &DaneInput<'_>, reason: impl Into<String>) -> Verdict {
    let verdict = Verdict::new(Check::Dane, Status::NotTested, reason);
    match input.level {
        Level::Dane => verdict.with_exit(ExitCode::NotNow),
        _ => verdict,
    }
}

/// Where the records were found, for sentences that begin with it.
pub(super) fn there_are(input: &DaneInput<'_>) -> &'static str {
    match input.records {
        Records::Published(_) => "there are TLSA records",
        Records::Given(_) => "TLSA records were given with --tlsa",
    }
}

/// RFC 7672 §2.2.1: where DANE is mandatory and the MX records are insecure, delivery is delayed. Records that the user gave are
/// for the host that the user means.
fn mx_demanded(input: &DaneInput<'_>) -> Option<Verdict> {
    let is_published = matches!(input.records, Records::Published(_));
    let is_demanded = input.level == Level::Dane && !input.submission && is_published;
    (is_demanded && !input.mx_is_secure).then(|| {
        failing(
            input,
            "DANE is demanded, and DNSSEC does not secure the MX records, so that it is not proved that the host is the domain's",
        )
        .with_result_type(ResultType::DaneRequired)
        .with_fix(absent::SIGN)
    })
}

fn not_reached(input: &DaneInput<'_>, why: &str) -> Verdict {
    let reason = format!("{}, but {why}", there_are(input));
    Verdict::new(Check::Dane, Status::NotTested, reason)
}

/// RFC 7672 §2.2: with secure records TLS is mandatory. RFC 7672 §9.2: a server must not offer it to some clients only.
fn not_offered(input: &DaneInput<'_>) -> Verdict {
    let there_are = there_are(input);
    let verdict = match input.offered_at_other_times {
        true => failing(
            input,
            format!(
                "{there_are}, so that senders insist on TLS, but STARTTLS is offered only at some times or to some clients; the \
                 others can never deliver"
            ),
        )
        .with_fix(
            "offer STARTTLS to every client from its first attempt on (RFC 7672, section 9.2); greylisting must come after it",
        ),
        false => failing(
            input,
            format!(
                "{there_are}, so that senders insist on TLS, but STARTTLS is not offered: a misconfiguration, or somebody on the \
                 path takes it away (downgrade); senders keep the mail and try again"
            ),
        )
        .with_fix(
            "let the server offer STARTTLS to every client, or remove the TLSA records until it does",
        ),
    };
    verdict.with_result_type(ResultType::StartTlsNotSupported)
}

fn no_handshake(input: &DaneInput<'_>, why: &str) -> Verdict {
    let reason = format!(
        "{}, so that senders do not go on in the clear, but there is no TLS: {why}",
        there_are(input)
    );
    failing(input, reason)
        .with_result_type(ResultType::ValidationFailure)
        .with_fix(
            "let the handshake succeed at TLS 1.2 or 1.3 (RFC 8996); the verdict on it says more",
        )
}

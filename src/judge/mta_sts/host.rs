//! One host held against a policy: is it listed, does it do TLS, is its certificate its own (RFC 8461 §4)?

use super::certificate::{Flaw, flaws};
use super::domain::MX_MISMATCH;
use super::state::StsState;
use super::terms::{Terms, fixed, not_tested, pass, warn};
use crate::certificate::Certificate;
use crate::judge::certificate::OnCertificate;
use crate::judge::check::ResultType;
use crate::judge::tls_words;
use crate::judge::verdict::{Trust, Verdict};
use crate::mta_sts::Mode;
use crate::probe::{Cause, Observation};
use crate::smtp::{Fault, Stage};
use crate::tls::TlsFault;

/// What was decided about one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnHost {
    /// The verdicts; none where no policy stands.
    pub verdicts: Vec<Verdict>,
    /// Whether the host is as the policy wants it.
    pub holds: Holds,
    /// Whether the policy is in force, so that this decides where a sender delivers.
    pub is_enforced: bool,
    /// Whether the host's certificate is for its name; nothing where none was seen.
    pub certificate_matches: Option<bool>,
}

/// Whether a host is as a policy wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// There is no policy, or the host has no name that one could list.
    NotAsked,
    /// It is: a sender that honours the policy delivers there.
    Yes,
    /// It is not: where the policy is in force, such a sender goes on to the next host.
    No,
    /// That could not be found out.
    Unknown,
}

impl OnHost {
    /// Whether a sender that honours MTA-STS delivers to this host, as far as is known.
    pub fn lets_deliver(&self) -> bool {
        !(self.is_enforced && self.holds == Holds::No)
    }

    /// Whether the host keeps what the domain promises by a policy in force, which `--level secure` demands; nothing where
    /// there is no such promise. What could not be found out is not kept.
    pub fn keeps_promise(&self) -> Option<bool> {
        self.is_enforced.then_some(self.holds == Holds::Yes)
    }
}

/// How far a peer is trusted where a policy in force lists it and its certificate is good for its name: then the policy, which
/// the domain's own certificate vouches for, says that the host is the domain's.
pub fn trust(certificate: &OnCertificate, host: &OnHost) -> Trust {
    let is_verified = host.is_enforced
        && host.holds == Holds::Yes
        && certificate.trust == Trust::Trusted
        && !certificate.revocation_unproved;
    match is_verified {
        true => Trust::Verified,
        false => certificate.trust,
    }
}

/// Judges one session with a host; `chain` are the certificates that it showed, parsed.
pub fn host(
    state: &StsState,
    seen: &Observation,
    chain: &[Certificate],
    terms: &Terms<'_>,
) -> OnHost {
    let (Some((mode, policy)), Some(name)) = (state.policy(), &seen.peer.host) else {
        return OnHost {
            verdicts: Vec::new(),
            holds: Holds::NotAsked,
            is_enforced: false,
            certificate_matches: None,
        };
    };
    let pattern = policy.allowing(name).map(ToString::to_string);
    let mut failures = Vec::new();
    if pattern.is_none() {
        let reason = format!("{name} is not listed in the policy");
        let verdict = failure(mode, terms, &reason, ResultType::ValidationFailure);
        failures.push(verdict.with_reason_code(MX_MISMATCH).with_fix(format!(
            "add the line \"mx: {name}\" to the policy, then give the record a new id"
        )));
    }
    let mut untested = Vec::new();
    let mut certificate_matches = None;
    match (&seen.seen, &seen.handshake) {
        (Some(shown), Some(_)) => {
            let found = flaws(shown, chain, name, terms);
            let mismatch =
                |flaw: &Flaw| flaw.result_type == Some(ResultType::CertificateHostMismatch);
            certificate_matches = Some(!found.iter().any(mismatch)).filter(|_| !chain.is_empty());
            for flaw in found {
                // RFC 8461 §7.1: a sender sends the host's name; by another one the server may have shown another certificate.
                let other = shown.offered.server_name.as_deref() != Some(name.ascii());
                match flaw.result_type {
                    Some(ResultType::CertificateHostMismatch) if other => {
                        certificate_matches = None;
                        untested.push(not_tested(format!(
                            "{}; but a sender would send {name} as the server name (SNI), which was not sent here",
                            flaw.what
                        )));
                    }
                    Some(result_type) => {
                        let verdict = failure(mode, terms, &flaw.what, result_type);
                        let verdict = match flaw.reason_code {
                            Some(code) => verdict.with_reason_code(code),
                            None => verdict,
                        };
                        failures.push(fixed(verdict, flaw.fix));
                    }
                    None => untested.push(fixed(not_tested(flaw.what), flaw.fix)),
                }
            }
        }
        _ => match without_tls(mode, seen, terms) {
            Some(verdict) => failures.push(verdict),
            None => untested.push(not_tested(format!(
                "whether {name} is as the policy wants it was not seen: the session did not come to TLS"
            ))),
        },
    }
    let holds = match (failures.is_empty(), untested.is_empty()) {
        (false, _) => Holds::No,
        (true, false) => Holds::Unknown,
        (true, true) => Holds::Yes,
    };
    let mut verdicts = failures;
    verdicts.extend(untested);
    if let (Holds::Yes, Some(pattern)) = (holds, pattern) {
        let by = match pattern == name.ascii() {
            true => String::new(),
            false => format!(" by {pattern}"),
        };
        verdicts.push(pass(format!(
            "{mode}; {name} is listed{by}, and its certificate is trusted and for its name"
        )));
    }
    OnHost {
        verdicts,
        holds,
        is_enforced: mode == Mode::Enforce,
        certificate_matches,
    }
}

/// A host fails the policy: in force, that decides where mail goes; tried out, it is only reported (RFC 8461 §5).
fn failure(mode: Mode, terms: &Terms<'_>, what: &str, result_type: ResultType) -> Verdict {
    let verdict = match mode {
        Mode::Enforce => terms.fails(format!(
            "{what}; the policy is enforced, so that senders that honour it do not deliver here"
        )),
        Mode::Testing | Mode::None => warn(format!(
            "{what}; the policy is only tried out, so that senders deliver and report it"
        )),
    };
    verdict.with_result_type(result_type)
}

/// The session came to STARTTLS and not to TLS. What is over in a moment, or not reached, says nothing (RFC 8460 §4.3.4).
fn without_tls(mode: Mode, seen: &Observation, terms: &Terms<'_>) -> Option<Verdict> {
    let cause = seen.failure(Stage::StartTls)?;
    let (what, result_type, code, fix) = match cause {
        Cause::Smtp(Fault::NotOffered) => (
            "STARTTLS is not offered".to_owned(),
            ResultType::StartTlsNotSupported,
            None,
            "turn on TLS in the mail server",
        ),
        Cause::Smtp(Fault::Rejected(reply)) if reply.code() == 421 => return None,
        Cause::Smtp(Fault::Rejected(reply)) => (
            format!("STARTTLS is refused with {}", reply.code()),
            ResultType::ValidationFailure,
            Some("starttls-refused"),
            "let the server accept STARTTLS, which it offers",
        ),
        Cause::Smtp(_) => (
            "STARTTLS did not come about".to_owned(),
            ResultType::ValidationFailure,
            Some("starttls-failed"),
            "let the server answer STARTTLS with 220 and begin TLS",
        ),
        // RFC 8461 §7.2: TLS 1.2, 1.3 or higher.
        Cause::Tls(fault) => (
            tls_words::fault(fault, seen.seen.as_ref()),
            ResultType::ValidationFailure,
            Some(match fault {
                TlsFault::OldVersion(_) | TlsFault::Alert(70) => "tls-version",
                _ => "tls-handshake-failure",
            }),
            "let the server do TLS 1.2 or 1.3 (RFC 8461, section 7.2)",
        ),
        Cause::Connect(_) | Cause::Deadline | Cause::Interrupted(_) => return None,
    };
    let verdict = failure(mode, terms, &what, result_type).with_fix(fix);
    Some(match code {
        Some(code) => verdict.with_reason_code(code),
        None => verdict,
    })
}

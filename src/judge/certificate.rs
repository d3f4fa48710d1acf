//! Path, validity and names of the server's certificate as verdicts, each on its own.

use super::Level;
use super::check::{Check, ResultType};
use super::dane::DanePolicy;
use super::demands::Demands;
use super::mta_sts::{self, OnHost};
use super::pkix::{
    self, NamesFinding, Outcome, Path, PathFinding, Remark, Staple, ValidityFinding,
};
use super::promises::Promises;
use super::reference::Reference;
use super::verdict::{Status, Trust, Verdict};
use super::{pin, revocation};
use crate::certificate::Certificate;
use crate::exit::ExitCode;
use crate::probe::Observation;
use crate::tls::{Anchors, HandshakeSignature, Seen};
use rustls::ProtocolVersion;
use rustls::pki_types::ServerName;

/// What was decided about one certificate chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnCertificate {
    /// The verdicts on path, validity, names, revocation and pins.
    pub verdicts: Vec<Verdict>,
    /// The name that the certificate was held against.
    pub reference_name: Option<String>,
    /// How far the peer is trusted.
    pub trust: Trust,
    /// What was found out of the stapled OCSP response, where there is one.
    pub staple: Option<Staple>,
    /// Revocation was to be looked up, and nothing is proved of the server's own certificate.
    pub revocation_unproved: bool,
    /// Path, dates and names are good, and the server holds the key.
    pub by_public_cas: bool,
    /// Why DANE speaks against the server: TLSA records that decide do not vouch for it, or what was demanded of them is not proved.
    pub against_dane: Option<Verdict>,
}

/// Judges what the server showed in the handshake, as soon as it is known; `chain` are its certificates, parsed. Nothing where
/// no handshake came as far as a certificate.
pub fn certificate(
    observation: &Observation,
    chain: &[Certificate],
    promises: &Promises<'_>,
    demands: &Demands,
    anchors: &Anchors,
) -> Option<OnCertificate> {
    let seen = observation.seen.as_ref()?;
    if chain.is_empty() && observation.handshake.is_none() {
        return None;
    }
    Some(judged(observation, seen, chain, promises, demands, anchors))
}

fn judged(
    observation: &Observation,
    seen: &Seen,
    chain: &[Certificate],
    promises: &Promises<'_>,
    demands: &Demands,
    anchors: &Anchors,
) -> OnCertificate {
    let path = pkix::path(chain, anchors, demands.now);
    let dates = pkix::validity(chain, &path, demands.now);
    let reference = Reference::of(&observation.peer, demands);
    let names = reference.as_ref().map(|reference| match reference.service {
        Some(service) => pkix::names_of_service(chain, &reference.name, service),
        None => pkix::names(chain, &reference.name),
    });

    let mut verdicts = vec![path_verdict(seen, &path, demands)];
    let version = observation.handshake.as_ref().map(|it| it.version);
    verdicts.extend(path.remarks.iter().map(|it| remark(it, version)));
    verdicts.extend(
        dates
            .iter()
            .map(|finding| validity_verdict(finding, demands)),
    );
    let listed = promises.mta_sts(observation, chain);
    verdicts.push(names_verdict(reference.as_ref(), names.as_ref(), demands));
    verdicts.extend(unproved(
        reference.as_ref(),
        names.as_ref(),
        promises,
        listed.as_ref(),
    ));
    let remarks = pkix::name_remarks(chain, names.as_ref());
    verdicts.extend(remarks.iter().map(|remark| {
        Verdict::new(Check::Names, Status::Warn, remark.to_string()).with_fix(remark.fix())
    }));
    let staple = (!seen.ocsp_staple.is_empty() && !chain.is_empty())
        .then(|| Staple::read(&seen.ocsp_staple, chain, &path));
    let revocation = revocation::judged(chain, &path, staple.as_ref(), demands);
    let revoked = revocation
        .verdicts
        .iter()
        .any(|verdict| verdict.result_type.is_some());
    verdicts.extend(revocation.verdicts);
    verdicts.extend(pin::verdict(seen, chain, demands));

    let reference_name = reference
        .as_ref()
        .map(|reference| reference.name.to_str().into_owned());
    let holds = path.finding.outcome() == Outcome::Holds
        && dates
            .iter()
            .all(|finding| finding.outcome() == Outcome::Holds)
        && key_proved(seen)
        && !revoked;
    let name_holds = names
        .as_ref()
        .is_some_and(|names| names.outcome() == Outcome::Holds);
    let trust = match (chain.is_empty(), holds) {
        (true, _) => Trust::Anonymous,
        (_, false) => Trust::Untrusted,
        _ if revocation.is_unproved => Trust::Trusted,
        _ if name_holds && reference.is_some_and(|reference| reference.named_by_user) => {
            Trust::Verified
        }
        _ => Trust::Trusted,
    };
    let dane = promises.dane((observation, chain), None, demands);
    let policy = dane.as_ref().map(|dane| &dane.policy);
    let dane_failed = matches!(policy, Some(DanePolicy::LookupFailed(_)));
    let by_dane = dane
        .as_ref()
        .and_then(|dane| dane.trust)
        .filter(|_| !demands.submission);
    // Where it is not known what the records come to, the public CAs' word still is what was demanded.
    let dane_decides = dane.as_ref().is_some_and(|dane| !dane.is_unclear);
    if by_dane.is_some() && dane_decides {
        for verdict in &mut verdicts {
            yield_to_dane(verdict);
        }
    }
    let trust = match by_dane {
        Some(by_dane) if trust != Trust::Anonymous => by_dane,
        _ => trust,
    };
    let against_dane = dane.and_then(|dane| {
        let is_unproved = by_dane.is_some_and(|trust| trust != Trust::Verified);
        let mut verdicts = dane.verdicts.into_iter();
        verdicts.find(|verdict| {
            verdict.exit != ExitCode::Success || (is_unproved && verdict.status != Status::Pass)
        })
    });
    let judged = OnCertificate {
        verdicts,
        reference_name,
        trust,
        staple,
        revocation_unproved: revocation.is_unproved,
        by_public_cas: holds && name_holds,
        against_dane,
    };
    match listed {
        // RFC 8461 §2: a policy never makes up for TLSA records that do not match, nor for a lookup of them that fails.
        Some(host) if by_dane.is_none() && !dane_failed => OnCertificate {
            trust: mta_sts::trust(&judged, &host),
            ..judged
        },
        _ => judged,
    }
}

/// RFC 7672 §3.1: where TLSA records decide, the public CAs have no say, and neither have dates or names but as the records
/// ask for them. What was found stays as a note.
fn yield_to_dane(verdict: &mut Verdict) {
    let yields = matches!(verdict.check, Check::Path | Check::Validity | Check::Names);
    // At the levels that put up with anything a failure is a note already.
    let fails = verdict.status == Status::Fail || verdict.result_type.is_some();
    if !yields || !(fails || verdict.status == Status::NotTested) {
        return;
    }
    if fails {
        verdict.status = Status::Note;
        verdict
            .reason
            .push_str("; that decides nothing, because the TLSA records do");
        verdict.fix = None;
    }
    verdict.exit = ExitCode::Success;
    verdict.result_type = None;
}

fn key_proved(seen: &Seen) -> bool {
    matches!(seen.signature, Some((_, HandshakeSignature::Verified)))
}

fn path_verdict(seen: &Seen, path: &Path, demands: &Demands) -> Verdict {
    if let Some((_, HandshakeSignature::NotChecked(why))) = &seen.signature
        && path.finding.outcome() == Outcome::Holds
    {
        let reason = format!(
            "the path is good, but whether the server holds the certificate's key could not be checked: {why}"
        );
        return strict(
            Verdict::new(Check::Path, Status::NotTested, reason),
            demands,
        );
    }
    if let Some((_, HandshakeSignature::Wrong)) = &seen.signature
        && path.finding.outcome() == Outcome::Holds
    {
        let reason = "the path is good, but the server signed with another key than its certificate's, and so is not its owner";
        let verdict = Verdict::new(Check::Path, failing(demands), reason)
            .with_result_type(ResultType::ValidationFailure);
        return strict(verdict, demands);
    }
    if seen.signature.is_none() && path.finding.outcome() == Outcome::Holds {
        let reason = "the path is good, but the server did not come to prove that it holds the certificate's key";
        return strict(
            Verdict::new(Check::Path, Status::NotTested, reason),
            demands,
        );
    }
    let reason = path.finding.to_string();
    // Some date is wrong at any moment, so that the verdict on the dates decides.
    if let PathFinding::NeverValidTogether { .. } = path.finding {
        return fixed(
            Verdict::new(Check::Path, Status::NotTested, reason),
            path.finding.fix(),
        );
    }
    let verdict = match path.finding.outcome() {
        Outcome::Holds => return Verdict::new(Check::Path, Status::Pass, reason),
        Outcome::NotTested if demands.wants_no_roots => {
            return Verdict::new(
                Check::Path,
                Status::NotTested,
                "no trust anchors, as asked by --roots none",
            );
        }
        Outcome::NotTested => Verdict::new(Check::Path, Status::NotTested, reason),
        Outcome::Fails => Verdict::new(Check::Path, failing(demands), reason)
            .with_result_type(path_result_type(&path.finding)),
    };
    strict(fixed(verdict, path.finding.fix()), demands)
}

/// RFC 8460 §4.3.1: everything about untrusted issuers and faulty chains has one word; where there is nothing to trust, another.
fn path_result_type(finding: &PathFinding) -> ResultType {
    match finding {
        PathFinding::NoCertificate => ResultType::ValidationFailure,
        _ => ResultType::CertificateNotTrusted,
    }
}

/// RFC 9846 §4.5.1: each certificate should certify the one before it; up to TLS 1.2 it had to.
fn remark(remark: &Remark, version: Option<ProtocolVersion>) -> Verdict {
    let mut reason = remark.to_string();
    let status = match (remark.is_on_order(), version) {
        (true, Some(ProtocolVersion::TLSv1_2)) => {
            reason.push_str("; in TLS 1.2 each certificate must certify the one before it");
            Status::Warn
        }
        (true, _) => Status::Note,
        (false, _) => Status::Warn,
    };
    Verdict::new(Check::Path, status, reason).with_fix(remark.fix())
}

fn validity_verdict(finding: &ValidityFinding, demands: &Demands) -> Verdict {
    let reason = finding.to_string();
    let verdict = match finding.outcome() {
        Outcome::Holds => return Verdict::new(Check::Validity, Status::Pass, reason),
        Outcome::NotTested => Verdict::new(Check::Validity, Status::NotTested, reason),
        Outcome::Fails => {
            let result_type = match finding {
                ValidityFinding::Expired { .. } => ResultType::CertificateExpired,
                _ => ResultType::ValidationFailure,
            };
            Verdict::new(Check::Validity, failing(demands), reason).with_result_type(result_type)
        }
    };
    strict(fixed(verdict, finding.fix()), demands)
}

fn names_verdict(
    reference: Option<&Reference>,
    names: Option<&NamesFinding>,
    demands: &Demands,
) -> Verdict {
    let (Some(reference), Some(finding)) = (reference, names) else {
        let verdict = Verdict::new(
            Check::Names,
            Status::NotTested,
            "the host's name is none that a certificate can be for",
        );
        return strict(
            verdict.with_fix("give the name to expect with --verify-name"),
            demands,
        );
    };
    let is_address = matches!(reference.name, ServerName::IpAddress(_));
    match finding.outcome() {
        Outcome::Holds => Verdict::new(Check::Names, Status::Pass, finding.to_string()),
        Outcome::Fails if is_address && demands.verify_name.is_none() => Verdict::new(
            Check::Names,
            Status::NotTested,
            format!(
                "the target is an address, and a certificate for mail is for a name: {finding}"
            ),
        )
        .with_fix("give the name to expect with --verify-name"),
        Outcome::Fails => {
            let reason = match (&demands.service_domain, &demands.verify_name) {
                (Some(_), None) => format!(
                    "{finding}; the SRV record was not authenticated, so that the domain counts and not the record's target"
                ),
                _ => finding.to_string(),
            };
            let verdict = Verdict::new(Check::Names, failing(demands), reason)
                .with_result_type(ResultType::CertificateHostMismatch);
            strict(fixed(verdict, finding.fix()), demands)
        }
        Outcome::NotTested => strict(
            fixed(
                Verdict::new(Check::Names, Status::NotTested, finding.to_string()),
                finding.fix(),
            ),
            demands,
        ),
    }
}

/// RFC 9325 §7.1, RFC 7672 §1.3.2: a name out of unauthenticated DNS is no proof of whose host it is.
fn unproved(
    reference: Option<&Reference>,
    names: Option<&NamesFinding>,
    promises: &Promises<'_>,
    policy: Option<&OnHost>,
) -> Option<Verdict> {
    // RFC 8461 §4.1: then the policy says that it is.
    if policy.and_then(OnHost::keeps_promise) == Some(true) {
        return None;
    }
    let holds = names?.outcome() == Outcome::Holds;
    if !holds || reference?.named_by_user || promises.route.is_secure() {
        return None;
    }
    let reason = "the name proves the host, not that it is the domain's, because the MX record was not authenticated";
    let fix = "publish an MTA-STS policy, or sign the zone with DNSSEC and publish TLSA records";
    Some(Verdict::new(Check::Names, Status::Note, reason).with_fix(fix))
}

/// A certificate that does not verify is a failure only where the user demands one that does.
pub(super) fn failing(demands: &Demands) -> Status {
    match demands.level {
        Level::Verify | Level::Dane | Level::Secure => Status::Fail,
        Level::May | Level::Encrypt => Status::Note,
    }
}

/// What was demanded and is not proved decides the exit code, also where it could not be tested.
pub(super) fn strict(verdict: Verdict, demands: &Demands) -> Verdict {
    match demands.level {
        Level::Verify | Level::Dane | Level::Secure => verdict.with_exit(ExitCode::Pkix),
        Level::May | Level::Encrypt => verdict,
    }
}

pub(super) fn fixed(verdict: Verdict, fix: Option<String>) -> Verdict {
    match fix {
        Some(fix) => verdict.with_fix(fix),
        None => verdict,
    }
}

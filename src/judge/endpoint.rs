//! One endpoint, judged.

use super::certificate::OnCertificate;
use super::check::{Check, ResultType};
use super::demands::Demands;
use super::explanation::{Explanation, Others};
use super::fate::{Action, HostFacts, HostFate, of_host};
use super::mta_sts::{Holds, OnHost};
use super::pin;
use super::promise;
use super::promises::Promises;
use super::require_tls::{CertificateProof, NameProof, RequireTls, require_tls};
use super::resumption;
use super::stages::{not_reached, stages};
use super::verdict::{Judgement, Status, Verdict};
use super::{by_hand, extensions, identity, mail, replies, starttls, submission};
use crate::certificate::Certificate;
use crate::probe::{Cause, Observation};
use crate::smtp::{Extensions, Stage};
use crate::tls::TlsFault;

/// What was seen of an endpoint, connection by connection.
pub struct Evidence<'a> {
    /// The session, and the certificates that it showed.
    pub session: (&'a Observation, &'a [Certificate]),
    /// What was decided about them.
    pub certificate: Option<OnCertificate>,
    /// The connection that was to resume the session.
    pub resumption: Option<&'a Observation>,
    /// The connection for the certificate with another kind of key, and what it showed.
    pub other_key: Option<(&'a Observation, &'a [Certificate])>,
    /// The connections that were to explain why the session failed, in order.
    pub questions: &'a [Observation],
    /// The certificates that the first of them to show any showed; nobody proved to have their key.
    pub unproved: &'a [Certificate],
}

/// Judges an endpoint by what was seen of it and what is promised of it.
pub fn judge(evidence: &Evidence<'_>, promises: &Promises<'_>, demands: &Demands) -> Judgement {
    let (observation, chain) = evidence.session;
    let certificate = evidence.certificate.clone();
    let later = evidence.resumption;
    let dane = promises.dane(evidence.session, evidence.other_key, demands);
    let mut verdicts = stages(observation, demands);
    let explanation = Explanation::of(observation, evidence.questions);
    if let Some(explanation) = &explanation {
        explanation.amend(&mut verdicts);
    }
    let others = explanation.as_ref().and_then(|it| it.others);
    let explained = explanation.map(|explanation| explanation.short);
    verdicts.extend(remarks(observation, chain, demands));
    verdicts.extend(resumption::verdict(observation, later, demands));
    verdicts.extend(dane.iter().flat_map(|dane| dane.verdicts.clone()));
    verdicts.extend(promises.would_match(observation, evidence.unproved, demands));
    let sts = promises.mta_sts(observation, chain);
    verdicts.extend(sts.iter().flat_map(|sts| sts.verdicts.clone()));
    let mx_secure = promises.route.is_secure();
    let mut facts = HostFacts::new(
        observation,
        dane.as_ref(),
        mx_secure,
        (promises.sts, sts.as_ref()),
    );
    let elsewhere = elsewhere(observation, others, demands);
    if let Some(is_certain) = elsewhere {
        facts = facts.for_others(is_certain);
    }
    if let Some(senders) = others.and_then(Others::only_some) {
        facts = facts.for_some(senders);
    }
    // Mail clients come to a submission port, and no sending servers.
    let fate = (!demands.submission).then(|| of_host(&facts));
    verdicts.extend(conflict(fate.as_ref()));
    verdicts.extend(promise::verdict(
        observation,
        dane.as_ref(),
        (promises.sts, sts.as_ref()),
        demands,
    ));
    let proved = Proved {
        dane: dane.as_ref().is_some_and(|dane| dane.holds),
        public_cas: certificate.as_ref().is_some_and(|it| it.by_public_cas),
    };
    verdicts.extend(required(
        observation,
        promises,
        proved,
        sts.as_ref(),
        fate.as_ref(),
    ));
    let certificate_matches = sts.and_then(|sts| sts.certificate_matches);
    if let Some(is_certain) = elsewhere {
        let say = |verdict| says_little(verdict, is_certain);
        verdicts.iter_mut().for_each(say);
    }
    let by_hand = by_hand::verdict(observation);
    let Some(certificate) = certificate else {
        let checks = [
            Check::Path,
            Check::Validity,
            Check::Names,
            Check::Revocation,
        ];
        verdicts.extend(checks.map(|check| not_reached(observation, demands, check)));
        if !demands.pins.is_empty() {
            let verdict = not_reached(observation, demands, Check::Pin);
            verdicts.push(pin::not_reached(verdict, observation));
        }
        verdicts.extend(by_hand);
        return Judgement {
            verdicts,
            reference_name: None,
            trust: None,
            staple: None,
            revocation_unproved: false,
            fate,
            tlsa: None,
            certificate_matches,
            others,
            explained,
        };
    };
    verdicts.extend(certificate.verdicts);
    // What the certificate comes to decides before the end that somebody met by hand.
    verdicts.extend(by_hand);
    Judgement {
        verdicts,
        reference_name: certificate.reference_name,
        trust: observation.handshake.as_ref().map(|_| certificate.trust),
        staple: certificate.staple,
        revocation_unproved: certificate.revocation_unproved,
        fate,
        tlsa: dane.and_then(|dane| dane.decisive),
        certificate_matches,
        others,
        explained,
    }
}

/// Whether others have TLS with a server with which the handshake failed here: surely, or perhaps. Nothing where it fails for all.
fn elsewhere(seen: &Observation, others: Option<Others>, demands: &Demands) -> Option<bool> {
    let is_of_offer = match seen.failure(Stage::StartTls) {
        Some(Cause::Tls(TlsFault::NotTls(_))) => false,
        Some(Cause::Tls(_)) => !starttls::is_forced(seen, demands),
        _ => false,
    };
    match others {
        Some(others) => others.may_fare_better().then(|| others.is_certain()),
        // Less was offered than others offer.
        None => (demands.limited_offer && is_of_offer).then_some(false),
    }
}

/// Where others may well have TLS with a server, that the handshake failed here says nothing of what the domain promises them.
fn says_little(verdict: &mut Verdict, is_certain: bool) {
    let by_failure = match verdict.check {
        Check::Dane => verdict.result_type == Some(ResultType::ValidationFailure),
        Check::MtaSts => matches!(
            verdict.reason_code,
            Some("tls-version" | "tls-handshake-failure")
        ),
        _ => false,
    };
    if by_failure {
        let reason = match is_certain {
            true => {
                "the handshake failed with what was offered here, and the server takes what others offer: whether it keeps what is \
                 promised was not seen"
            }
            false => {
                "the handshake failed with what was offered here, and what others would meet is not known: whether the server keeps \
                 what is promised was not seen"
            }
        };
        *verdict = Verdict::new(verdict.check, Status::NotTested, reason);
    }
}

/// By what the host's certificate is proved.
struct Proved {
    dane: bool,
    public_cas: bool,
}

/// Whether a message could be handed over that requires TLS all the way (RFC 8689).
fn required(
    seen: &Observation,
    promises: &Promises<'_>,
    proved: Proved,
    sts: Option<&OnHost>,
    fate: Option<&HostFate>,
) -> Option<Verdict> {
    let fate = fate?;
    let listed = sts.is_some_and(|sts| sts.is_enforced && sts.holds == Holds::Yes);
    let offers = |extensions: Option<Extensions>| {
        extensions.is_some_and(|extensions| extensions.offers("REQUIRETLS"))
    };
    let (in_the_clear, inside_tls) = (
        offers(seen.extensions_in_the_clear()),
        offers(seen.extensions_inside_tls()),
    );
    // Of a server that does not offer it nobody asks.
    (in_the_clear || inside_tls).then_some(())?;
    require_tls(&RequireTls {
        inside_tls: seen.extensions_inside_tls().is_some(),
        offered_in_the_clear: in_the_clear,
        offered_inside_tls: inside_tls,
        name: match (promises.route.is_secure(), listed) {
            (true, _) => Some(NameProof::Dnssec),
            (false, true) => Some(NameProof::MtaSts),
            (false, false) => None,
        },
        certificate: match proved {
            Proved { dane: true, .. } => Some(CertificateProof::Dane),
            Proved {
                public_cas: true, ..
            } => Some(CertificateProof::TrustChain),
            _ => None,
        },
        ruled_out: seen.handshake.is_some() && fate.action == Action::Skip,
    })
}

/// RFC 8461 §2, §5: a policy in force forbids what DANE would allow, and many senders do not look at it where DANE holds.
fn conflict(fate: Option<&HostFate>) -> Option<Verdict> {
    fate.filter(|fate| fate.conflict)?;
    let reason = "DANE authenticates the host and the enforced MTA-STS policy rules it out: by RFC 8461 no sender that honours both may deliver here; many do not look at the policy where DANE holds, and would";
    let verdict = Verdict::new(Check::MtaSts, Status::Warn, reason);
    Some(verdict.with_fix(
        "make the policy hold for this host as well, or take the host out of the MX records",
    ))
}

/// What is to be said of a session beside its stages.
fn remarks(seen: &Observation, chain: &[Certificate], demands: &Demands) -> Vec<Verdict> {
    [
        mail::verdicts(seen, demands),
        submission::verdicts(seen, demands),
        extensions::verdicts(seen),
        identity::verdicts(seen, chain, demands),
        replies::verdicts(seen),
    ]
    .concat()
}

/// Why a session failed, as soon as it has; nothing while all is well.
pub fn why(observation: &Observation, demands: &Demands) -> Option<String> {
    let failure = observation.failures.last()?;
    let judgement = Judgement {
        verdicts: stages(observation, demands),
        reference_name: None,
        trust: None,
        staple: None,
        revocation_unproved: false,
        fate: None,
        tlsa: None,
        certificate_matches: None,
        others: None,
        explained: None,
    };
    judgement
        .on_stage(failure.stage)
        .map(|verdict| verdict.reason.clone())
}

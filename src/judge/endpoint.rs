//! One endpoint, judged.

use super::certificate::OnCertificate;
use super::check::Check;
use super::demands::Demands;
use super::pin;
use super::promises::Promises;
use super::resumption;
use super::stages::{not_reached, stages};
use super::verdict::{Judgement, Verdict};
use super::{extensions, identity, mail, replies, submission};
use crate::certificate::Certificate;
use crate::probe::Observation;

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
}

/// Judges an endpoint by what was seen of it and what is promised of it.
pub fn judge(evidence: &Evidence<'_>, promises: &Promises<'_>, demands: &Demands) -> Judgement {
    let (observation, chain) = evidence.session;
    let certificate = evidence.certificate.clone();
    let later = evidence.resumption;
    let dane = promises.dane(evidence.session, evidence.other_key, demands);
    let mut verdicts = stages(observation, demands);
    verdicts.extend(remarks(observation, chain, demands));
    verdicts.extend(resumption::verdict(observation, later, demands));
    verdicts.extend(dane.iter().flat_map(|dane| dane.verdicts.clone()));
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
        return Judgement {
            verdicts,
            reference_name: None,
            trust: None,
            staple: None,
            revocation_unproved: false,
        };
    };
    verdicts.extend(certificate.verdicts);
    Judgement {
        verdicts,
        reference_name: certificate.reference_name,
        trust: observation.handshake.as_ref().map(|_| certificate.trust),
        staple: certificate.staple,
        revocation_unproved: certificate.revocation_unproved,
    }
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
    };
    judgement
        .on_stage(failure.stage)
        .map(|verdict| verdict.reason.clone())
}

//! One endpoint, judged.

use super::certificate::OnCertificate;
use super::check::Check;
use super::demands::Demands;
use super::pin;
use super::resumption;
use super::stages::{not_reached, stages};
use super::verdict::{Judgement, Verdict};
use super::{extensions, identity, mail, replies, submission};
use crate::certificate::Certificate;
use crate::probe::Observation;

/// Judges what a session showed; `chain` are the certificates that it showed, `certificate` is what was decided about them, and
/// `later` the connection that was to resume it.
pub fn judge(
    observation: &Observation,
    chain: &[Certificate],
    certificate: Option<OnCertificate>,
    later: Option<&Observation>,
    demands: &Demands,
) -> Judgement {
    let mut verdicts = stages(observation, demands);
    verdicts.extend(remarks(observation, chain, demands));
    verdicts.extend(resumption::verdict(observation, later, demands));
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

//! One endpoint, judged.

use super::certificate::OnCertificate;
use super::check::Check;
use super::demands::Demands;
use super::resumption;
use super::stages::{not_reached, stages};
use super::verdict::Judgement;
use crate::probe::Observation;

/// Judges what a session showed; `certificate` is what was decided about the certificates that it showed, and `later` the
/// connection that was to resume it.
pub fn judge(
    observation: &Observation,
    certificate: Option<OnCertificate>,
    later: Option<&Observation>,
    demands: &Demands,
) -> Judgement {
    let mut verdicts = stages(observation, demands);
    verdicts.extend(resumption::verdict(observation, later, demands));
    let Some(certificate) = certificate else {
        let checks = [Check::Path, Check::Validity, Check::Names];
        verdicts.extend(checks.map(|check| not_reached(observation, demands, check)));
        return Judgement {
            verdicts,
            reference_name: None,
            trust: None,
        };
    };
    verdicts.extend(certificate.verdicts);
    Judgement {
        verdicts,
        reference_name: certificate.reference_name,
        trust: observation.handshake.as_ref().map(|_| certificate.trust),
    }
}

/// Why a session failed, as soon as it has; nothing while all is well.
pub fn why(observation: &Observation, demands: &Demands) -> Option<String> {
    let failure = observation.failures.last()?;
    let judgement = Judgement {
        verdicts: stages(observation, demands),
        reference_name: None,
        trust: None,
    };
    judgement
        .on_stage(failure.stage)
        .map(|verdict| verdict.reason.clone())
}

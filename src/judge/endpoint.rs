//! One endpoint, judged.

use super::certificate::certificate;
use super::check::Check;
use super::demands::Demands;
use super::stages::{not_reached, stages};
use super::verdict::{Judgement, Trust};
use crate::certificate::Certificate;
use crate::probe::{Observation, Peer};
use crate::tls::{Anchors, Seen};

/// Judges what one connection showed; `chain` is what it showed of certificates, parsed.
pub fn judge(
    observation: &Observation,
    chain: &[Certificate],
    demands: &Demands,
    anchors: &Anchors,
) -> Judgement {
    let mut verdicts = stages(observation, demands);
    let shown = observation
        .seen
        .as_ref()
        .filter(|seen| !seen.chain.is_empty() || observation.handshake.is_some());
    let Some(seen) = shown else {
        let checks = [Check::Path, Check::Validity, Check::Names];
        verdicts.extend(checks.map(|check| not_reached(observation, demands, check)));
        return Judgement {
            verdicts,
            reference_name: None,
            trust: None,
        };
    };
    let on_certificate = certificate(seen, chain, &observation.peer, demands, anchors);
    verdicts.extend(on_certificate.verdicts);
    Judgement {
        verdicts,
        reference_name: on_certificate.reference_name,
        trust: observation.handshake.as_ref().map(|_| on_certificate.trust),
    }
}

/// How far the peer is trusted, as soon as the handshake is done.
pub fn trust(
    seen: &Seen,
    chain: &[Certificate],
    peer: &Peer,
    demands: &Demands,
    anchors: &Anchors,
) -> Trust {
    certificate(seen, chain, peer, demands, anchors).trust
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

//! What a server showed of itself in a handshake, judged as soon as it is known.

use super::pipeline::Run;
use crate::certificate::Certificate;
use crate::judge::{OnCertificate, Promises, certificate};
use crate::probe::{Answered, Event, Observation, Timed};

/// The certificates that a server showed, parsed and judged once, as soon as they are known.
#[derive(Clone, Default)]
pub(super) struct Shown {
    pub(super) chain: Vec<Certificate>,
    pub(super) judged: Option<OnCertificate>,
}

impl Shown {
    /// Looks at the certificates as soon as a handshake is done.
    pub(super) fn look(
        &mut self,
        run: &Run<'_>,
        promises: &Promises<'_>,
        observation: &Observation,
        timed: &Timed,
    ) {
        if let Event::Secured(handshake) = &timed.event
            && !handshake.resumed
        {
            *self = Self::of(run, promises, observation);
        }
    }

    /// What a later connection showed, or where it showed nothing because it resumed the session, what that did.
    pub(super) fn of_or(
        run: &Run<'_>,
        promises: &Promises<'_>,
        observation: &Observation,
        session: Self,
    ) -> Self {
        match &observation.handshake {
            Some(handshake) if handshake.resumed => session,
            _ => Self::of(run, promises, observation),
        }
    }

    /// The same, or where no handshake was completed, what was shown in one that failed.
    pub(super) fn or_of(
        self,
        run: &Run<'_>,
        promises: &Promises<'_>,
        observation: &Observation,
    ) -> Self {
        match self.judged {
            Some(_) => self,
            None => Self::of(run, promises, observation),
        }
    }

    /// What an answer in the clear shows, judged as if the session had shown it: of a server that proved nothing.
    pub(super) fn of_question(
        run: &Run<'_>,
        promises: &Promises<'_>,
        session: &Observation,
        question: &Observation,
    ) -> Self {
        let seen = question.answered.as_ref().and_then(Answered::seen);
        match seen {
            Some(seen) => {
                let as_shown = Observation {
                    seen: Some(seen),
                    ..session.clone()
                };
                Self::of(run, promises, &as_shown)
            }
            None => Self::default(),
        }
    }

    pub(super) fn of(run: &Run<'_>, promises: &Promises<'_>, observation: &Observation) -> Self {
        let shown = observation.seen.iter().flat_map(|seen| &seen.chain);
        let chain: Vec<Certificate> = shown.map(|der| Certificate::from_der(der)).collect();
        let judged = certificate(
            observation,
            &chain,
            promises,
            &run.demands,
            run.roots.anchors(),
        );
        Self { chain, judged }
    }
}

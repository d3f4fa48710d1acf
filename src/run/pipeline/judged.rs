//! What was seen of an endpoint, judged; and what all endpoints come to.

use super::Run;
use crate::judge::{Conclusion, Evidence, Found, Judged, Promises, Verdict, conclude, judge};
use crate::probe::Observation;
use crate::route::Route;
use crate::run::connections::Connections;
use crate::run::endpoint::{Endpoint, Events, Held};
use crate::run::policies::Domain;
use crate::run::shown::Shown;

impl Run<'_> {
    /// One endpoint after everything was done with it.
    pub(super) fn judged(
        &self,
        Connections {
            session,
            resumption,
            other_key,
            questions,
        }: Connections,
        mut events: Events,
        shown: Shown,
        promises: &Promises<'_>,
    ) -> Endpoint {
        let shown = shown.or_of(self, promises, &session);
        let other = other_key
            .as_ref()
            .map(|seen| (seen, Shown::of(self, promises, seen)));
        let asked = questions
            .iter()
            .map(|question| Shown::of_question(self, promises, &session, question));
        let asked: Vec<Shown> = asked.collect();
        // What the session did not come to show, the first answer that has it shows in its place.
        let mut instead = asked.iter().filter(|shown| shown.judged.is_some());
        let instead = instead.next().filter(|_| shown.judged.is_none());
        let judgement = judge(
            &Evidence {
                session: (&session, &shown.chain),
                certificate: instead.unwrap_or(&shown).judged.clone(),
                questions: &questions,
                unproved: instead.map_or(&[], |shown| shown.chain.as_slice()),
                resumption: resumption.as_ref(),
                other_key: other
                    .as_ref()
                    .map(|(seen, shown)| (*seen, shown.chain.as_slice())),
            },
            promises,
            &self.demands,
        );
        let other = other.map(|(_, shown)| shown);
        let mut held = |observation: Observation, shown: Shown| Held {
            events: events.take_next(),
            observation,
            shown,
        };
        let session = held(session, shown.clone());
        let mut later = Vec::new();
        if let Some(observation) = resumption {
            let shown = Shown::of_or(self, promises, &observation, shown.clone());
            later.push(held(observation, shown));
        }
        if let Some((observation, shown)) = other_key.zip(other) {
            later.push(held(observation, shown));
        }
        let questions = questions.into_iter().zip(asked);
        later.extend(questions.map(|(observation, shown)| held(observation, shown)));
        Endpoint {
            session,
            later,
            judgement,
        }
    }

    /// What it comes to.
    pub(in crate::run) fn conclude(
        &self,
        route: &Route,
        verdicts: &[Verdict],
        domain: &Domain,
        endpoints: &[Endpoint],
    ) -> Conclusion {
        let judged: Vec<Judged<'_>> = endpoints
            .iter()
            .map(|endpoint| Judged {
                observation: &endpoint.session.observation,
                judgement: &endpoint.judgement,
            })
            .collect();
        conclude(
            Found {
                route,
                on_route: verdicts,
                on_domain: &domain.verdicts,
            },
            &judged,
            &self.demands,
            self.probe.all,
        )
    }
}

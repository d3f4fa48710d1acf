//! The reports: on one endpoint, on a session that is under way, and on everything.

use super::Run;
use crate::judge::{Conclusion, Promises, Verdict};
use crate::probe::Observation;
use crate::report::{EndpointReport, Report, ReportInput, View};
use crate::route::Route;
use crate::run::connections::Connections;
use crate::run::endpoint::{Endpoint, Events};
use crate::run::policies::Domain;
use crate::run::shown::Shown;

impl Run<'_> {
    /// The report on one endpoint.
    pub(in crate::run) fn endpoint_report(&self, endpoint: &Endpoint) -> EndpointReport {
        EndpointReport::new(
            &endpoint.session.observation.peer,
            &endpoint.seen(),
            &endpoint.judgement,
            self.view(),
        )
    }

    /// The same on a session that is under way, as far as it has come.
    pub(in crate::run) fn report_so_far(
        &self,
        seen: Observation,
        promises: &Promises<'_>,
        show_certs: bool,
    ) -> EndpointReport {
        let connections = Connections {
            session: seen,
            resumption: None,
            other_key: None,
            questions: Vec::new(),
        };
        let endpoint = self.judged(connections, Events::default(), Shown::default(), promises);
        EndpointReport::new(
            &endpoint.session.observation.peer,
            &endpoint.seen(),
            &endpoint.judgement,
            View {
                show_certs,
                ..self.view()
            },
        )
    }

    /// The report on everything.
    pub(in crate::run) fn report(
        &self,
        route: &Route,
        verdicts: &[Verdict],
        domain: &Domain,
        endpoints: &[Endpoint],
        conclusion: &Conclusion,
    ) -> Report {
        let seen = endpoints.iter().map(|endpoint| {
            let peer = &endpoint.session.observation.peer;
            (peer, endpoint.seen(), &endpoint.judgement)
        });
        Report::from(ReportInput {
            target: self.target,
            route,
            endpoints: seen.collect(),
            verdicts: &[verdicts, &domain.verdicts].concat(),
            policies: &domain.policies,
            sts: domain.sts.as_ref(),
            conclusion,
            level: self.probe.level,
            started: self.probe.started,
            view: self.view(),
        })
    }

    fn view(&self) -> View {
        View {
            now: self.probe.judged,
            show_certs: self.probe.show_certs,
        }
    }
}

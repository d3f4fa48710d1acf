//! What a server is found to have after a change: the check that all tests of findings make.

use super::server::Server;
use crate::judge::audit::{Finding, Outcome, Service, Severity, Weakness, findings};

pub(super) const FAIL: Outcome = Outcome::Found(Severity::Fail);
pub(super) const WARN: Outcome = Outcome::Found(Severity::Warn);
pub(super) const NOTE: Outcome = Outcome::Found(Severity::Note);
pub(super) const NONE: Outcome = Outcome::NotFound;
pub(super) const OPEN: Outcome = Outcome::NotTested;

/// What is found of a weakness.
pub(super) fn on(weakness: Weakness, server: &Server, service: Service) -> Finding {
    let all = findings(server.subject(service));
    let mut all = all.into_iter();
    all.find(|finding| finding.weakness == weakness)
        .expect("every weakness has a finding")
}

/// What a server is found to have after a change, for relay and for submission; and words of the detail.
pub(super) fn check(
    weakness: Weakness,
    change: impl FnOnce(&mut Server),
    (relay, submission): (Outcome, Outcome),
    words: &str,
) {
    let mut server = Server::good();
    change(&mut server);
    for (service, outcome) in [(Service::Relay, relay), (Service::Submission, submission)] {
        let finding = on(weakness, &server, service);
        let name = format!("{} at {}: {}", weakness.id(), service.id(), finding.detail);
        assert_eq!(finding.outcome, outcome, "{name}");
        assert!(finding.detail.contains(words), "{name}");
        for evidence in &finding.evidence {
            assert!(evidence.0 < server.evidence.len(), "{name}");
        }
        if let Outcome::Found(Severity::Fail | Severity::Warn) = outcome {
            assert!(finding.fix.is_some(), "{name}");
        }
    }
}

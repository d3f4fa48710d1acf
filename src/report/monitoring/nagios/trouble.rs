//! What keeps a run from being OK, worst or not.

use crate::exit::State;
use crate::report::moment::date;
use crate::report::monitoring::chains::{Chain, chains};
use crate::report::suite::{Case, CaseResult, Suite, suites};
use crate::report::{Dossier, Ended, Thresholds};

/// The check that dates belong to.
const VALIDITY: &str = "validity";

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trouble {
    /// How bad it is.
    pub(super) state: State,
    /// The endpoint, or else the target.
    pub(super) place: String,
    /// The id of the check.
    pub(super) id: String,
    /// Why.
    pub(super) reason: String,
    /// What to do.
    pub(super) fix: Option<String>,
    /// The exit code that it asks for; 0 for none.
    exit_code: u8,
}

impl Trouble {
    /// Whether the target's last line is about this.
    pub(super) fn decides(&self, dossier: &Dossier) -> bool {
        self.exit_code != 0 && self.exit_code == dossier.conclusion.exit_code
    }
}

/// All that is wrong, in order: case by case, then the certificates that end soon.
pub(super) fn troubles(ended: &Ended<'_>) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for dossier in ended.dossiers {
        for suite in suites(dossier) {
            let place = place(&suite, ended);
            let counts = counts(dossier, &suite);
            let cases = suite.cases.iter();
            troubles.extend(cases.filter_map(|case| of_case(case, &place, counts)));
        }
        for chain in chains(dossier) {
            let place = match ended.dossiers {
                [_] => chain.peer.to_string(),
                _ => format!("{} {}", dossier.name, chain.peer),
            };
            let Some(soon) = of_chain(&chain, place, ended.thresholds) else {
                continue;
            };
            let is_told = |it: &Trouble| {
                it.id == VALIDITY && it.place == soon.place && it.state == State::Critical
            };
            if !troubles.iter().any(is_told) {
                troubles.push(soon);
            }
        }
    }
    troubles
}

/// Where a suite's cases belong.
pub(super) fn place(suite: &Suite, ended: &Ended<'_>) -> String {
    match (ended.dossiers, &suite.endpoint) {
        ([_], Some(endpoint)) => endpoint.clone(),
        (_, Some(endpoint)) => format!("{} {endpoint}", suite.target),
        (_, None) => suite.target.clone(),
    }
}

/// Whether an endpoint counts for what the run comes to; what is about the target as a whole does.
fn counts(dossier: &Dossier, suite: &Suite) -> bool {
    let probed = dossier.probe.iter().flat_map(|it| &it.endpoints);
    let audited = dossier.audit.iter().flat_map(|it| &it.endpoints);
    let mut all = match suite.by {
        None => probed
            .map(|it| (&it.peer.peer, it.counts))
            .collect::<Vec<_>>(),
        Some(_) => audited.map(|it| (&it.peer.peer, it.counts)).collect(),
    }
    .into_iter();
    let found = all.find(|(peer, _)| Some(*peer) == suite.endpoint.as_ref());
    found.is_none_or(|(_, counts)| counts)
}

fn of_case(case: &Case, place: &str, counts: bool) -> Option<Trouble> {
    let state = match case.result {
        CaseResult::Failed => State::Critical,
        CaseResult::Error => State::Unknown,
        CaseResult::Passed if case.warns() && counts => State::Warning,
        CaseResult::Passed | CaseResult::Skipped => return None,
    };
    let line = case.decisive();
    Some(Trouble {
        state,
        place: place.to_owned(),
        id: id(case).to_owned(),
        reason: line.map_or_else(|| case.sentence.clone(), |line| line.reason.clone()),
        fix: line.and_then(|line| line.fix.clone()),
        exit_code: case.exit_code,
    })
}

/// What a case is called: of a profile's line the topic, where the reason begins with what is graded.
pub(super) fn id(case: &Case) -> &str {
    let reason = case.decisive().map_or("", |line| line.reason.as_str());
    match case.id.split_once(": ") {
        Some((topic, what)) if reason.starts_with(what) => topic,
        _ => &case.id,
    }
}

fn of_chain(chain: &Chain<'_>, place: String, thresholds: Thresholds) -> Option<Trouble> {
    let own = chain.own().filter(|_| chain.dates_count)?;
    let state = match own.days_left {
        few if few < i64::from(thresholds.critical_days) => State::Critical,
        few if few < i64::from(thresholds.warn_days) => State::Warning,
        _ => return None,
    };
    let day = date(&own.not_after);
    let reason = match (own.seconds_left < 0, own.days_left) {
        (true, _) => format!("the certificate expired on {day}"),
        (false, 1) => format!("the certificate expires on {day}, 1 day left"),
        (false, days) => format!("the certificate expires on {day}, {days} days left"),
    };
    Some(Trouble {
        state,
        place,
        id: VALIDITY.to_owned(),
        reason,
        fix: Some("renew it, and let the server load the new one".to_owned()),
        exit_code: 0,
    })
}

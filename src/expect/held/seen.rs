//! What was seen of one expectation at one place.

use crate::judge::Status;
use crate::report::{EndpointReport, ExpectationOutcome, ObservationReport, TlsReport};

/// How many things of a list a sentence names.
const MOST_LISTED: usize = 8;

/// What was seen.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) outcome: ExpectationOutcome,
    pub(super) reason: String,
    pub(super) fix: Option<String>,
    /// The exit code that is asked for where it is unmet; nothing where that of the table is.
    pub(super) exit_code: Option<u8>,
}

impl Seen {
    fn new(outcome: ExpectationOutcome, reason: impl Into<String>) -> Self {
        Self {
            outcome,
            reason: reason.into(),
            fix: None,
            exit_code: None,
        }
    }

    pub(super) fn met(reason: impl Into<String>) -> Self {
        Self::new(ExpectationOutcome::Met, reason)
    }

    pub(super) fn unmet(reason: impl Into<String>) -> Self {
        Self::new(ExpectationOutcome::Unmet, reason)
    }

    pub(super) fn untested(reason: impl Into<String>) -> Self {
        Self::new(ExpectationOutcome::NotTested, reason)
    }

    /// A name came with a value of another kind, which the reader lets nobody write.
    pub(super) fn unasked() -> Self {
        Self::untested("the value is of a kind that this expectation does not have")
    }

    /// Met where it is so, and unmet where it is not.
    pub(super) fn when(is_so: bool, reason: impl Into<String>) -> Self {
        match is_so {
            true => Self::met(reason),
            false => Self::unmet(reason),
        }
    }

    /// The same with what to do, where it is unmet.
    pub(super) fn with_fix(self, fix: impl Into<String>) -> Self {
        let is_unmet = self.outcome == ExpectationOutcome::Unmet;
        Self {
            fix: is_unmet.then(|| fix.into()),
            ..self
        }
    }
}

/// The session with an endpoint, as opposed to the connections made after it.
pub(super) fn session(endpoint: &EndpointReport) -> Option<&ObservationReport> {
    let mut all = endpoint.observations.iter();
    all.find(|seen| seen.purpose == "session")
}

/// The session, and the TLS in it; where none stood, that nothing can be said, and why.
pub(super) fn inside_tls(
    endpoint: &EndpointReport,
) -> Result<(&ObservationReport, &TlsReport), Seen> {
    let session = session(endpoint).ok_or_else(|| Seen::untested("there was no session"))?;
    let tls = session.tls.as_ref();
    tls.map(|tls| (session, tls))
        .ok_or_else(|| Seen::untested(ended("no TLS session stood", session)))
}

/// What the domain or its host may publish by which the host could be authenticated, where that could not be found out: why. That an
/// address has no TLSA records is known.
pub(super) fn unknown_policy(endpoint: &EndpointReport) -> Option<&str> {
    let mut verdicts = endpoint.verdicts.iter();
    let open = verdicts.find(|it| {
        let speaks = matches!(it.check, "dane" | "mta-sts");
        speaks && it.level == Status::NotTested
    });
    let open = open.filter(|_| endpoint.peer.host.is_some());
    open.map(|verdict| verdict.reason.as_str())
}

/// What was not come to, and why the session ended before.
pub(super) fn ended(what: &str, session: &ObservationReport) -> String {
    match session.failures.first() {
        Some(failure) => {
            // That nothing can be said says already that it is not testable.
            let evidence = failure.evidence.as_str();
            let evidence = evidence
                .strip_prefix("not testable now: ")
                .unwrap_or(evidence);
            format!("{what}: {evidence}")
        }
        None => match session.stages.last() {
            Some(last) => format!("{what}: the session ended without it, after {}", last.stage),
            None => what.to_owned(),
        },
    }
}

/// Things in words: "a, b and c"; of many the first few, and how many more.
pub(super) fn list<T: AsRef<str>>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<T> = all.into_iter().collect();
    let words: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    let more = words.len().saturating_sub(MOST_LISTED);
    let shown = words.get(..MOST_LISTED).unwrap_or(&words);
    match shown {
        [] => "none".to_owned(),
        _ if more > 0 => format!("{} and {more} more", shown.join(", ")),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

//! What is told of a run as it happens, in lines.

use super::pipeline::Run;
use super::screen::Screen;
use super::shown::Shown;
use crate::judge;
use crate::probe::{Event, Observation, Timed};
use crate::quote;
use crate::report::rfc3339;
use crate::report::text::{self, Transcript};
use crate::route::Route;

/// What the user should know before anything is done.
pub(super) fn warnings(warnings: &[String], talk: &mut Screen) {
    for warning in warnings {
        talk.line(&format!("smtls: warning: {}", quote::text(warning)));
    }
    talk.flush();
}

/// What is worth knowing once everything is done.
pub(super) fn notes(notes: &[String], talk: &mut Screen) {
    for note in notes {
        talk.line(&format!("smtls: note: {}", quote::text(note)));
    }
}

/// Where the mail goes, before the first connection.
pub(super) fn route(transcript: &Transcript, run: &Run<'_>, route: &Route) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(text::route(run.target, route));
    sentences.extend(text::tlsa(route));
    if run.probe.judged != run.probe.started {
        let moment = rfc3339(run.probe.judged);
        sentences.push(format!("certificates are judged as at {moment}"));
    }
    let lines = sentences
        .iter()
        .flat_map(|sentence| transcript.info(sentence));
    lines.collect()
}

/// One event, and what is known of the connection by then.
pub(super) fn event(
    transcript: &Transcript,
    run: &Run<'_>,
    seen: &Observation,
    timed: &Timed,
    shown: &Shown,
) -> Vec<String> {
    if let (Event::Secured(handshake), Some(judged), Some(facts)) =
        (&timed.event, &shown.judged, &seen.seen)
    {
        let line = text::tls_established(&seen.peer, judged.trust, handshake, facts, &shown.chain);
        return transcript.info(&line);
    }
    let why = match timed.event.is_failure() {
        true => judge::why(seen, &run.demands),
        false => None,
    };
    transcript.lines(seen, timed, why.as_deref())
}

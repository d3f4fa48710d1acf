//! How long each stage of a session took.

use crate::report::EndpointReport;

/// The stages of the session with a server that were reached, each with the seconds since the one before.
pub(super) fn stages(endpoint: &EndpointReport) -> Vec<(&'static str, f64)> {
    let mut observations = endpoint.observations.iter();
    let Some(session) = observations.find(|seen| seen.purpose == "session") else {
        return Vec::new();
    };
    let mut before = 0.0;
    let stages = session.stages.iter().map(|reached| {
        let took = (reached.at_ms - before).max(0.0);
        before = reached.at_ms;
        (reached.stage, seconds(took))
    });
    stages.collect()
}

/// All connections to a server, in seconds.
pub(super) fn total(endpoint: &EndpointReport) -> f64 {
    let took = endpoint.observations.iter().map(|seen| seen.duration_ms);
    seconds(took.sum())
}

/// Milliseconds as seconds, with six digits after the point.
pub(super) fn seconds(milliseconds: f64) -> f64 {
    (milliseconds * 1e3).round() / 1e6
}

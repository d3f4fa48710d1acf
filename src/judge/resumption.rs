//! Whether a second connection could resume the TLS session of the first.

use super::check::Check;
use super::demands::Demands;
use super::endpoint::why;
use super::stages::not_reached;
use super::verdict::{Status, Verdict};
use crate::probe::Observation;

/// The verdict, where resumption was asked for. Whether it works decides nothing: a full handshake is as good.
pub(super) fn verdict(
    session: &Observation,
    later: Option<&Observation>,
    demands: &Demands,
) -> Option<Verdict> {
    if !demands.resume {
        return None;
    }
    let new = |status, reason: String| Some(Verdict::new(Check::Resumption, status, reason));
    if session.handshake.is_none() || !session.failures.is_empty() {
        return Some(not_reached(session, demands, Check::Resumption));
    }
    let given = session.tickets.clone().unwrap_or_default();
    let tickets = given.count;
    let Some(later) = later else {
        if given.can_resume {
            let reason = "the deadline passed before a second connection";
            return new(Status::NotTested, reason.to_owned());
        }
        // In TLS 1.3 tickets come behind the handshake, and whoever reads nothing there sees none.
        if !session.heard_inside_tls() {
            let reason =
                "the connection ended before anything was read inside TLS, where tickets come";
            return new(Status::NotTested, reason.to_owned());
        }
        return new(
            Status::Note,
            "the server gives nothing by which a TLS session could be resumed: each connection costs a full handshake"
                .to_owned(),
        );
    };
    match &later.handshake {
        Some(handshake) if handshake.resumed => {
            let by = match tickets {
                0 => "its session ID",
                1 => "the ticket that the server sent",
                _ => "one of the tickets that the server sent",
            };
            new(
                Status::Pass,
                format!("a second connection resumed the TLS session, by {by}"),
            )
        }
        Some(_) => new(
            Status::Note,
            "a second connection got a full handshake although the server had given something to resume the session by: \
             several machines may answer at this address and not share their keys"
                .to_owned(),
        ),
        None => {
            let how = why(later, demands).unwrap_or_else(|| "it had no TLS".to_owned());
            new(
                Status::NotTested,
                format!("the connection that was to resume the TLS session came to nothing: {how}"),
            )
        }
    }
}

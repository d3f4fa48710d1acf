//! Whether the server's certificate is the one that was pinned.

use super::check::Check;
use super::demands::Demands;
use super::verdict::{Status, Verdict};
use crate::certificate::{Certificate, Pinned};
use crate::exit::ExitCode;
use crate::probe::Observation;
use crate::tls::{HandshakeSignature, Seen};

/// The verdict on the chain that a server showed; nothing where no pin was given. A pin is a demand of its own, whatever the level.
pub(super) fn verdict(seen: &Seen, chain: &[Certificate], demands: &Demands) -> Option<Verdict> {
    if demands.pins.is_empty() {
        return None;
    }
    let Some(end_entity) = chain.first() else {
        return Some(failed("the server sent no certificate"));
    };
    let mut pins = demands.pins.iter();
    let found = pins.find_map(|pin| Some((pin, pin.fits(end_entity)?)));
    if let Some((pin, what)) = found {
        let what = match what {
            Pinned::Certificate => "the certificate",
            Pinned::Key => "the certificate's key",
        };
        let reason = format!("{what} is the one that was pinned: {pin}");
        return Some(proved(seen, reason));
    }
    let key = end_entity.contents.as_ref().ok();
    let key = key.map_or_else(String::new, |contents| {
        format!(", its key {}", contents.key.sha256.to_pin())
    });
    let mut reason = format!(
        "neither the certificate nor its key is pinned: the certificate has sha256:{}{key}",
        end_entity.sha256
    );
    let above = chain.iter().enumerate().skip(1);
    let mut above = above.filter(|(_, it)| demands.pins.iter().any(|pin| pin.fits(it).is_some()));
    if let Some((position, certificate)) = above.next() {
        reason.push_str(&format!(
            "; the pin is of certificate {position} of the chain, {certificate}, and only the server's own counts"
        ));
    }
    Some(failed(&reason).with_fix(
        "if the server has a new certificate on purpose, pin that; if not, find out who answers in its place",
    ))
}

/// Certificates are public: a pin holds only where the server proved that it has the key.
fn proved(seen: &Seen, reason: String) -> Verdict {
    let (status, but) = match &seen.signature {
        Some((_, HandshakeSignature::Verified)) => {
            return Verdict::new(Check::Pin, Status::Pass, reason);
        }
        Some((_, HandshakeSignature::NotChecked(why))) => (
            Status::NotTested,
            format!("whether the server has its key could not be checked: {why}"),
        ),
        Some((_, HandshakeSignature::Wrong)) => (
            Status::Fail,
            "the server signed with another key, and so is not its owner".to_owned(),
        ),
        None => (
            Status::NotTested,
            "the server did not come to prove that it has its key".to_owned(),
        ),
    };
    Verdict::new(Check::Pin, status, format!("{reason}, but {but}")).with_exit(ExitCode::Check)
}

/// The verdict where the session did not come as far as a certificate: no success, unless it was to end before that.
pub(super) fn not_reached(verdict: Verdict, observation: &Observation) -> Verdict {
    match observation.failures.is_empty() {
        true => verdict,
        false => verdict.with_exit(ExitCode::Check),
    }
}

fn failed(reason: &str) -> Verdict {
    Verdict::new(Check::Pin, Status::Fail, reason).with_exit(ExitCode::Check)
}

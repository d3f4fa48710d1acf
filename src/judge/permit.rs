//! Whether a password or a token may be sent: decided in the middle of a session, from what it has shown so far.

use super::certificate::OnCertificate;
use super::check::Check;
use super::verdict::{Status, Trust, Verdict};
use crate::probe::{Observation, Permit};

/// What the user lets pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lenience {
    /// Passwords and tokens outside TLS.
    pub in_the_clear: bool,
    /// Passwords and tokens inside TLS with a peer that did not prove to be the one that was named.
    pub unverified: bool,
}

/// RFC 4954 §4, §9: no password in the clear. RFC 4954 §14: none to a server whose certificate does not hold, or is not for the name
/// that the user gave; who pinned a key, or trusts TLSA records that DNSSEC secures, knows the peer as well.
pub fn permit(seen: &Observation, judged: Option<&OnCertificate>, lenience: Lenience) -> Permit {
    if seen.handshake.is_none() {
        return match lenience.in_the_clear {
            true => Permit::Granted,
            false => Permit::Withheld("the session is not inside TLS".to_owned()),
        };
    }
    let verdicts = || judged.iter().flat_map(|judged| &judged.verdicts);
    let mut pins = verdicts().filter(|one| one.check == Check::Pin);
    let pin = pins.next();
    let is_pinned = pin.is_some_and(|pin| pin.status == Status::Pass);
    let trust = judged.map(|judged| judged.trust);
    // A pin is a demand of its own: whoever pinned another key did not mean this server, whoever vouches for it.
    let is_verified = judged
        .is_some_and(|judged| judged.trust == Trust::Verified && judged.against_dane.is_none());
    let is_proved = is_pinned || (pin.is_none() && is_verified);
    if is_proved || lenience.unverified {
        return Permit::Granted;
    }
    let why = pin.or_else(|| judged.and_then(why_not));
    Permit::Withheld(match (trust, why) {
        (Some(Trust::Anonymous), _) => "the server has shown no certificate".to_owned(),
        (_, Some(verdict)) => verdict.reason.clone(),
        _ => "who the server is was not verified".to_owned(),
    })
}

/// The verdict that says best why a certificate does not prove who the server is: what fails, before what is not known, before what was
/// but noted.
fn why_not(judged: &OnCertificate) -> Option<&Verdict> {
    if let Some(verdict) = &judged.against_dane {
        return Some(verdict);
    }
    let mut checks = vec![Check::Path, Check::Validity, Check::Names];
    let is_revoked = |one: &Verdict| one.check == Check::Revocation && fails(one);
    if judged.revocation_unproved || judged.verdicts.iter().any(is_revoked) {
        checks.push(Check::Revocation);
    }
    let kinds: [fn(&Verdict) -> bool; 3] = [
        fails,
        |one| one.status == Status::NotTested,
        |one| one.status == Status::Note,
    ];
    kinds.into_iter().find_map(|kind| {
        checks.iter().find_map(|check| {
            let mut verdicts = judged.verdicts.iter();
            verdicts.find(|one| one.check == *check && kind(one))
        })
    })
}

/// At the levels that put up with anything a failure is a note with a word for reports.
fn fails(verdict: &Verdict) -> bool {
    verdict.status == Status::Fail || verdict.result_type.is_some()
}

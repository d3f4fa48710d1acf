//! Whether a password or a token may be sent: decided in the middle of a session, from what it has shown so far.

use super::certificate::OnCertificate;
use super::check::Check;
use super::verdict::{Status, Trust};
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
    let told = |check, statuses: &[Status]| {
        let mut verdicts = judged.iter().flat_map(|judged| &judged.verdicts);
        verdicts.find(|one| one.check == check && statuses.contains(&one.status))
    };
    let trust = judged.map(|judged| judged.trust);
    let is_pinned = told(Check::Pin, &[Status::Pass]).is_some();
    if trust == Some(Trust::Verified) || is_pinned || lenience.unverified {
        return Permit::Granted;
    }
    let wrong = [Status::Fail, Status::Note, Status::NotTested];
    let checks = [
        Check::Path,
        Check::Validity,
        Check::Names,
        Check::Revocation,
    ];
    let why = checks.into_iter().find_map(|check| told(check, &wrong));
    Permit::Withheld(match (trust, why) {
        (Some(Trust::Anonymous), _) => "the server has shown no certificate".to_owned(),
        (_, Some(verdict)) => verdict.reason.clone(),
        _ => "who the server is was not verified".to_owned(),
    })
}

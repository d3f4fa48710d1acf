//! What the quick inquiry asks for beside the versions: what is weak, as a class, until the server refuses what is left of it.

use super::catalogue::{self, is_signed_by};
use super::certificates::WRONG_NAME;
use super::classes::{Class, classes, is_forbidden, unseen};
use super::exchange::Meant;
use super::forbids::Forbids;
use super::inquiry::Inquiry;
use super::order::Ruling;
use super::said::Said;
use crate::audit::{Ask, EvidenceId, Known, NotTested};
use crate::certificate::KeyAlgorithm;
use crate::tls::names::{
    Authentication, CipherSuiteName, GROUPS, KeyExchange, SIGNATURE_SCHEMES, SignatureHash,
    TLS_1_2, TLS_1_3, cipher_suite, signature_scheme,
};

/// Asks for the suites that a profile forbids, until what is left is refused, or one is taken that is like no other.
pub(super) async fn ask_forbidden<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
    forbids: &Forbids,
) -> Result<(), NotTested> {
    let bad: Vec<u16> = forbids.suites_of(version).collect();
    // The common ones come first.
    let mut asked = catalogue::suites(version, usize::MAX).concat();
    asked.retain(|it| bad.contains(it));
    let others: Vec<u16> = bad
        .iter()
        .copied()
        .filter(|it| !asked.contains(it))
        .collect();
    asked.extend(others);
    loop {
        let taken = suites_met(inquiry, version);
        let taken = taken.into_iter().filter(|it| bad.contains(it));
        let kinds: Vec<_> = taken.filter_map(cipher_suite).map(is_forbidden).collect();
        // Whatever else there is of the kind, the server fails.
        if kinds.iter().any(Vec::is_empty) {
            return Ok(());
        }
        let seen = kinds.concat();
        let is_seen =
            |suite: &CipherSuiteName| is_forbidden(suite).iter().any(|it| seen.contains(it));
        asked.retain(|it| !catalogue::is(*it, is_seen));
        let mut is_taken = false;
        for suites in asked.chunks(inquiry.most_suites()) {
            let hello = inquiry.hello(version, suites.to_vec());
            let heard = inquiry.ask(Meant::ForSuites, "what is forbidden", hello);
            if let Said::Chose(flight) = heard.await?.said {
                is_taken = flight.version == version && suites.contains(&flight.suite);
                break;
            }
        }
        if !is_taken {
            return Ok(());
        }
    }
}

/// The suites that were chosen in a version.
fn suites_met<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> Vec<u16> {
    let exchanges = inquiry.exchanges();
    let chosen = exchanges.iter().filter_map(|exchange| exchange.choice());
    let chosen = chosen.filter(|(_, flight)| flight.version == version);
    let mut chosen: Vec<u16> = chosen.map(|(_, flight)| flight.suite).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Asks for a suite with DHE, whose group a flight then shows; with `unknown_name`, under a name that no server has. How it took that,
/// where it could be seen.
pub(super) async fn ask_field<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
    unknown_name: bool,
) -> Result<Known<(bool, EvidenceId)>, NotTested> {
    let is_dhe = |it: u16| catalogue::is(it, |suite| suite.key_exchange == KeyExchange::Dhe);
    let is_met = suites_met(inquiry, version).into_iter().any(is_dhe);
    let mut suites = inquiry
        .portions(version)
        .into_iter()
        .next()
        .unwrap_or_default();
    suites.retain(|it| is_dhe(*it));
    if is_met || suites.is_empty() {
        return Ok(Known::NotTested(NotTested::Quick));
    }
    let mut hello = inquiry.hello(version, suites);
    if unknown_name {
        hello.server_name = Some(WRONG_NAME.to_owned());
    }
    let heard = inquiry.ask(Meant::ForSuites, "DHE", hello).await?;
    Ok(match heard.said {
        Said::Chose(_) if unknown_name => Known::Known((false, heard.evidence)),
        _ => Known::NotTested(NotTested::Quick),
    })
}

/// Asks for groups of TLS 1.3 alone.
pub(super) async fn groups_refused<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    what: &str,
    groups: Vec<u16>,
) -> Result<Vec<u16>, NotTested> {
    let is_met = |it: &u16| inquiry.groups_met(TLS_1_3).iter().any(|(met, _)| met == it);
    if groups.is_empty() || groups.iter().any(is_met) || inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    let mut hello = inquiry.hello(TLS_1_3, inquiry.portions(TLS_1_3).concat());
    hello.groups = groups.clone();
    let heard = inquiry.ask(Meant::Otherwise, what, hello).await?;
    Ok(match heard.said {
        Said::Refused(..) => groups,
        _ => Vec::new(),
    })
}

/// Asks for groups below TLS 1.3 that are forbidden, beside which nothing else is left but what the server needs for its certificate.
pub(super) async fn curves_refused<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
    forbidden: Vec<u16>,
) -> Result<Vec<u16>, NotTested> {
    let is_met = |it: &u16| inquiry.groups_met(version).iter().any(|(met, _)| met == it);
    if forbidden.is_empty() || forbidden.iter().any(is_met) || inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    if ecdhe_met(inquiry, version).is_empty() {
        let suites = inquiry.portions(version).into_iter().next();
        let mut suites = suites.unwrap_or_default();
        suites.retain(|it| catalogue::is(*it, |it| it.key_exchange == KeyExchange::Ecdhe));
        let hello = inquiry.hello(version, suites);
        let heard = inquiry.ask(Meant::ForSuites, "any curve", hello).await?;
        match heard.said {
            Said::Chose(_) => {}
            Said::Refused(..) => return Ok(forbidden),
            _ => return Ok(Vec::new()),
        }
    }
    let met = ecdhe_met(inquiry, version);
    let is_ecdsa = |it: &u16| is_signed_by(*it, Authentication::Ecdsa);
    let (with_curve, others): (Vec<u16>, Vec<u16>) = met.into_iter().partition(is_ecdsa);
    // A server may need the curve of its ECDSA certificate among the groups (AT9).
    let insists = others.is_empty();
    let mut hello = inquiry.hello(version, if insists { with_curve } else { others });
    hello.groups.retain(|it| insists && !forbidden.contains(it));
    hello.groups.splice(0..0, forbidden.iter().copied());
    let heard = inquiry
        .ask(Meant::Otherwise, "forbidden curves", hello)
        .await?;
    let refuses = match heard.said {
        Said::Refused(..) => !insists,
        // Where the client's order decides, any choice refuses all that stand before it.
        Said::Chose(flight) => {
            let met = inquiry.groups_met(version);
            let met: Vec<u16> = met.into_iter().map(|(group, _)| group).collect();
            let is_other = flight.group.is_some_and(|it| !forbidden.contains(&it));
            is_other && inquiry.group_order(version, &met) == Ruling::Client
        }
        _ => false,
    };
    Ok(if refuses { forbidden } else { Vec::new() })
}

/// The suites with ECDHE that were chosen in a version.
fn ecdhe_met<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> Vec<u16> {
    let mut chosen = suites_met(inquiry, version);
    chosen.retain(|it| catalogue::is(*it, |it| it.key_exchange == KeyExchange::Ecdhe));
    chosen
}

/// Asks for suites of the classes that were not seen yet, until what is left is refused.
pub(super) async fn ask_classes<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<(), NotTested> {
    let mut seen: Vec<Class> = Vec::new();
    loop {
        let mut suites = unseen(version, &seen);
        suites.truncate(inquiry.most_suites());
        if suites.is_empty() {
            return Ok(());
        }
        let hello = inquiry.hello(version, suites);
        let heard = inquiry
            .ask(Meant::ForSuites, "the weak ones", hello)
            .await?;
        let Said::Chose(flight) = heard.said else {
            return Ok(());
        };
        let before = seen.len();
        let chosen = cipher_suite(flight.suite).map(classes).unwrap_or_default();
        seen.extend(
            chosen
                .into_iter()
                .filter(|it| !seen.contains(it))
                .collect::<Vec<_>>(),
        );
        if seen.len() == before {
            return Ok(());
        }
    }
}

/// Asks for a signature by these schemes alone (AT12), less the digests that are taken, until what is left is refused: that.
pub(super) async fn schemes_refused<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    mut schemes: Vec<u16>,
) -> Result<Vec<u16>, NotTested> {
    let digest = |scheme: u16| signature_scheme(scheme).map(|it| it.hash);
    if inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    while !schemes.is_empty() {
        let suites = signed(&[Authentication::Rsa, Authentication::Ecdsa]);
        let mut hello = inquiry.hello(TLS_1_2, suites);
        hello.schemes = schemes.clone();
        let heard = inquiry.ask(Meant::Otherwise, "old hashes alone", hello);
        match heard.await?.said {
            Said::Refused(..) => return Ok(schemes),
            Said::Chose(flight) => {
                let used = flight.key_exchange.and_then(|it| it.scheme);
                let used = used.and_then(digest);
                let before = schemes.len();
                schemes.retain(|it| used.is_none() || digest(*it) != used);
                if schemes.len() == before {
                    break;
                }
            }
            _ => break,
        }
    }
    Ok(Vec::new())
}

/// The schemes with MD5 and SHA-1.
pub(super) fn old_schemes() -> Vec<u16> {
    let old = [SignatureHash::Md5, SignatureHash::Sha1];
    let schemes = SIGNATURE_SCHEMES.iter().filter(|it| old.contains(&it.hash));
    schemes.map(|scheme| scheme.code_point).collect()
}

/// The groups that withstand quantum computers.
pub(super) fn post_quantum() -> Vec<u16> {
    let groups = GROUPS.iter().filter(|group| group.kind.is_post_quantum());
    groups.map(|group| group.code_point).collect()
}

/// Asks for a certificate with another kind of key than that which was seen.
pub(super) async fn ask_other_key<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<(), NotTested> {
    let keys: Vec<_> = inquiry
        .keys()
        .into_iter()
        .map(|key| key.algorithm)
        .collect();
    let other = match keys.as_slice() {
        [KeyAlgorithm::Rsa] => Authentication::Ecdsa,
        [KeyAlgorithm::Ecdsa] => Authentication::Rsa,
        _ => return Ok(()),
    };
    let mut suites = signed(&[other]);
    suites.retain(|it| catalogue::is(*it, |suite| suite.may_be_used_at(version)));
    let hello = inquiry.hello(version, suites);
    // A single refusal of what is likely to be there is no proof.
    inquiry
        .ask(Meant::Otherwise, "another certificate", hello)
        .await?;
    Ok(())
}

/// Common suites that are signed with such keys.
fn signed(keys: &[Authentication]) -> Vec<u16> {
    let common = catalogue::suites(TLS_1_2, catalogue::MOST)
        .into_iter()
        .next();
    let is_signed = |it: &u16| keys.iter().any(|key| is_signed_by(*it, *key));
    common
        .unwrap_or_default()
        .into_iter()
        .filter(is_signed)
        .collect()
}

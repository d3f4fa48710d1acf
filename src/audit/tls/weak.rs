//! What the quick inquiry asks for beside the versions: what is weak, as a class, until the server refuses what is left of it.

use super::catalogue::{self, is_signed_by};
use super::classes::{Class, Forbidden, classes, forbidden, is_forbidden, unseen};
use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::order::Ruling;
use super::said::Said;
use crate::audit::{Ask, NotTested};
use crate::certificate::KeyAlgorithm;
use crate::tls::names::{
    Authentication, CipherSuiteName, GROUPS, GroupKind, KeyExchange, SIGNATURE_SCHEMES,
    SignatureHash, TLS_1_2, TLS_1_3, cipher_suite, signature_scheme,
};

/// Asks for what no rule book allows, until what is left is refused.
pub(super) async fn ask_forbidden<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<(), NotTested> {
    let mut seen: Vec<Forbidden> = Vec::new();
    loop {
        let before = seen.len();
        let asked = forbidden(version, &seen).concat();
        for suites in asked.chunks(inquiry.most_suites()) {
            let hello = inquiry.hello(version, suites.to_vec());
            let heard = inquiry
                .ask(Meant::ForSuites, "what is forbidden", hello)
                .await?;
            if let Said::Chose(flight) = heard.said {
                let chosen = cipher_suite(flight.suite).map(is_forbidden);
                for one in chosen.unwrap_or_default() {
                    if !seen.contains(&one) {
                        seen.push(one);
                    }
                }
                break;
            }
        }
        if seen.len() == before {
            return Ok(());
        }
    }
}

/// Asks for curves of less than 224 bits, beside which nothing else is left but what the server needs for its certificate.
pub(super) async fn small_curves_refused<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<Vec<u16>, NotTested> {
    if inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    let small = GROUPS.iter().filter(|group| {
        let is_short = group.security_bits.is_some_and(|bits| bits < 112);
        group.usable_at(version) && group.kind == GroupKind::EllipticCurve && is_short
    });
    let small: Vec<u16> = small.map(|group| group.code_point).collect();
    if ecdhe_met(inquiry, version).is_empty() {
        let suites = inquiry.portions(version).into_iter().next();
        let mut suites = suites.unwrap_or_default();
        suites.retain(|it| catalogue::is(*it, |it| it.key_exchange == KeyExchange::Ecdhe));
        let hello = inquiry.hello(version, suites);
        let heard = inquiry.ask(Meant::ForSuites, "any curve", hello).await?;
        match heard.said {
            Said::Chose(_) => {}
            Said::Refused(..) => return Ok(small),
            _ => return Ok(Vec::new()),
        }
    }
    let met = ecdhe_met(inquiry, version);
    let is_ecdsa = |it: &u16| is_signed_by(*it, Authentication::Ecdsa);
    let (with_curve, others): (Vec<u16>, Vec<u16>) = met.into_iter().partition(is_ecdsa);
    // A server may need the curve of its ECDSA certificate among the groups (AT9).
    let insists = others.is_empty();
    let mut hello = inquiry.hello(version, if insists { with_curve } else { others });
    hello.groups.retain(|it| insists && !small.contains(it));
    hello.groups.splice(0..0, small.iter().copied());
    let heard = inquiry
        .ask(Meant::Otherwise, "curves of less than 224 bits", hello)
        .await?;
    let refuses = match heard.said {
        Said::Refused(..) => !insists,
        // Where the client's order decides, any choice refuses all that stand before it.
        Said::Chose(flight) => {
            let met = inquiry.groups_met(version);
            let met: Vec<u16> = met.into_iter().map(|(group, _)| group).collect();
            let is_larger = flight.group.is_some_and(|it| !small.contains(&it));
            is_larger && inquiry.group_order(version, &met) == Ruling::Client
        }
        _ => false,
    };
    Ok(if refuses { small } else { Vec::new() })
}

/// The suites with ECDHE that were chosen in a version.
fn ecdhe_met<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> Vec<u16> {
    let exchanges = inquiry.exchanges();
    let chosen = exchanges.iter().filter_map(|exchange| {
        let (_, flight) = exchange.choice()?;
        let is_ecdhe = |it: &CipherSuiteName| it.key_exchange == KeyExchange::Ecdhe;
        let is_sought = flight.version == version && catalogue::is(flight.suite, is_ecdhe);
        is_sought.then_some(flight.suite)
    });
    let mut chosen: Vec<u16> = chosen.collect();
    chosen.sort_unstable();
    chosen.dedup();
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

/// Asks for a signature over MD5 or SHA-1 (AT12).
pub(super) async fn old_hashes_refused<A: Ask>(
    inquiry: &Inquiry<'_, A>,
) -> Result<Vec<u16>, NotTested> {
    if inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    let mut hashes = vec![SignatureHash::Md5, SignatureHash::Sha1];
    while !hashes.is_empty() {
        let schemes = SIGNATURE_SCHEMES.iter();
        let schemes = schemes.filter(|scheme| hashes.contains(&scheme.hash));
        let schemes: Vec<u16> = schemes.map(|scheme| scheme.code_point).collect();
        let suites = signed(&[Authentication::Rsa, Authentication::Ecdsa]);
        let mut hello = inquiry.hello(TLS_1_2, suites);
        hello.schemes = schemes.clone();
        let heard = inquiry.ask(Meant::Otherwise, "old hashes alone", hello);
        match heard.await?.said {
            Said::Refused(..) => return Ok(schemes),
            Said::Chose(flight) => {
                let used = flight.key_exchange.and_then(|it| it.scheme);
                let used = used.and_then(signature_scheme).map(|it| it.hash);
                let before = hashes.len();
                hashes.retain(|it| Some(*it) != used);
                if hashes.len() == before {
                    break;
                }
            }
            _ => break,
        }
    }
    Ok(Vec::new())
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

/// Asks for post-quantum groups alone.
pub(super) async fn post_quantum_refused<A: Ask>(
    inquiry: &Inquiry<'_, A>,
) -> Result<Vec<u16>, NotTested> {
    if inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    let groups = GROUPS.iter().filter(|group| group.kind.is_post_quantum());
    let groups: Vec<u16> = groups.map(|group| group.code_point).collect();
    let mut hello = inquiry.hello(TLS_1_3, inquiry.portions(TLS_1_3).concat());
    hello.groups = groups.clone();
    let heard = inquiry
        .ask(Meant::Otherwise, "post-quantum groups", hello)
        .await?;
    Ok(match heard.said {
        Said::Refused(..) => groups,
        _ => Vec::new(),
    })
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

//! The signature schemes of TLS 1.3: a ServerHello comes only once one was found, and does not say which, so that each is asked for
//! alone; all that no certificate of the server could sign with are asked for together.

use super::catalogue::key_of;
use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::Said;
use crate::audit::{Ask, EvidenceId, GroupsFor, NotTested, SchemesFor};
use crate::certificate::{KeyAlgorithm, PublicKey};
use crate::tls::names::{GroupName, SignatureKey, TLS_1_3};
use crate::tls::wire::{ClientHello, KeyShare};

const X25519: u16 = 0x001d;

/// A scheme that nobody has; a server that goes on with it goes on with anything.
const NOBODYS: u16 = 0xfdff;

/// What an RSA key signs by: PKCS #1 is for the signatures in certificates alone (RFC 9846 §4.3.3).
const IN_TLS_1_3: std::ops::RangeInclusive<u16> = 0x0804..=0x0806;

/// Asks for the schemes of a server that accepts these groups.
pub(super) async fn list<A: Ask>(inquiry: &Inquiry<'_, A>, groups: &GroupsFor) -> SchemesFor {
    let mut schemes = SchemesFor {
        version: TLS_1_3,
        accepted: Vec::new(),
        refused: Vec::new(),
        incomplete: None,
    };
    schemes.incomplete = match groups.accepted.iter().any(|(group, _)| *group == X25519) {
        true => {
            let why = ask_all(inquiry, &mut schemes).await.err();
            why.or(inquiry.cramped_by())
        }
        false => Some(inquiry.stopped().unwrap_or(NotTested::NoMeans(
            "it takes a key share for x25519, which the server does not accept",
        ))),
    };
    schemes
}

async fn ask_all<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    schemes: &mut SchemesFor,
) -> Result<(), NotTested> {
    let listed = list_all(inquiry, schemes).await;
    put_off(inquiry, schemes);
    listed
}

/// Puts the refusal of what the server's keys may sign by down for the second round: all that was refused together.
fn put_off<A: Ask>(inquiry: &Inquiry<'_, A>, schemes: &SchemesFor) {
    let keys = inquiry.keys();
    let may_sign = |scheme: &&u16| plausible(&keys, **scheme);
    if !inquiry.defers() || !schemes.refused.iter().any(|it| may_sign(&it)) {
        return;
    }
    let last = inquiry.exchanges().iter().rev().find_map(|exchange| {
        let (hello, _) = exchange.refusal()?;
        let is_one = hello.key_share == KeyShare::X25519 && exchange.heard.way().is_some();
        is_one.then(|| exchange.heard.clone())
    });
    if let Some(refused) = last {
        let hello = asking_for(inquiry, schemes.refused.clone());
        inquiry.defer(&refused, Meant::Otherwise, hello);
    }
}

/// Whether the server is likely to sign by a scheme.
fn plausible(keys: &[PublicKey], scheme: u16) -> bool {
    match keys.is_empty() {
        // Nothing is known of the certificates.
        true => key_of(scheme).is_some_and(|key| is_usual(key, scheme)),
        false => keys.iter().any(|key| fits(key, scheme)),
    }
}

async fn list_all<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    schemes: &mut SchemesFor,
) -> Result<(), NotTested> {
    let keys = inquiry.keys();
    let all = inquiry.schemes_asked(TLS_1_3);
    let may_sign = |scheme: &u16| plausible(&keys, *scheme);
    let (mut plausible, others): (Vec<u16>, Vec<u16>) = all.into_iter().partition(may_sign);
    let together = [&others[..], &[NOBODYS]].concat();
    match signs(inquiry, together).await? {
        Err(_) => schemes.refused.extend(others),
        Ok(_) if signs(inquiry, vec![NOBODYS]).await?.is_ok() => {
            let why = "the server goes on with a signature scheme that nobody has";
            return Err(NotTested::Unclear(why.to_owned()));
        }
        Ok(_) => ask_each(inquiry, schemes, others).await?,
    }
    if !keys.is_empty() {
        for scheme in plausible {
            ask_one(inquiry, schemes, scheme).await?;
        }
        return Ok(());
    }
    while let Some(kind) = plausible.first().copied().map(key_of) {
        let (same, rest) = plausible.into_iter().partition(|it| key_of(*it) == kind);
        plausible = rest;
        ask_each(inquiry, schemes, same).await?;
    }
    Ok(())
}

/// Asks for all of these at once, and one by one where that was accepted.
async fn ask_each<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    schemes: &mut SchemesFor,
    asked: Vec<u16>,
) -> Result<(), NotTested> {
    match asked.as_slice() {
        [] => return Ok(()),
        [one] => return ask_one(inquiry, schemes, *one).await,
        _ => {}
    }
    if signs(inquiry, asked.clone()).await?.is_err() {
        schemes.refused.extend(asked);
        return Ok(());
    }
    for scheme in asked {
        ask_one(inquiry, schemes, scheme).await?;
    }
    Ok(())
}

async fn ask_one<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    schemes: &mut SchemesFor,
    scheme: u16,
) -> Result<(), NotTested> {
    match signs(inquiry, vec![scheme]).await? {
        Ok(evidence) => schemes.accepted.push((scheme, evidence)),
        Err(_) => schemes.refused.push(scheme),
    }
    Ok(())
}

/// Whether the server goes on with one of these schemes, and the proof of either.
async fn signs<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    schemes: Vec<u16>,
) -> Result<Result<EvidenceId, EvidenceId>, NotTested> {
    let what = match schemes.as_slice() {
        [one] => format!("signature scheme {one:#06x}"),
        several => format!("{} signature schemes", several.len()),
    };
    let hello = asking_for(inquiry, schemes);
    // Where the keys are known, one that fits is to be expected.
    let is_expected = !inquiry.defers() && hello.schemes.len() == 1 && !inquiry.keys().is_empty();
    let heard = inquiry.ask(Meant::Otherwise, &what, hello.clone()).await?;
    let heard = match is_expected {
        true => inquiry.confirmed(heard, Meant::Otherwise, hello).await?,
        false => heard,
    };
    match heard.said {
        Said::Chose(flight) if flight.version == TLS_1_3 && !flight.retry => Ok(Ok(heard.evidence)),
        Said::Refused(..) => Ok(Err(heard.evidence)),
        said => Err(said.unclear()),
    }
}

fn asking_for<A: Ask>(inquiry: &Inquiry<'_, A>, schemes: Vec<u16>) -> ClientHello {
    let mut hello = inquiry.hello(TLS_1_3, inquiry.portions(TLS_1_3).concat());
    hello.groups = vec![X25519];
    hello.key_share = KeyShare::X25519;
    hello.schemes = schemes;
    hello
}

/// What TLS 1.3 allows for the certificates that there are.
fn is_usual(key: SignatureKey, scheme: u16) -> bool {
    match key {
        SignatureKey::Rsa => IN_TLS_1_3.contains(&scheme),
        SignatureKey::Ecdsa => matches!(scheme, 0x0403 | 0x0503 | 0x0603),
        SignatureKey::RsaPss | SignatureKey::Ed25519 | SignatureKey::Ed448 => true,
        _ => false,
    }
}

/// Whether a key can sign by a scheme in TLS 1.3, where each ECDSA scheme goes with one curve (RFC 9846 §4.3.3).
fn fits(key: &PublicKey, scheme: u16) -> bool {
    let Some(signs) = key_of(scheme) else {
        return false;
    };
    match (&key.algorithm, signs) {
        (KeyAlgorithm::Rsa, SignatureKey::Rsa) => IN_TLS_1_3.contains(&scheme),
        (KeyAlgorithm::RsaPss, SignatureKey::RsaPss)
        | (KeyAlgorithm::Ed25519, SignatureKey::Ed25519)
        | (KeyAlgorithm::Ed448, SignatureKey::Ed448)
        | (
            KeyAlgorithm::MlDsa44 | KeyAlgorithm::MlDsa65 | KeyAlgorithm::MlDsa87,
            SignatureKey::MlDsa,
        ) => true,
        (KeyAlgorithm::Ecdsa, SignatureKey::Ecdsa) => {
            let curve = key.curve.as_ref();
            let group = curve.and_then(|curve| GroupName::parse(&curve.name).ok());
            match group.map(|group| group.name) {
                Some("secp256r1") => scheme == 0x0403,
                Some("secp384r1") => scheme == 0x0503,
                Some("secp521r1") => scheme == 0x0603,
                Some("brainpoolP256r1") => scheme == 0x081a,
                Some("brainpoolP384r1") => scheme == 0x081b,
                Some("brainpoolP512r1") => scheme == 0x081c,
                _ => true,
            }
        }
        _ => false,
    }
}

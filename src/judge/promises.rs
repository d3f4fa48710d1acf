//! What DNS and the domain promise of a host: what its certificate is held against besides its path and names.

use super::dane::{DaneInput, OnDane, Shown, dane, would_match};
use super::demands::Demands;
use super::mta_sts::{self, OnDomain, OnHost, Terms};
use super::verdict::Verdict;
use crate::certificate::{Certificate, KeyAlgorithm};
use crate::dane::Tlsa;
use crate::probe::{Cause, Observation};
use crate::route::{Host, Route};
use crate::smtp::Stage;
use crate::tls::TlsFault;

/// The alert of a server that has nothing to offer to such a client (RFC 9846 §6.2): `handshake_failure`.
const HANDSHAKE_FAILURE: u8 = 40;

/// What is promised of one host.
#[derive(Clone, Copy, Debug)]
pub struct Promises<'a> {
    /// How it was found.
    pub route: &'a Route,
    /// The host; nothing where the route has none of that name.
    pub host: Option<&'a Host>,
    /// What was decided about the domain's MTA-STS; nothing where there is no policy domain.
    pub sts: Option<&'a OnDomain>,
    /// What MTA-STS is judged by.
    pub terms: Terms<'a>,
    /// TLSA records that the user gave instead of those in DNS.
    pub tlsa: &'a [Tlsa],
}

impl Promises<'_> {
    /// What the domain's MTA-STS policy makes of a session; nothing where there is none to hold it against.
    pub(super) fn mta_sts(&self, seen: &Observation, chain: &[Certificate]) -> Option<OnHost> {
        let domain = self.sts?;
        Some(mta_sts::host(&domain.state, seen, chain, &self.terms))
    }

    /// What DANE makes of a session that showed these certificates, and of what another connection showed to clients of
    /// another kind of signature; nothing where the target is unknown to the route.
    pub(super) fn dane(
        &self,
        session: (&Observation, &[Certificate]),
        other_key: Option<(&Observation, &[Certificate])>,
        demands: &Demands,
    ) -> Option<OnDane> {
        let host = self.host?;
        let (observation, chain) = session;
        let next_hop = demands.target_name.as_ref();
        let mut input = DaneInput::new(
            self.route,
            host,
            next_hop,
            observation,
            chain,
            self.tlsa,
            demands,
        );
        if let Some((seen, shown)) = other_key
            && let kind = chain.first().and_then(kind_of_key)
            && let Some(other) = other(seen, shown, kind.as_deref())
        {
            for first in &mut input.shown {
                first.label.clone_from(&kind);
            }
            input = input.with_shown(other);
        }
        Some(dane(&input))
    }
}

impl Promises<'_> {
    /// Whether a TLSA record would match certificates that the server showed without a handshake, after a session that failed.
    pub(super) fn would_match(
        &self,
        session: &Observation,
        chain: &[Certificate],
        demands: &Demands,
    ) -> Option<Verdict> {
        let next_hop = demands.target_name.as_ref();
        let host = self.host?;
        let input = DaneInput::new(self.route, host, next_hop, session, &[], self.tlsa, demands);
        would_match(&input, chain)
    }
}

/// What the other connection showed, where the session showed a key of this kind; nothing where the server has no certificate
/// with another, so that no sender can meet one.
fn other<'a>(
    seen: &Observation,
    chain: &'a [Certificate],
    session: Option<&str>,
) -> Option<Shown<'a>> {
    if let (Some(shown), Some(_)) = (&seen.seen, &seen.handshake) {
        return Some(Shown {
            label: chain.first().and_then(kind_of_key),
            chain: Ok(chain),
            signature: shown.signature.as_ref().map(|(_, it)| it.clone()),
        });
    }
    if has_no_other_key(seen) {
        return None;
    }
    let label = match session {
        Some("RSA") => "ECDSA",
        _ => "RSA",
    };
    Some(Shown {
        label: Some(label.to_owned()),
        chain: Err("the connection for it failed".to_owned()),
        signature: None,
    })
}

/// Whether a connection for the certificate with another kind of key failed because the server has none.
pub fn has_no_other_key(seen: &Observation) -> bool {
    let sent = seen.seen.as_ref().is_some_and(|it| !it.chain.is_empty());
    match seen.failure(Stage::StartTls) {
        Some(Cause::Tls(TlsFault::Alert(HANDSHAKE_FAILURE) | TlsFault::Incompatible(_))) => true,
        // A server without a certificate that fits may also send the one that it has (RFC 9846 §4.5.1.2).
        Some(Cause::Tls(TlsFault::Misbehaved(_))) => sent,
        _ => false,
    }
}

/// `RSA`, `ECDSA`, `Ed25519`.
fn kind_of_key(certificate: &Certificate) -> Option<String> {
    let contents = certificate.contents.as_ref().ok()?;
    Some(match contents.key.algorithm {
        KeyAlgorithm::RsaPss => KeyAlgorithm::Rsa.to_string(),
        ref other => other.to_string(),
    })
}

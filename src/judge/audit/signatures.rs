//! Whether a server signs its key exchange up to TLS 1.2, and what is known of the digests.

use super::met::why_left;
use super::schemes::hash;
use super::suite::{Suite, Trait};
use super::versions::facts;
use crate::audit::{EvidenceId, Known, NotTested, SchemesFor, Support, TlsFacts, VersionFacts};
use crate::tls::names::{KeyExchange, SIGNATURE_SCHEMES, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2};

/// The versions that name no scheme, and sign with SHA-1 or with MD5 and SHA-1 together (RFC 8996 §3).
const FIXED: [u16; 3] = [TLS_1_1, TLS_1_0, SSL_3_0];

/// What is known of a server's signatures over the key exchange.
pub(super) struct Signatures<'a> {
    tls: &'a TlsFacts,
    /// What is known of TLS 1.2, the one version in which the digest is a matter of choice.
    pub(super) in_tls12: InTls12,
    /// The older versions in which it signs, newest first, each with its proof.
    pub(super) in_older: Vec<(u16, EvidenceId)>,
    /// Why it is not known of an older version whether it signs there.
    pub(super) older_open: Option<NotTested>,
}

/// What is known of the signatures of TLS 1.2.
pub(super) enum InTls12 {
    /// It signs, and was asked for schemes.
    Asked,
    /// It does not speak TLS 1.2, or takes no suite there that is signed.
    Never,
    /// Nothing, for this reason.
    Open(NotTested),
}

impl<'a> Signatures<'a> {
    /// What is known of a server.
    pub(super) fn of(tls: &'a TlsFacts) -> Self {
        let mut in_older = Vec::new();
        let mut older_open = None;
        for facts in FIXED.iter().filter_map(|version| facts(tls, *version)) {
            match signed(facts).next() {
                Some(evidence) => in_older.push((facts.version, evidence)),
                None => older_open = older_open.or(why_left(facts, &is_signed).cloned()),
            }
        }
        Self {
            tls,
            in_tls12: in_tls12(tls),
            in_older,
            older_open,
        }
    }

    /// Why it is not known whether it signs in TLS 1.2 with a digest of these.
    pub(super) fn left(&self, of: impl Fn(&str) -> bool) -> Option<NotTested> {
        schemes_of_tls12(self.tls).find_map(|facts| {
            let why = facts.incomplete.as_ref()?;
            let mut schemes = SIGNATURE_SCHEMES.iter().map(|scheme| scheme.code_point);
            let left = schemes.any(|scheme| {
                let known = facts.refused.contains(&scheme)
                    || facts.accepted.iter().any(|(taken, _)| *taken == scheme);
                !known && hash(scheme).is_some_and(&of)
            });
            left.then(|| why.clone())
        })
    }
}

fn in_tls12(tls: &TlsFacts) -> InTls12 {
    let never_asked = || Known::<()>::default().not_tested().cloned();
    let asked = schemes_of_tls12(tls).next().is_some();
    let Some(facts) = facts(tls, TLS_1_2) else {
        return never_asked().map_or(InTls12::Never, InTls12::Open);
    };
    match &facts.support {
        Known::NotTested(why) => InTls12::Open(why.clone()),
        Known::Known(Support::No { .. }) => InTls12::Never,
        Known::Known(Support::Yes(_)) if asked => InTls12::Asked,
        Known::Known(Support::Yes(_)) => {
            let why = match signed(facts).next() {
                Some(_) => never_asked(),
                None => why_left(facts, &is_signed).cloned(),
            };
            why.map_or(InTls12::Never, InTls12::Open)
        }
    }
}

/// The schemes of TLS 1.2, where they could be asked for.
fn schemes_of_tls12(tls: &TlsFacts) -> impl Iterator<Item = &SchemesFor> {
    tls.schemes.iter().filter(|facts| {
        let none = matches!(facts.incomplete, Some(NotTested::NotApplicable(_)));
        facts.version == TLS_1_2 && !none
    })
}

/// The proofs of suites that are signed.
fn signed(facts: &VersionFacts) -> impl Iterator<Item = EvidenceId> {
    let version = facts.version;
    let suites = facts.suites.iter();
    let signed = suites.filter(move |it| is_signed(&Suite::of(version, it.suite)));
    signed.map(|it| it.evidence)
}

/// Whether the server signs its part of the key exchange with the key of a certificate.
fn is_signed(suite: &Suite) -> bool {
    let exchange = suite.key_exchange();
    matches!(exchange, Some(KeyExchange::Dhe | KeyExchange::Ecdhe)) && !suite.is(Trait::Anonymous)
}

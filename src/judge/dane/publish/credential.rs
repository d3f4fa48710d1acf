//! What a server proves itself with, now or next, and what TLSA records are to it.

use super::super::agility::is_superseded;
use super::super::finding::{Finding, How, RecordFinding};
use super::super::matching::matching;
use crate::certificate::{Certificate, PublicKey, SignedBy};
use crate::dane::{Combination, Tlsa};
use crate::dns::DomainName;
use std::fmt;

/// When a server shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It does now.
    Current,
    /// It is to, next.
    Next,
}

/// A certificate chain as it is sent, or a key of which no certificate is known. Shown as `ECDSA P-256 key of CN=mx.example.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// When it is shown.
    pub role: Role,
    /// Where it was seen: servers, or files.
    pub places: Vec<String>,
    /// The certificates, the server's own first; empty where only the key is known.
    pub chain: Vec<Certificate>,
    /// The key where there is no certificate.
    pub bare_key: Option<PublicKey>,
    /// The certificates of CAs in the chain were not given with it: the server sends them with its current certificate, and the same
    /// CA signed this one.
    pub same_issuer: bool,
}

impl Credential {
    /// A chain as it is sent.
    pub fn of_chain(role: Role, place: String, chain: Vec<Certificate>) -> Self {
        Self {
            role,
            places: vec![place],
            chain,
            bare_key: None,
            same_issuer: false,
        }
    }

    /// A key alone.
    pub fn of_key(role: Role, place: String, key: PublicKey) -> Self {
        Self {
            bare_key: Some(key),
            ..Self::of_chain(role, place, Vec::new())
        }
    }

    /// The same with the certificates that the server sends behind its current one, where there are none and the same CA signed both.
    pub fn behind(mut self, current: &[Self]) -> Self {
        let [alone] = self.chain.as_slice() else {
            return self;
        };
        let issuers = current.iter().find_map(|current| {
            let (_, issuers) = current.chain.split_first()?;
            let issuer = issuers.first()?;
            (alone.is_signed_by(issuer) == SignedBy::Yes).then(|| issuers.to_vec())
        });
        if let Some(issuers) = issuers {
            self.chain.extend(issuers);
            self.same_issuer = true;
        }
        self
    }

    /// The server's own certificate.
    pub fn end_entity(&self) -> Option<&Certificate> {
        self.chain.first()
    }

    /// The key; nothing where the certificate cannot be parsed.
    pub fn key(&self) -> Option<&PublicKey> {
        let certified = || Some(&self.end_entity()?.contents.as_ref().ok()?.key);
        self.bare_key.as_ref().or_else(certified)
    }

    /// Whether it has the same key as another.
    pub fn has_key_of(&self, other: &Self) -> bool {
        self.key().is_some_and(|key| Some(key) == other.key())
    }

    /// What each of these records is to it.
    pub(super) fn held_against(
        &self,
        records: &[Tlsa],
        names: &[DomainName],
        now: i64,
    ) -> Vec<RecordFinding> {
        if let Some(key) = &self.bare_key {
            return against_key(records, key);
        }
        // What comes next is looked at when it can be in use.
        let begins = self.end_entity().and_then(|it| it.contents.as_ref().ok());
        let begins = begins.map(|contents| contents.not_before);
        let at = match (self.role, begins) {
            (Role::Next, Some(begins)) => now.max(begins),
            _ => now,
        };
        matching(records, &self.chain, names, at)
    }

    /// What one record is to it by itself, whatever stronger digests stand beside: to senders that do not know those.
    pub(super) fn alone_against(&self, record: &Tlsa, names: &[DomainName], now: i64) -> Finding {
        let found = self.held_against(std::slice::from_ref(record), names, now);
        let found = found.into_iter().next();
        found.map_or(Finding::Nothing, |found| found.finding)
    }
}

/// Only DANE-EE SPKI(1) records speak of a key without its certificate (RFC 7671 §8).
fn against_key(records: &[Tlsa], key: &PublicKey) -> Vec<RecordFinding> {
    let usable: Vec<&Tlsa> = records
        .iter()
        .filter(|record| record.unusable().is_none())
        .collect();
    let finding = |record: &Tlsa| {
        let of_key = || Combination::of(record).record_of_key(key);
        match (record.unusable(), record.usage, record.selector) {
            (Some(unusable), ..) => Finding::Unusable(unusable),
            _ if is_superseded(record, &usable) => Finding::Superseded,
            (_, 3, 1) if of_key().as_ref() == Some(record) => Finding::Matched(How::EndEntity),
            (_, 3, 1) => Finding::Nothing,
            (_, 3, _) => Finding::CannotTell("of the certificate only the key is known".to_owned()),
            _ => Finding::CannotTell(
                "that depends on the CA that issues the certificate, of which only the key is known"
                    .to_owned(),
            ),
        }
    };
    let findings = records.iter().map(|record| RecordFinding {
        record: record.clone(),
        finding: finding(record),
    });
    findings.collect()
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.key(), self.end_entity()) {
            (Some(key), Some(certificate)) => write!(f, "{key} key of {certificate}"),
            (Some(key), None) => write!(f, "{key} key without a certificate"),
            (None, Some(certificate)) => certificate.fmt(f),
            (None, None) => f.write_str("no certificate"),
        }
    }
}

//! The records of what a server shows, and why some cannot be made.

use super::super::finding::Finding;
use super::advice::Advice;
use super::credential::Credential;
use crate::certificate::SignedBy;
use crate::dane::{Combination, Tlsa};
use crate::dns::DomainName;

/// A record that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The record.
    pub record: Tlsa,
    /// Of which of the credentials it speaks, by their places in the list.
    pub of: Vec<usize>,
    /// What is to be said of it.
    pub advice: Advice,
}

/// A record that is not proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotProposed {
    /// The combination that was asked for.
    pub combination: Combination,
    /// Of which credential, by its place in the list.
    pub of: usize,
    /// Why, as a sentence fragment.
    pub why: String,
}

/// The records of several credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposed {
    /// Each record once.
    pub records: Vec<Proposal>,
    /// Those that are not to be published.
    pub refused: Vec<NotProposed>,
}

/// The records of these credentials with these combinations; `names` are those of which the certificate must be for one where a record
/// speaks of its CA, `now` is in seconds since 1970.
pub fn propose(
    credentials: &[Credential],
    combinations: &[Combination],
    names: &[DomainName],
    now: i64,
) -> Proposed {
    let mut proposed = Proposed::default();
    for combination in combinations {
        for (of, credential) in credentials.iter().enumerate() {
            match record(credential, *combination, names, now) {
                Ok(record) => proposed.add(record, of),
                Err(why) => proposed.refused.push(NotProposed {
                    combination: *combination,
                    of,
                    why,
                }),
            }
        }
    }
    proposed
}

impl Proposed {
    fn add(&mut self, record: Tlsa, of: usize) {
        let mut known = self.records.iter_mut();
        match known.find(|known| known.record == record) {
            Some(known) => known.of.push(of),
            None => self.records.push(Proposal {
                advice: Advice::on(Combination::of(&record)),
                record,
                of: vec![of],
            }),
        }
    }
}

/// The record of one credential, or why there is none.
pub(super) fn record(
    credential: &Credential,
    combination: Combination,
    names: &[DomainName],
    now: i64,
) -> Result<Tlsa, String> {
    match combination.usage {
        1 | 3 => own(credential, combination),
        _ => issuer(credential, combination, names, now),
    }
}

fn own(credential: &Credential, combination: Combination) -> Result<Tlsa, String> {
    let made = match (&credential.bare_key, credential.end_entity()) {
        (Some(_), _) if combination.selector == 0 => {
            return Err("it speaks of the whole certificate, and only the key is known".to_owned());
        }
        (Some(key), _) => combination.record_of_key(key),
        (None, Some(end_entity)) => combination.record(end_entity),
        (None, None) => None,
    };
    made.ok_or_else(|| "the key in the certificate cannot be read".to_owned())
}

/// RFC 7672 §3.1.2: a server must send the certificate of the CA that a record speaks of, and what it sends must lead there.
fn issuer(
    credential: &Credential,
    combination: Combination,
    names: &[DomainName],
    now: i64,
) -> Result<Tlsa, String> {
    let Some((end_entity, above)) = credential.chain.split_first() else {
        return Err("who issues the certificate is not known: only the key is".to_owned());
    };
    if end_entity.is_self_issued() && above.is_empty() {
        return Err(
            "the certificate is signed by itself, so that no CA stands above it".to_owned(),
        );
    }
    let issuer = above
        .iter()
        .find(|above| end_entity.is_signed_by(above) == SignedBy::Yes);
    let Some(issuer) = issuer else {
        let name = match &end_entity.contents {
            Ok(contents) => contents.issuer.to_string(),
            Err(_) => "the CA".to_owned(),
        };
        return Err(format!(
            "the certificate of its issuer, {name}, is not sent with it, and without it no sender can use such a record \
             (RFC 7672, section 3.1.2): add it to the server's certificate file first"
        ));
    };
    let unreadable = || "the issuer's certificate cannot be read".to_owned();
    let record = combination.record(issuer).ok_or_else(unreadable)?;
    // PKIX-TA is judged as DANE-TA: what no sender can use is at least not wrong besides.
    let as_anchor = Tlsa {
        usage: 2,
        ..record.clone()
    };
    let records = [as_anchor];
    let findings = credential.held_against(&records, names, now);
    match findings.into_iter().next().map(|found| found.finding) {
        Some(Finding::Refused(refusals)) => {
            let refusals: Vec<String> = refusals.iter().map(ToString::to_string).collect();
            Err(format!(
                "senders would not take it: {}",
                refusals.join("; ")
            ))
        }
        Some(Finding::CannotTell(why)) => Err(format!("it cannot be judged here: {why}")),
        Some(Finding::Matched(_)) => Ok(record),
        _ => Err("the certificate of its issuer is too far up in what is sent".to_owned()),
    }
}

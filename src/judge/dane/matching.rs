//! TLSA records against the certificates of one handshake: what each record comes to.

use super::agility::is_superseded;
use super::finding::{Finding, How, RecordFinding};
use super::name::Named;
use super::trust_anchor::{Judge, Vouching};
use crate::certificate::Certificate;
use crate::dane::Tlsa;
use crate::dns::DomainName;
use crate::judge::pkix::{self, Which};
use std::collections::BTreeMap;

/// The certificate usages that mail between servers knows (RFC 7672 §3.1).
const DANE_TA: u8 = 2;

/// The selector that speaks of a key (RFC 6698 §2.1.2).
const SPKI: u8 = 1;

/// Of a chain as many certificates are held against the records as are considered for a path.
const MOST_CONSIDERED: usize = 17;

/// Holds each record against a chain as sent. The server is authenticated by any one that matches, once the signature over the
/// handshake is verified.
pub fn matching(
    records: &[Tlsa],
    chain: &[Certificate],
    references: &[DomainName],
    now: i64,
) -> Vec<RecordFinding> {
    let usable: Vec<&Tlsa> = records
        .iter()
        .filter(|record| record.unusable().is_none())
        .collect();
    let mut matching = Matching {
        judge: Judge {
            chain: chain.get(..MOST_CONSIDERED).unwrap_or(chain),
            references,
            now,
        },
        vouching: BTreeMap::new(),
    };
    let findings = records.iter().map(|record| RecordFinding {
        record: record.clone(),
        finding: match record.unusable() {
            Some(unusable) => Finding::Unusable(unusable),
            None if is_superseded(record, &usable) => Finding::Superseded,
            None if record.usage == DANE_TA => matching.trust_anchor(record),
            None => matching.end_entity(record),
        },
    });
    findings.collect()
}

struct Matching<'a> {
    judge: Judge<'a>,
    /// What came of the certificates that were sent as trust anchors, by their place.
    vouching: BTreeMap<usize, Vouching>,
}

impl Matching<'_> {
    /// RFC 7671 §5.1, RFC 7672 §3.1.1: neither names nor dates count.
    fn end_entity(&self, record: &Tlsa) -> Finding {
        let chain = self.judge.chain;
        let place = chain.iter().position(|sent| record.matches(sent));
        match (place, chain.first()) {
            (Some(0), _) => Finding::Matched(How::EndEntity),
            (Some(position), Some(_)) => Finding::AnotherCertificate(Which {
                position,
                name: chain
                    .get(position)
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            }),
            _ => self.nothing(record),
        }
    }

    /// The key of a certificate that cannot be parsed is not known, so that nothing can be said of it.
    fn nothing(&self, record: &Tlsa) -> Finding {
        let mut chain = self.judge.chain.iter();
        let unread = chain.find_map(|sent| Some((sent, sent.contents.as_ref().err()?)));
        match unread.filter(|_| record.selector == SPKI) {
            Some((sent, why)) => {
                Finding::CannotTell(format!("the key of {sent} cannot be read: {why}"))
            }
            None => Finding::Nothing,
        }
    }

    fn trust_anchor(&mut self, record: &Tlsa) -> Finding {
        let chain = self.judge.chain;
        let mut best = None;
        let sent = chain.iter().enumerate().skip(1);
        for (position, certificate) in sent.filter(|(_, sent)| record.matches(sent)) {
            let judge = self.judge;
            let vouching = self
                .vouching
                .entry(position)
                .or_insert_with(|| judge.by_certificate(certificate, Some(position)));
            let how = |named| How::Anchor {
                which: Which {
                    position,
                    name: certificate.to_string(),
                },
                sent: true,
                named,
            };
            match found(vouching.clone(), how) {
                matched @ Finding::Matched(_) => return matched,
                other => best = best.or(Some(other)),
            }
        }
        best.or_else(|| self.out_of_the_record(record))
            .unwrap_or_else(|| self.unmatched(record))
    }

    /// Full(0) records hold a trust anchor that need not be sent (RFC 7671 §5.2.2, §5.2.3).
    fn out_of_the_record(&self, record: &Tlsa) -> Option<Finding> {
        match (record.selector, record.matching_type) {
            (0, 0) if !self.is_end_entity(record) => {
                let anchor = Certificate::from_der(&record.data);
                let vouching = self.judge.by_certificate(&anchor, None);
                let how = |named| How::Anchor {
                    which: Which {
                        position: self.judge.chain.len(),
                        name: anchor.to_string(),
                    },
                    sent: false,
                    named,
                };
                Some(found(vouching, how))
            }
            (1, 0) => {
                let vouching = self.judge.by_key(&record.data)?;
                let position = pkix::top(self.judge.chain);
                let top = self.judge.chain.get(position)?;
                let how = |named| How::Key {
                    signed: Which {
                        position,
                        name: top.to_string(),
                    },
                    named,
                };
                Some(found(vouching, how))
            }
            _ => None,
        }
    }

    fn is_end_entity(&self, record: &Tlsa) -> bool {
        let end_entity = self.judge.chain.first();
        end_entity.is_some_and(|end_entity| record.matches(end_entity))
    }

    /// OpenSSL looks for trust anchors above the server's own certificate only, also where that is signed by itself.
    fn unmatched(&self, record: &Tlsa) -> Finding {
        match self.is_end_entity(record) {
            true => Finding::EndEntityAsAnchor,
            false => self.nothing(record),
        }
    }
}

fn found(vouching: Vouching, how: impl FnOnce(Named) -> How) -> Finding {
    match vouching {
        Vouching::For(named) => Finding::Matched(how(named)),
        Vouching::Not(refusals) => Finding::Refused(refusals),
        Vouching::CannotTell(why) => Finding::CannotTell(why),
    }
}

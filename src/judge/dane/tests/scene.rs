//! An endpoint with TLSA records, good unless a test says otherwise.

use super::super::*;
use crate::certificate::Certificate;
use crate::certificate::forge::NOW;
use crate::dane::Tlsa;
use crate::dns::{DnssecReach, DnssecStatus, DomainName, Lookup, NoAnswer, Trail};
use crate::exit::ExitCode;
use crate::judge::{Level, ResultType, Status, Verdict};
use crate::route::{Candidate, TlsaSearch};
use crate::tls::HandshakeSignature;

/// All that the judgement is made from, owned.
#[derive(Clone)]
pub struct Scene {
    pub search: TlsaSearch,
    pub given: Vec<Tlsa>,
    pub reach: DnssecReach,
    pub references: Vec<DomainName>,
    pub mx_is_secure: bool,
    pub port: u16,
    pub tls: TlsSeen,
    pub offered_at_other_times: bool,
    pub chain: Vec<Certificate>,
    pub signature: Option<HandshakeSignature>,
    pub others: Vec<(&'static str, Result<Vec<Certificate>, String>)>,
    pub level: Level,
    pub submission: bool,
    pub now: i64,
}

/// The end of a case.
pub type Expected<'a> = (Status, ExitCode, Option<ResultType>, &'a [&'a str]);

impl Scene {
    /// mx.example.com shows this chain, and has these secure records.
    pub fn new(records: &[Tlsa], chain: &[&Certificate]) -> Self {
        Self {
            search: published(records),
            given: Vec::new(),
            reach: DnssecReach::Validated,
            references: vec![name("mx.example.com")],
            mx_is_secure: true,
            port: 25,
            tls: TlsSeen::Established,
            offered_at_other_times: false,
            chain: chain.iter().map(|it| (*it).clone()).collect(),
            signature: Some(HandshakeSignature::Verified),
            others: Vec::new(),
            level: Level::Verify,
            submission: false,
            now: NOW,
        }
    }

    /// The same after a change.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub fn judged(&self) -> OnDane {
        let label = (!self.others.is_empty()).then(|| "ECDSA".to_owned());
        let mut input = DaneInput {
            records: match self.given.is_empty() {
                true => Records::Published(&self.search),
                false => Records::Given(&self.given),
            },
            reach: self.reach.clone(),
            base_domain: Some(name("mx.example.com")),
            references: self.references.clone(),
            mx_is_secure: self.mx_is_secure,
            port: self.port,
            tls: self.tls.clone(),
            offered_at_other_times: self.offered_at_other_times,
            shown: vec![Shown {
                label,
                chain: Ok(&self.chain),
                signature: self.signature.clone(),
            }],
            level: self.level,
            submission: self.submission,
            now: self.now,
        };
        for (label, chain) in &self.others {
            input = input.with_shown(Shown {
                label: Some((*label).to_owned()),
                chain: match chain {
                    Ok(chain) => Ok(chain),
                    Err(why) => Err(why.clone()),
                },
                signature: Some(HandshakeSignature::Verified),
            });
        }
        dane(&input)
    }

    /// The first verdict ends so and says these words, and every verdict has the form of one.
    #[track_caller]
    pub fn ends(&self, case: &str, (status, exit, result_type, words): Expected<'_>) -> OnDane {
        let judged = self.judged();
        let first = judged.verdicts.first().expect("a verdict");
        let end = (first.status, first.exit, first.result_type);
        assert_eq!(
            end,
            (status, exit, result_type),
            "{case}: {:#?}",
            judged.verdicts
        );
        for word in words {
            assert!(
                first.reason.contains(word),
                "{case}: no {word:?} in {first:#?}"
            );
        }
        for verdict in &judged.verdicts {
            let reason = &verdict.reason;
            assert!(
                !reason.ends_with('.') && reason.is_ascii() && !reason.contains('\n'),
                "{case}: {reason}"
            );
            if matches!(verdict.status, Status::Warn | Status::Fail) {
                assert!(verdict.fix.is_some(), "{case}: no fix in {verdict:?}");
            }
        }
        // What decides the exit code stands first.
        let later = judged.verdicts.iter().skip(1);
        for verdict in later.filter(|verdict| verdict.exit != ExitCode::Success) {
            assert_eq!(verdict.exit, exit, "{case}: {:#?}", judged.verdicts);
        }
        judged
    }
}

/// Some verdict has this status and all these words, in its reason or its fix.
#[track_caller]
pub fn says(judged: &OnDane, status: Status, words: &[&str]) {
    let told = |verdict: &Verdict| {
        let fix = verdict.fix.as_deref().unwrap_or_default();
        format!("{} / {fix}", verdict.reason)
    };
    let fits = |verdict: &&Verdict| {
        verdict.status == status && words.iter().all(|word| told(verdict).contains(word))
    };
    let found = judged.verdicts.iter().find(fits);
    assert!(
        found.is_some(),
        "{words:?} is not in {:#?}",
        judged.verdicts
    );
}

/// No verdict has any of these words.
#[track_caller]
pub fn never(judged: &OnDane, words: &[&str]) {
    for verdict in &judged.verdicts {
        for word in words {
            assert!(!verdict.reason.contains(word), "{word:?} is in {verdict:?}");
        }
    }
}

/// The record of a certificate.
pub fn record(certificate: &Certificate, usage: u8, selector: u8, matching: u8) -> Tlsa {
    Tlsa::of(certificate, usage, selector, matching).expect("a record")
}

/// A record that matches nothing.
pub fn stranger(usage: u8, selector: u8, matching: u8) -> Tlsa {
    let length = if matching == 2 { 64 } else { 32 };
    Tlsa {
        usage,
        selector,
        matching_type: matching,
        data: vec![0xab; length],
    }
}

pub fn name(name: &str) -> DomainName {
    DomainName::parse(name).expect("a name")
}

pub fn published(records: &[Tlsa]) -> TlsaSearch {
    asked(Ok(records.to_vec()), DnssecStatus::Secure)
}

/// A search that came to this.
pub fn asked(outcome: Result<Vec<Tlsa>, NoAnswer>, status: DnssecStatus) -> TlsaSearch {
    TlsaSearch::Asked(vec![Candidate {
        base_domain: name("mx.example.com"),
        lookup: Lookup {
            outcome,
            trail: Trail {
                owner: "_25._tcp.mx.example.com".to_owned(),
                record_type: "TLSA",
                aliases: Vec::new(),
                status,
                reason: None,
                opinion: None,
            },
            ttl: Some(3600),
            signed: None,
        },
    }])
}

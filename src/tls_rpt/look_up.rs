//! Asking for the TXT records at `_smtp._tls`.

use super::record::{TlsRptRecords, read};
use crate::dns::{DomainName, NoAnswer, Resolver, Trail};
use std::time::Instant;

/// What was found of TLS reporting at a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsRpt {
    /// The policy domain.
    pub domain: DomainName,
    /// The TXT records at `_smtp._tls`, or why it is not known whether there are any.
    pub records: Result<TlsRptRecords, NoAnswer>,
    /// How they were looked up.
    pub trail: Trail,
}

/// Looks up where a domain wants its reports.
pub async fn look_up(domain: &DomainName, resolver: &Resolver, deadline: Instant) -> TlsRpt {
    let lookup = resolver
        .txt_until(&format!("_smtp._tls.{domain}"), deadline)
        .await;
    let records = match lookup.outcome {
        Ok(records) => Ok(read(&records)),
        Err(no_answer) if no_answer.is_certain() => Ok(TlsRptRecords::None(Vec::new())),
        Err(no_answer) => Err(no_answer),
    };
    TlsRpt {
        domain: domain.clone(),
        records,
        trail: lookup.trail,
    }
}

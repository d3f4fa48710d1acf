//! TLSA records against certificates that a server showed without proving that it has their key, because no handshake was completed.

use super::input::DaneInput;
use super::matching::matching;
use crate::certificate::Certificate;
use crate::judge::check::Check;
use crate::judge::verdict::{Status, Verdict};

/// Whether a record would match, as a note: it authenticates nobody. Nothing where there is no record.
pub(in crate::judge) fn would_match(
    input: &DaneInput<'_>,
    chain: &[Certificate],
) -> Option<Verdict> {
    let records = input.judged_records();
    if records.is_empty() || chain.is_empty() {
        return None;
    }
    let findings = matching(records, chain, &input.references, input.now);
    let matched = findings.iter().find(|it| it.matched().is_some());
    let reason = match matched {
        Some(found) => format!(
            "the record {} matches the certificate that the server would show; that authenticates nobody as long as there is no TLS",
            found.record
        ),
        None => format!(
            "no TLSA record at {} matches the certificate that the server would show",
            input.place()
        ),
    };
    Some(Verdict::new(Check::Dane, Status::Note, reason))
}

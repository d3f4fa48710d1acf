//! The records to publish.

use crate::certificate::Certificate;
use crate::dane::Tlsa;

/// The record of a server's key as a line for the zone: DANE-EE(3) SPKI(1) SHA2-256(1), which every sender knows (RFC 7671
/// §2) and which a renewed certificate with the same key still fits.
pub(super) fn publish(end_entity: &Certificate, owner: &str) -> Option<String> {
    let record = Tlsa::of(end_entity, 3, 1, 1)?;
    Some(format!("publish {owner} IN TLSA {record}"))
}

/// What to do where no record matches this certificate. `others` are the certificates that the server shows beside it, to clients that
/// take another kind of key.
pub(super) fn replace(
    end_entity: &Certificate,
    owner: &str,
    records: &[Tlsa],
    others: &[&Certificate],
) -> String {
    let of_nothing = records.iter().any(Tlsa::is_of_nothing);
    let made = match of_nothing {
        true => "make the record anew from the certificate: ",
        false => "if this is the right certificate, ",
    };
    let published = publish(end_entity, owner).unwrap_or_else(|| {
        format!(
            "let the server show a certificate that can be read, and publish its record at {owner}"
        )
    });
    let is_needed = |record: &&Tlsa| others.iter().any(|other| record.matches(other));
    if let Some(needed) = records.iter().find(is_needed) {
        return format!(
            "{made}{published}, beside {}, which the server's other certificate needs; if it is the wrong one, configure the right one",
            needed.shortened()
        );
    }
    let removed = match records {
        [one] => format!(
            "remove {}, unless another certificate of the server needs it",
            one.shortened()
        ),
        _ => "remove those of old keys".to_owned(),
    };
    format!("{made}{published}, and {removed}; if it is the wrong one, configure the right one")
}

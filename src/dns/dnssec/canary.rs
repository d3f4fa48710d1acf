//! Whether a server hands out signatures and denials at all, tried where both certainly exist.

use super::records::{nsec, nsec3, rrsig};
use super::validator::{Canary, options};
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer};
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{DnsRequest, Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// Asks for two things about the zone of the trust anchor: its SOA record, which is signed, and its address, which it should not
/// have, so that an NSEC or NSEC3 record has to say so. Both are asked daily, and both names exist.
pub(super) async fn ask<H: DnsHandle>(handle: &H, zone: &Name) -> Canary {
    let (soa, address) = tokio::join!(
        records(handle, zone, RecordType::SOA),
        records(handle, zone, RecordType::A)
    );
    judge(zone, soa, address)
}

fn judge(
    zone: &Name,
    soa: Result<Vec<Record>, NetError>,
    address: Result<Vec<Record>, NetError>,
) -> Canary {
    let zone = zone.to_ascii();
    match soa {
        Ok(records) if records.iter().any(|record| rrsig(record).is_some()) => {}
        Ok(_) => return Canary::Strips(format!("no RRSIG came with the SOA record of {zone}")),
        Err(error) => {
            let question = format!("SOA of {zone}");
            return Canary::Silent(match error {
                NetError::Dns(DnsError::ResponseCode(code)) => {
                    let code = super::opinion::code_word(code);
                    format!("{question} was answered with {code}")
                }
                NetError::Timeout => format!("{question} was not answered in time"),
                other => format!("{question} could not be asked: {other}"),
            });
        }
    }
    let proves = |record: &Record| {
        nsec(record).is_some() || nsec3(record).is_some() || record.record_type() == RecordType::A
    };
    match address {
        Ok(records) if !records.iter().any(proves) => Canary::Strips(format!(
            "no NSEC or NSEC3 record came with the denial of an address of {zone}"
        )),
        // That the second question has no answer is nothing against the first.
        _ => Canary::Passes,
    }
}

/// All that an answer or a denial holds.
async fn records<H: DnsHandle>(
    handle: &H,
    zone: &Name,
    record_type: RecordType,
) -> Result<Vec<Record>, NetError> {
    let query = Query::query(zone.clone(), record_type);
    let mut request = DnsRequest::from_query(query, options());
    request.metadata.checking_disabled = true;
    match handle.send(request).first_answer().await {
        Ok(message) => match message.response_code {
            ResponseCode::NoError | ResponseCode::NXDomain => {
                Ok(message.all_sections().cloned().collect())
            }
            code => Err(NetError::Dns(DnsError::ResponseCode(code))),
        },
        Err(NetError::Dns(DnsError::NoRecordsFound(none))) => {
            let authorities = none.authorities.iter().flat_map(|records| records.iter());
            Ok(authorities.cloned().collect())
        }
        Err(error) => Err(error),
    }
}

//! Aliases: CNAME, and DNAME with the name that it makes (RFC 6672 §2.2).

use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use hickory_resolver::proto::serialize::binary::{BinDecodable, BinDecoder};

/// The target of the CNAME record at the name, if there is one.
pub(super) fn cname_target<'a>(records: &'a [Record], name: &Name) -> Option<&'a Name> {
    records.iter().find_map(|record| match &record.data {
        RData::CNAME(target) if record.name == *name => Some(&target.0),
        _ => None,
    })
}

/// The DNAME record above the name, if there is one. At its own owner a DNAME redirects nothing.
pub(super) fn dname_above<'a>(records: &'a [Record], name: &Name) -> Option<&'a Record> {
    records.iter().find(|record| {
        record.record_type() == RecordType::DNAME
            && record.name != *name
            && record.name.zone_of(name)
    })
}

/// The name that a DNAME record makes of one below its owner; nothing where the record is broken or the name becomes too long.
pub(super) fn dname_target(dname: &Record, name: &Name) -> Option<Name> {
    // hickory keeps the record as octets; RFC 6672 §2.5 forbids compression in it.
    let RData::Unknown { rdata, .. } = &dname.data else {
        return None;
    };
    let target = Name::read(&mut BinDecoder::new(&rdata.anything)).ok()?;
    let kept = name.iter().len().checked_sub(dname.name.iter().len())?;
    Name::from_labels(name.iter().take(kept).chain(target.iter())).ok()
}

/// Brings a DNAME into the canonical form that signatures are made over: its target in lower case (RFC 4034 §6.2), which
/// hickory does not do for records that it keeps as octets.
pub(super) fn canonical_dname(record: &mut Record) {
    if record.record_type() != RecordType::DNAME {
        return;
    }
    if let RData::Unknown { rdata, .. } = &mut record.data {
        // A label's length is below 64 and never a letter.
        rdata.anything.make_ascii_lowercase();
    }
}

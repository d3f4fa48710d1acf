//! The TXT records at `_smtp._tls`: every place that is read can be shown, and is the same place again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::tls_rpt::{Destination, TlsRptRecords, read_records};
use smtls_fuzz::is_plain;

fuzz_target!(|data: &[u8]| {
    // A line is a record.
    let records: Vec<Vec<u8>> = data
        .split(|octet| *octet == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let count = records
        .iter()
        .filter(|it| it.starts_with(b"v=TLSRPTv1;"))
        .count();
    match read_records(&records) {
        TlsRptRecords::None(strays) => {
            assert_eq!(count, 0);
            assert!(strays.len() <= 5 && strays.iter().all(|stray| stray.text.len() <= 300));
        }
        TlsRptRecords::Several(several) => assert_eq!((several, count > 1), (count, true)),
        TlsRptRecords::Malformed { fault, .. } => {
            assert_eq!(count, 1);
            assert!(!fault.to_string().is_empty());
        }
        TlsRptRecords::One(record) => {
            assert_eq!(count, 1);
            assert!((1..=50).contains(&record.destinations.len()));
            assert!(record.remarks.len() <= 100 && record.unknown.len() <= 50);
            for destination in &record.destinations {
                let uri = destination.uri();
                assert!(is_plain(uri) && !uri.contains([' ', ',', ';']), "{uri:?}");
                assert_eq!(Destination::parse(uri).as_ref(), Ok(destination));
            }
        }
    }
});

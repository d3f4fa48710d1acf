//! The TXT records at `_mta-sts`: what counts is as the grammar has it, and what is shown of the rest is bounded.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::mta_sts::{StsRecords, read_records};

fuzz_target!(|data: &[u8]| {
    // A line is a record.
    let records: Vec<Vec<u8>> = data
        .split(|octet| *octet == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let ours = |record: &&Vec<u8>| record.starts_with(b"v=STSv1;");
    let count = records.iter().filter(ours).count();
    match read_records(&records) {
        StsRecords::None(strays) => {
            assert_eq!(count, 0);
            assert!(strays.len() <= 5 && strays.iter().all(|stray| stray.text.len() <= 300));
        }
        StsRecords::Several(several) => assert_eq!((several, count > 1), (count, true)),
        StsRecords::Malformed { fault, text } => {
            assert_eq!(count, 1);
            assert!(!fault.to_string().is_empty() && text.len() <= 300);
        }
        StsRecords::One(record) => {
            assert_eq!(count, 1);
            let id = record.id.as_bytes();
            assert!((1..=32).contains(&id.len()) && id.iter().all(u8::is_ascii_alphanumeric));
            assert!(record.unknown.iter().all(|field| field.check().is_ok()));
            // The record that its fields make is the same again.
            let mut again = format!("v=STSv1; id={}", record.id);
            for field in &record.unknown {
                again.push_str(&format!("; {}={}", field.name, field.value));
            }
            let again = read_records(&[again.into_bytes()]);
            let again = again.one().expect("a record of the same fields");
            assert_eq!((&again.id, &again.unknown), (&record.id, &record.unknown));
        }
    }
});

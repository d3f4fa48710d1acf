//! TLSA records, as text and as a zone has them: what is read is written the same again, and whatever a zone publishes comes to
//! one finding a record.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use smtls::certificate::Certificate;
use smtls::dane::Tlsa;
use smtls::dns::{DnssecReach, DomainName};
use smtls::judge::Level;
use smtls::judge::dane::{DaneInput, Finding, Records, Shown, TlsSeen, dane, matching};
use smtls::tls::HandshakeSignature;
use smtls_fuzz::is_plain;
use std::sync::LazyLock;

/// A server's certificate, its root, and one that has nothing to do with either.
static CHAIN: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
    [
        &include_bytes!("../../tests/fixtures/certificates/rsa1024.pem")[..],
        include_bytes!("../../tests/fixtures/certificates/root.pem"),
        include_bytes!("../../tests/fixtures/certificates/p192.pem"),
    ]
    .map(|pem| {
        let der = CertificateDer::from_pem_slice(pem).expect("a fixture");
        Certificate::from_der(&der)
    })
    .to_vec()
});

/// A moment at which the fixtures are valid: 2027-01-15.
const NOW: i64 = 1_800_000_000;

fuzz_target!(|octets: &[u8]| {
    if let Ok(text) = std::str::from_utf8(octets) {
        as_text(text);
    }
    as_records(octets);
});

fn as_text(text: &str) {
    match text.parse::<Tlsa>() {
        Ok(record) => written_and_read(&record),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn written_and_read(record: &Tlsa) {
    let written = record.to_string();
    assert!(is_plain(&written), "{written:?}");
    assert!(is_plain(&record.shortened()) && record.shortened().len() <= 40);
    if !record.data.is_empty() {
        assert_eq!(written.parse().as_ref(), Ok(record));
        let named = format!(
            "{} {}",
            record.acronyms(),
            &written[written.rfind(' ').unwrap_or(0)..]
        );
        assert_eq!(named.parse().as_ref(), Ok(record), "{named}");
    }
    assert!(
        !record
            .unusable()
            .is_some_and(|it| it.to_string().is_empty())
    );
}

/// Three octets of fields and one that says where the data is from: as many octets of the input, or one of the certificates.
fn as_records(mut octets: &[u8]) {
    let chain = &*CHAIN;
    let mut records = Vec::new();
    while let [usage, selector, matching_type, from, rest @ ..] = octets {
        octets = rest;
        let of_certificate = chain
            .get(usize::from(*from).wrapping_sub(200))
            .and_then(|it| Tlsa::of(it, 3, *selector, *matching_type));
        let data = match of_certificate {
            Some(made) => made.data,
            None => {
                let (data, after) = octets.split_at(usize::from(*from).min(octets.len()));
                octets = after;
                data.to_vec()
            }
        };
        records.push(Tlsa {
            usage: *usage,
            selector: *selector,
            matching_type: *matching_type,
            data,
        });
    }
    records.iter().for_each(written_and_read);
    let references =
        ["mx.example.test", "example.test"].map(|name| DomainName::parse(name).expect("a name"));
    let findings = matching(&records, chain, &references, NOW);
    assert_eq!(findings.len(), records.len());
    for (found, record) in findings.iter().zip(&records) {
        assert_eq!(found.record, *record);
        assert!(is_plain(&found.to_string()), "{found}");
        let is_unusable = matches!(found.finding, Finding::Unusable(_));
        assert_eq!(is_unusable, record.unusable().is_some());
        if found.matched().is_some() {
            let sent = chain.iter().any(|sent| record.matches(sent));
            assert!(
                sent || (record.usage, record.matching_type) == (2, 0),
                "{found}"
            );
            assert!(matches!(record.usage, 2 | 3));
        }
    }
    if records.is_empty() {
        return;
    }
    let judged = dane(&DaneInput {
        records: Records::Given(&records),
        reach: DnssecReach::Validated,
        base_domain: references.first().cloned(),
        references: references.to_vec(),
        mx_is_secure: true,
        port: 25,
        tls: TlsSeen::Established,
        offered_at_other_times: false,
        shown: vec![Shown {
            label: None,
            chain: Ok(chain),
            signature: Some(HandshakeSignature::Verified),
        }],
        level: Level::Verify,
        submission: false,
        now: NOW,
    });
    assert!(!judged.verdicts.is_empty());
    for verdict in &judged.verdicts {
        assert!(is_plain(&verdict.reason), "{}", verdict.reason);
    }
}

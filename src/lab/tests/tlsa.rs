//! The lab's TLSA records are of the certificates that its servers show.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, SHA512, digest};
use hickory_server::proto::rr::{RData, RecordType};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use x509_parser::parse_x509_certificate;

use super::client::{secure, start_tls};
use super::validator;
use crate::lab::{CertificateSpec, Key, Lab, Manners, Pinned, Scenario, TlsProfile, TlsaSpec, mx};

const HOST: &str = "mx1.one.test";
const OWNER: &str = "_25._tcp.mx1.one.test";

/// The record's numbers, what it is of, where that stands in the chain, and what the record says of it.
type Row<'a> = ((u8, u8, u8), Pinned, usize, &'a dyn Fn(&[u8]) -> Vec<u8>);

fn spec(numbers: (u8, u8, u8), of: Pinned) -> TlsaSpec {
    let (usage, selector, matching_type) = numbers;
    TlsaSpec {
        owner: OWNER.to_owned(),
        usage,
        selector,
        matching_type,
        of,
    }
}

fn scenario(tlsa: Vec<TlsaSpec>, tls: TlsProfile) -> Scenario {
    let manners = Manners {
        tls,
        ..Manners::default()
    };
    Scenario {
        hosts: vec![mx(10, HOST, manners)],
        tlsa,
        ..Scenario::new("one", "")
    }
}

/// The record that came out, once its signature is checked.
fn record(lab: &Lab) -> (u8, u8, u8, Vec<u8>) {
    let message = validator::secure(lab, OWNER, RecordType::TLSA);
    let mut records = message
        .answers
        .iter()
        .filter_map(|record| match &record.data {
            RData::TLSA(tlsa) => Some((
                tlsa.cert_usage.into(),
                tlsa.selector.into(),
                tlsa.matching.into(),
                tlsa.cert_data.clone(),
            )),
            _ => None,
        });
    records.next().unwrap()
}

fn key_of(der: &[u8]) -> Vec<u8> {
    let (_, certificate) = parse_x509_certificate(der).unwrap();
    certificate.public_key().raw.to_vec()
}

fn sha256(octets: &[u8]) -> Vec<u8> {
    digest(&SHA256, octets).as_ref().to_vec()
}

#[test]
fn records_are_of_the_certificate_that_is_shown() {
    let whole = |der: &[u8]| der.to_vec();
    let sha512 = |der: &[u8]| digest(&SHA512, der).as_ref().to_vec();
    let rows: [Row; 6] = [
        ((3, 1, 1), Pinned::Host(HOST.to_owned()), 0, &|der| {
            sha256(&key_of(der))
        }),
        ((3, 0, 1), Pinned::Host(HOST.to_owned()), 0, &sha256),
        ((3, 0, 2), Pinned::Host(HOST.to_owned()), 0, &sha512),
        ((3, 0, 0), Pinned::Host(HOST.to_owned()), 0, &whole),
        ((3, 1, 0), Pinned::Host(HOST.to_owned()), 0, &key_of),
        ((2, 1, 1), Pinned::Intermediate, 1, &|der| {
            sha256(&key_of(der))
        }),
    ];
    for (numbers, of, place, data) in rows {
        let scenario = scenario(vec![spec(numbers, of)], TlsProfile::default());
        let lab = Lab::start(&scenario).unwrap();
        let tls = secure(&lab, start_tls(&lab), false).unwrap();
        let chain = tls.conn.peer_certificates().unwrap();
        let (usage, selector, matching, octets) = record(&lab);
        assert_eq!((usage, selector, matching), numbers);
        assert_eq!(octets, data(&chain[place]), "{numbers:?}");
    }
}

#[test]
fn records_can_be_of_what_is_not_shown() {
    let start = |numbers, of| {
        let lab = Lab::start(&scenario(vec![spec(numbers, of)], TlsProfile::default())).unwrap();
        let root = CertificateDer::from_pem_file(lab.folder().join("root.pem")).unwrap();
        let tls = secure(&lab, start_tls(&lab), false).unwrap();
        let shown = tls.conn.peer_certificates().unwrap()[0].clone();
        (record(&lab).3, root, shown)
    };
    let (octets, root, _) = start((2, 0, 1), Pinned::Root);
    assert_eq!(octets, sha256(&root));
    let (octets, _, shown) = start((3, 1, 1), Pinned::Another);
    assert_eq!(octets.len(), 32);
    assert_ne!(octets, sha256(&key_of(&shown)));
    let (octets, _, _) = start((9, 8, 7), Pinned::Octets(vec![1, 2, 3]));
    assert_eq!(octets, [1, 2, 3]);
}

#[test]
fn a_record_of_a_certificate_that_is_not_there_keeps_a_lab_from_starting() {
    for of in [
        Pinned::Host("mx2.one.test".to_owned()),
        Pinned::SecondOf(HOST.to_owned()),
    ] {
        let scenario = scenario(vec![spec((3, 1, 1), of)], TlsProfile::default());
        let error = Lab::start(&scenario).err().unwrap();
        assert!(error.to_string().contains("no such certificate"), "{error}");
    }
}

/// Takes any certificate, and says that it can verify one kind of signatures only.
#[derive(Debug)]
struct OnlyRsa;

impl ServerCertVerifier for OnlyRsa {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::RSA_PSS_SHA256]
    }
}

#[test]
fn the_second_certificate_is_shown_to_whom_the_first_does_not_fit() {
    let tls = TlsProfile {
        second: Some(CertificateSpec {
            key: Key::Rsa2048,
            ..CertificateSpec::default()
        }),
        ..TlsProfile::default()
    };
    let second = spec((3, 1, 1), Pinned::SecondOf(HOST.to_owned()));
    let lab = Lab::start(&scenario(vec![second], tls)).unwrap();
    let pinned = record(&lab).3;
    let first = secure(&lab, start_tls(&lab), false).unwrap();
    let first = &first.conn.peer_certificates().unwrap()[0];
    assert_ne!(sha256(&key_of(first)), pinned);

    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(OnlyRsa))
        .with_no_client_auth();
    let name = ServerName::try_from(HOST).unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut tls = StreamOwned::new(session, start_tls(&lab));
    while tls.conn.is_handshaking() {
        tls.conn.complete_io(&mut tls.sock).unwrap();
    }
    let second = &tls.conn.peer_certificates().unwrap()[0];
    assert_eq!(sha256(&key_of(second)), pinned);
}

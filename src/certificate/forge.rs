//! Certificates made for tests: good ones, and with one defect each.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    SigningKey,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use time::OffsetDateTime;

use super::der::elements;
use super::{Certificate, in_sequence};

/// The moment that the tests call now: 2026-11-21 12:00:00 UTC.
pub(crate) const NOW: i64 = 1_795_262_400;

/// One day in seconds.
pub(crate) const DAY: i64 = 86_400;

/// A CA with its key.
pub(crate) struct Authority {
    pub(crate) certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// A self-signed root, valid from ten years before to ten years after [`NOW`].
    pub(crate) fn root(name: &str) -> Self {
        Self::root_with(name, |_| ())
    }

    /// The same after a change.
    pub(crate) fn root_with(name: &str, change: impl FnOnce(&mut CertificateParams)) -> Self {
        let key = key();
        let params = ca(name, change);
        let certificate = Certificate::from_der(params.self_signed(&key).expect("signs").der());
        let issuer = Issuer::new(params, key);
        Self {
            certificate,
            issuer,
        }
    }

    /// An intermediate CA below this one.
    pub(crate) fn intermediate(&self, name: &str) -> Self {
        self.intermediate_with(name, |_| ())
    }

    /// The same after a change.
    pub(crate) fn intermediate_with(
        &self,
        name: &str,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        let key = key();
        let params = ca(name, change);
        let signed = params.signed_by(&key, &self.issuer).expect("signs");
        let issuer = Issuer::new(params, key);
        Self {
            certificate: Certificate::from_der(signed.der()),
            issuer,
        }
    }

    /// A certificate for mx.example.com that expires 39 days after [`NOW`].
    pub(crate) fn issue(&self) -> Certificate {
        self.issue_with(|_| ())
    }

    /// The same after a change.
    pub(crate) fn issue_with(&self, change: impl FnOnce(&mut CertificateParams)) -> Certificate {
        let mut params = params("mx.example.com", &["mx.example.com"]);
        change(&mut params);
        Certificate::from_der(params.signed_by(&key(), &self.issuer).expect("signs").der())
    }

    /// The CA with which rcgen signs.
    pub(crate) fn issuer(&self) -> &Issuer<'static, KeyPair> {
        &self.issuer
    }

    /// The certificate with a changed TBSCertificate of the same length, signed anew.
    pub(crate) fn resign(
        &self,
        certificate: &Certificate,
        change: impl FnOnce(&mut [u8]),
    ) -> Certificate {
        let outer = elements(&certificate.der).expect("a certificate");
        let inner = elements(outer[0].any.data).expect("its three parts");
        let mut tbs = inner[0].encoding.to_vec();
        change(&mut tbs);
        let signature = self.issuer.key().sign(&tbs).expect("signs");
        let length = u8::try_from(signature.len() + 1).expect("an ECDSA signature is short");
        let signature = [&[3, length, 0], signature.as_slice()].concat();
        Certificate::from_der(&in_sequence(
            &[&tbs, inner[1].encoding, &signature].concat(),
        ))
    }
}

/// A certificate for mx.example.com that its own key signed.
pub(crate) fn self_signed_with(change: impl FnOnce(&mut CertificateParams)) -> Certificate {
    let mut params = params("mx.example.com", &["mx.example.com"]);
    change(&mut params);
    Certificate::from_der(params.self_signed(&key()).expect("signs").der())
}

/// Sets the validity in days from [`NOW`].
pub(crate) fn valid(params: &mut CertificateParams, from: i64, until: i64) {
    params.not_before = moment(NOW + from * DAY);
    params.not_after = moment(NOW + until * DAY);
}

/// A committed fixture of `tests/fixtures/certificates/`.
pub(crate) fn fixture(name: &str) -> Certificate {
    let path = format!(
        "{}/tests/fixtures/certificates/{name}.pem",
        env!("CARGO_MANIFEST_DIR")
    );
    let der = CertificateDer::from_pem_file(path).expect("the fixture is there");
    Certificate::from_der(&der)
}

fn ca(name: &str, change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    valid(&mut params, -3650, 3650);
    change(&mut params);
    params
}

fn params(common_name: &str, names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("good names");
    let mut subject = DistinguishedName::new();
    subject.push(DnType::CommonName, common_name);
    params.distinguished_name = subject;
    valid(&mut params, -51, 39);
    params
}

fn key() -> KeyPair {
    KeyPair::generate().expect("makes a P-256 key")
}

pub(crate) fn moment(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).expect("a moment in range")
}

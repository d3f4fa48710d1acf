//! The certificates of the lab: one root, one intermediate, and what they (or nobody) vouch for.

use std::io;
use std::ops::Range;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256,
};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

use super::certificate::{CertificateSpec, Issuer, Key};

/// The certification authorities of one lab, made anew for each.
pub struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    intermediate: CertifiedIssuer<'static, KeyPair>,
    stranger: CertifiedIssuer<'static, KeyPair>,
}

/// A certificate as it is sent, and its key.
#[derive(Debug)]
pub struct Identity {
    /// The end-entity certificate, then what is sent along.
    pub chain: Vec<CertificateDer<'static>>,
    /// The private key.
    pub key: PrivateKeyDer<'static>,
    /// The chain as PEM.
    pub chain_pem: String,
    /// The private key as PEM.
    pub key_pem: String,
}

impl Authority {
    /// A new root, an intermediate under it, and a root that nobody trusts.
    pub fn new() -> io::Result<Self> {
        let root = CertifiedIssuer::self_signed(ca("smtls lab root", -3650..3650), key(Key::P256)?)
            .map_err(io::Error::other)?;
        let intermediate = CertifiedIssuer::signed_by(
            ca("smtls lab intermediate", -1825..1825),
            key(Key::P256)?,
            &root,
        )
        .map_err(io::Error::other)?;
        let stranger = CertifiedIssuer::self_signed(
            ca("a root that nobody trusts", -3650..3650),
            key(Key::P256)?,
        )
        .map_err(io::Error::other)?;
        Ok(Self {
            root,
            intermediate,
            stranger,
        })
    }

    /// The root as DER: the one trust anchor of the lab.
    pub fn root(&self) -> &CertificateDer<'static> {
        self.root.der()
    }

    /// The root as PEM, for `--ca-file`.
    pub fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// The root as rustls wants it.
    pub fn root_store(&self) -> io::Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        roots.add(self.root().clone()).map_err(io::Error::other)?;
        Ok(roots)
    }

    /// A server certificate as `spec` wants it, for `host`.
    pub fn issue(&self, host: &str, spec: &CertificateSpec) -> io::Result<Identity> {
        let names = match spec.names.as_slice() {
            [] => vec![host.to_owned()],
            names => names.to_vec(),
        };
        let common_name = names.first().map_or("", String::as_str);
        let mut params = CertificateParams::new(names.clone()).map_err(io::Error::other)?;
        describe(&mut params, common_name, &spec.days);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        self.sign(params, spec.issuer, key(spec.key)?)
    }

    /// A client certificate by the root, for servers that ask for one.
    pub fn issue_client(&self) -> io::Result<Identity> {
        let mut params =
            CertificateParams::new(vec!["client.test".to_owned()]).map_err(io::Error::other)?;
        describe(&mut params, "smtls lab client", &(-1..90));
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.sign(params, Issuer::Root, key(Key::P256)?)
    }

    fn sign(
        &self,
        params: CertificateParams,
        issuer: Issuer,
        key: KeyPair,
    ) -> io::Result<Identity> {
        let (signed, sent_along) = match issuer {
            Issuer::Intermediate => (
                params.signed_by(&key, &self.intermediate),
                Some(&self.intermediate),
            ),
            Issuer::Root => (params.signed_by(&key, &self.root), None),
            Issuer::Stranger => (params.signed_by(&key, &self.stranger), Some(&self.stranger)),
            Issuer::Itself => (params.self_signed(&key), None),
        };
        let certificate = signed.map_err(io::Error::other)?;
        let mut chain = vec![certificate.der().clone()];
        chain.extend(sent_along.map(|ca| ca.der().clone()));
        let mut chain_pem = certificate.pem();
        chain_pem.extend(sent_along.map(CertifiedIssuer::pem));
        Ok(Identity {
            chain,
            chain_pem,
            key_pem: key.serialize_pem(),
            key: PrivatePkcs8KeyDer::from(key).into(),
        })
    }
}

fn ca(common_name: &str, days: Range<i64>) -> CertificateParams {
    let mut params = CertificateParams::default();
    describe(&mut params, common_name, &days);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn describe(params: &mut CertificateParams, common_name: &str, days: &Range<i64>) {
    let now = OffsetDateTime::now_utc();
    params.not_before = now + Duration::days(days.start);
    params.not_after = now + Duration::days(days.end);
    params.distinguished_name = rcgen::DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.use_authority_key_identifier_extension = true;
}

fn key(kind: Key) -> io::Result<KeyPair> {
    let algorithm = match kind {
        Key::P256 => &PKCS_ECDSA_P256_SHA256,
        Key::Rsa2048 => &PKCS_RSA_SHA256,
    };
    KeyPair::generate_for(algorithm).map_err(io::Error::other)
}

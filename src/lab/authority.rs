//! The certificates of the lab: one root, its intermediates, and what they (or nobody) vouch for.

use std::io;
use std::ops::Range;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    PKCS_RSA_SHA256,
};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

use super::alternative_names;
use super::certificate::{CertificateSpec, Issuer, Key, NamedIn, Purpose, Sent};

/// The certification authorities of one lab, made anew for each.
pub struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    intermediate: CertifiedIssuer<'static, KeyPair>,
    expired_intermediate: CertifiedIssuer<'static, KeyPair>,
    stranger: CertifiedIssuer<'static, KeyPair>,
}

/// A certificate as it is sent, and its key.
#[derive(Debug)]
pub struct Identity {
    /// The end-entity certificate itself, wherever it stands in the chain.
    pub end_entity: CertificateDer<'static>,
    /// What is sent: of a good server the end-entity certificate, then its issuer.
    pub chain: Vec<CertificateDer<'static>>,
    /// The private key of the end entity.
    pub key: PrivateKeyDer<'static>,
    /// The chain as PEM.
    pub chain_pem: String,
    /// The private key as PEM.
    pub key_pem: String,
}

impl Authority {
    /// A new root, intermediates under it, and a root that nobody trusts.
    pub fn new() -> io::Result<Self> {
        let root = ca("smtls lab root", -3650..3650, None)?;
        Ok(Self {
            intermediate: ca("smtls lab intermediate", -1825..1825, Some(&root))?,
            expired_intermediate: ca(
                "smtls lab intermediate that expired",
                -1825..-1,
                Some(&root),
            )?,
            stranger: ca("a root that nobody trusts", -3650..3650, None)?,
            root,
        })
    }

    /// The root as DER: the one trust anchor of the lab.
    pub fn root(&self) -> &CertificateDer<'static> {
        self.root.der()
    }

    /// The intermediate as DER.
    pub fn intermediate(&self) -> &CertificateDer<'static> {
        self.intermediate.der()
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
        let common_name = names.first().cloned().unwrap_or_default();
        let alternatives = match spec.named_in {
            NamedIn::SubjectAltName => names,
            NamedIn::CommonName => Vec::new(),
        };
        let mut params = match spec.names.is_empty() {
            true => CertificateParams::new(alternatives),
            false => alternative_names::named(alternatives),
        }
        .map_err(io::Error::other)?;
        describe(&mut params, &common_name, &spec.days);
        dedicate(&mut params, spec.purpose);
        let key = key(spec.key)?;
        let signed = match spec.issuer {
            Issuer::Intermediate => params.signed_by(&key, &self.intermediate),
            Issuer::ExpiredIntermediate => params.signed_by(&key, &self.expired_intermediate),
            Issuer::Root => params.signed_by(&key, &self.root),
            Issuer::Stranger => params.signed_by(&key, &self.stranger),
            Issuer::Itself => params.self_signed(&key),
        };
        let end_entity = signed.map_err(io::Error::other)?;
        let sent = spec.chain();
        let certificates = sent.iter().map(|sent| self.sent(*sent, &end_entity));
        let (chain, pem): (Vec<_>, Vec<_>) = certificates.unzip();
        Ok(Identity {
            end_entity: end_entity.der().clone(),
            chain,
            chain_pem: pem.concat(),
            key_pem: key.serialize_pem(),
            key: PrivatePkcs8KeyDer::from(key).into(),
        })
    }

    /// A client certificate by the root, for servers that ask for one.
    pub fn issue_client(&self) -> io::Result<Identity> {
        let spec = CertificateSpec {
            issuer: Issuer::Root,
            days: -1..90,
            purpose: Purpose::Client,
            ..CertificateSpec::default()
        };
        self.issue("client.test", &spec)
    }

    fn sent(&self, sent: Sent, end_entity: &Certificate) -> (CertificateDer<'static>, String) {
        let ca = match sent {
            Sent::EndEntity => return (end_entity.der().clone(), end_entity.pem()),
            Sent::Intermediate => &self.intermediate,
            Sent::ExpiredIntermediate => &self.expired_intermediate,
            Sent::Root => &self.root,
            Sent::Stranger => &self.stranger,
        };
        (ca.der().clone(), ca.pem())
    }
}

/// A CA certificate, by that authority or by itself.
fn ca(
    common_name: &str,
    days: Range<i64>,
    issuer: Option<&CertifiedIssuer<'static, KeyPair>>,
) -> io::Result<CertifiedIssuer<'static, KeyPair>> {
    let mut params = CertificateParams::default();
    describe(&mut params, common_name, &days);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = key(Key::P256)?;
    let made = match issuer {
        Some(issuer) => CertifiedIssuer::signed_by(params, key, issuer),
        None => CertifiedIssuer::self_signed(params, key),
    };
    made.map_err(io::Error::other)
}

fn describe(params: &mut CertificateParams, common_name: &str, days: &Range<i64>) {
    let now = OffsetDateTime::now_utc();
    params.not_before = now + Duration::days(days.start);
    params.not_after = now + Duration::days(days.end);
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.use_authority_key_identifier_extension = true;
}

/// Says what an end-entity certificate is for.
fn dedicate(params: &mut CertificateParams, purpose: Purpose) {
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = match purpose {
        Purpose::Server | Purpose::Authority => vec![ExtendedKeyUsagePurpose::ServerAuth],
        Purpose::Client => vec![ExtendedKeyUsagePurpose::ClientAuth],
    };
    if purpose == Purpose::Authority {
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages.push(KeyUsagePurpose::KeyCertSign);
    }
}

fn key(kind: Key) -> io::Result<KeyPair> {
    let algorithm = match kind {
        Key::P256 => &PKCS_ECDSA_P256_SHA256,
        Key::Rsa2048 => &PKCS_RSA_SHA256,
    };
    KeyPair::generate_for(algorithm).map_err(io::Error::other)
}

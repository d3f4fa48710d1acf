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

/// The certification authorities of one lab, made anew for each.
pub struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    intermediate: CertifiedIssuer<'static, KeyPair>,
    stranger: CertifiedIssuer<'static, KeyPair>,
}

/// An end-entity certificate that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSpec {
    /// The presented identifiers (dNSName, or iPAddress where one parses as an address); empty means the host's own name.
    pub names: Vec<String>,
    /// The validity, in days from now.
    pub days: Range<i64>,
    /// Who signs it.
    pub issuer: Issuer,
    /// The kind of key.
    pub key: Key,
}

/// Who signs an end-entity certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// The lab's intermediate, which is sent along; it chains to the lab's root.
    Intermediate,
    /// The lab's root itself.
    Root,
    /// A root that nobody trusts, sent along as servers with a private authority do.
    Stranger,
    /// Nobody: the certificate is self-signed, and not a CA certificate.
    Itself,
}

/// The kind of an end-entity key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// ECDSA on P-256, which is made in no time.
    P256,
    /// RSA of 2048 bits, which takes a tenth of a second or more to make.
    Rsa2048,
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

impl Default for CertificateSpec {
    /// What a good server has: its own name, three months, the lab's intermediate, ECDSA.
    fn default() -> Self {
        Self {
            names: Vec::new(),
            days: -1..89,
            issuer: Issuer::Intermediate,
            key: Key::P256,
        }
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

#[cfg(test)]
mod tests {
    use rustls::pki_types::{ServerName, UnixTime};
    use webpki::{EndEntityCert, Error, KeyUsage};

    use super::*;

    /// Path and name apart, as webpki judges them with the lab's root as the only anchor.
    fn judge(spec: CertificateSpec) -> (Result<(), Error>, Result<(), Error>) {
        let authority = Authority::new().unwrap();
        let identity = authority.issue("mx1.good.test", &spec).unwrap();
        let anchor = webpki::anchor_from_trusted_cert(authority.root()).unwrap();
        let certificate = EndEntityCert::try_from(&identity.chain[0]).unwrap();
        let path = certificate
            .verify_for_usage(
                webpki::ALL_VERIFICATION_ALGS,
                &[anchor],
                &identity.chain[1..],
                UnixTime::now(),
                KeyUsage::server_auth(),
                None,
                None,
            )
            .map(drop);
        let name = ServerName::try_from("mx1.good.test").unwrap();
        let names = certificate.verify_is_valid_for_subject_name(&name);
        (path, names)
    }

    #[test]
    fn a_good_certificate_verifies() {
        assert_eq!(judge(CertificateSpec::default()), (Ok(()), Ok(())));
        for issuer in [Issuer::Root, Issuer::Intermediate] {
            let spec = CertificateSpec {
                issuer,
                key: Key::Rsa2048,
                ..CertificateSpec::default()
            };
            assert_eq!(judge(spec), (Ok(()), Ok(())));
        }
    }

    #[test]
    fn each_defect_is_the_one_that_was_asked_for() {
        let spec = |days| CertificateSpec {
            days,
            ..CertificateSpec::default()
        };
        assert!(matches!(
            judge(spec(-90..-1)),
            (Err(Error::CertExpired { .. }), Ok(()))
        ));
        assert!(matches!(
            judge(spec(1..90)),
            (Err(Error::CertNotValidYet { .. }), Ok(()))
        ));
        for issuer in [Issuer::Stranger, Issuer::Itself] {
            let spec = CertificateSpec {
                issuer,
                ..CertificateSpec::default()
            };
            assert_eq!(judge(spec), (Err(Error::UnknownIssuer), Ok(())));
        }
        let spec = CertificateSpec {
            names: vec!["www.good.test".to_owned()],
            ..CertificateSpec::default()
        };
        assert!(matches!(
            judge(spec),
            (Ok(()), Err(Error::CertNotValidForName(_)))
        ));
    }

    #[test]
    fn the_client_certificate_is_for_clients() {
        let authority = Authority::new().unwrap();
        let identity = authority.issue_client().unwrap();
        let anchor = webpki::anchor_from_trusted_cert(authority.root()).unwrap();
        let certificate = EndEntityCert::try_from(&identity.chain[0]).unwrap();
        certificate
            .verify_for_usage(
                webpki::ALL_VERIFICATION_ALGS,
                &[anchor],
                &[],
                UnixTime::now(),
                KeyUsage::client_auth(),
                None,
                None,
            )
            .unwrap();
        assert!(
            identity
                .chain_pem
                .starts_with("-----BEGIN CERTIFICATE-----")
        );
        assert!(identity.key_pem.starts_with("-----BEGIN PRIVATE KEY-----"));
    }
}

//! What a certificate says (RFC 5280 §4.1 and §4.2), as plain facts.

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{
    AuthorityInfoAccess, ExtendedKeyUsage, GeneralName, ParsedExtension, X509Extension,
};

use super::der::{Element, elements};
use super::oid::dotted;
use super::{AlternativeNames, DistinguishedName, PublicKey, SignatureAlgorithm};

/// The **contents** of a certificate that could be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The X.509 version: 1, 2 or 3 (one more than its encoding).
    pub version: u32,
    /// The serial number's octets in lower-case hexadecimal.
    pub serial: String,
    /// Whom the certificate is about; empty where only `alternative_names` say so.
    pub subject: DistinguishedName,
    /// Who signed it.
    pub issuer: DistinguishedName,
    /// The first second of its validity, in seconds since 1970.
    pub not_before: i64,
    /// The last second of its validity, in seconds since 1970.
    pub not_after: i64,
    /// The subjectAltName extension, if there is one that can be read.
    pub alternative_names: Option<AlternativeNames>,
    /// The certified key.
    pub key: PublicKey,
    /// How the certificate is signed.
    pub signature_algorithm: SignatureAlgorithm,
    /// Whether the basic constraints make it a CA.
    pub is_ca: bool,
    /// How many CAs may follow this one on a path, if that is limited.
    pub path_length: Option<u32>,
    /// The extended key usages by RFC 5280's names (`serverAuth`) or dotted identifiers, if limited.
    pub extended_key_usage: Option<Vec<String>>,
    /// Where the issuer's certificate can be fetched (authority information access, caIssuers).
    pub ca_issuers: Vec<String>,
    /// Whether it names places where revocation lists are (CRL distribution points).
    pub names_revocation_lists: bool,
    /// Whether name constraints limit for which names this CA's certificates count.
    pub has_name_constraints: bool,
    /// Whether a TLS feature extension demands a stapled OCSP response ("must-staple").
    pub must_staple: bool,
    /// The dotted identifiers of the extensions that are marked critical.
    pub critical_extensions: Vec<String>,
    /// The dotted identifiers of extensions that are repeated or whose value breaks the rules.
    pub unreadable_extensions: Vec<String>,
}

/// The most URLs that are kept of one certificate.
const MOST_URLS_KEPT: usize = 8;

impl Contents {
    /// Nothing if the public key is malformed.
    pub(super) fn from_x509(x509: &X509Certificate<'_>) -> Option<Self> {
        let mut contents = Self {
            version: x509.version.0.saturating_add(1),
            serial: x509
                .raw_serial()
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect(),
            subject: DistinguishedName::from_der(x509.subject.as_raw()),
            issuer: DistinguishedName::from_der(x509.issuer.as_raw()),
            not_before: x509.validity.not_before.timestamp(),
            not_after: x509.validity.not_after.timestamp(),
            alternative_names: None,
            key: PublicKey::from_spki(&x509.subject_pki)?,
            signature_algorithm: SignatureAlgorithm::new(dotted(
                x509.signature_algorithm.algorithm.as_bytes(),
            )),
            is_ca: false,
            path_length: None,
            extended_key_usage: None,
            ca_issuers: Vec::new(),
            names_revocation_lists: false,
            has_name_constraints: false,
            must_staple: false,
            critical_extensions: Vec::new(),
            unreadable_extensions: Vec::new(),
        };
        let mut seen: Vec<&[u8]> = Vec::new();
        for extension in x509.extensions() {
            let identifier = extension.oid.as_bytes();
            if seen.contains(&identifier) {
                contents.unreadable_extensions.push(dotted(identifier));
            } else {
                seen.push(identifier);
                contents.read_extension(extension);
            }
        }
        Some(contents)
    }

    fn read_extension(&mut self, extension: &X509Extension<'_>) {
        let identifier = dotted(extension.oid.as_bytes());
        match extension.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(names) => {
                self.alternative_names =
                    Some(AlternativeNames::from_general_names(&names.general_names));
            }
            ParsedExtension::BasicConstraints(constraints) => {
                self.is_ca = constraints.ca;
                self.path_length = constraints.path_len_constraint;
            }
            ParsedExtension::ExtendedKeyUsage(usage) => {
                self.extended_key_usage = Some(purposes(usage))
            }
            ParsedExtension::AuthorityInfoAccess(access) => self.ca_issuers = ca_issuers(access),
            ParsedExtension::CRLDistributionPoints(_) => self.names_revocation_lists = true,
            ParsedExtension::NameConstraints(_) => self.has_name_constraints = true,
            ParsedExtension::ParseError { .. } => {
                self.unreadable_extensions.push(identifier.clone())
            }
            _ => self.must_staple |= identifier == TLS_FEATURE && asks_for_status(extension.value),
        }
        if extension.critical {
            self.critical_extensions.push(identifier);
        }
    }
}

const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";

/// Whether one of the TLS features is 5, the number of the status_request extension (RFC 7633 §4).
fn asks_for_status(value: &[u8]) -> bool {
    let Some([features]) = elements(value).and_then(|it| <[Element; 1]>::try_from(it).ok()) else {
        return false;
    };
    let features = elements(features.any.data).unwrap_or_default();
    features.iter().any(|feature| feature.any.data == [5])
}

/// The names of RFC 5280 §4.2.1.12 for what a key may be used for.
fn purposes(usage: &ExtendedKeyUsage<'_>) -> Vec<String> {
    let named = [
        (usage.any, "anyExtendedKeyUsage"),
        (usage.server_auth, "serverAuth"),
        (usage.client_auth, "clientAuth"),
        (usage.code_signing, "codeSigning"),
        (usage.email_protection, "emailProtection"),
        (usage.time_stamping, "timeStamping"),
        (usage.ocsp_signing, "OCSPSigning"),
    ];
    let named = named
        .iter()
        .filter(|(present, _)| *present)
        .map(|(_, name)| (*name).to_owned());
    named
        .chain(usage.other.iter().map(|oid| dotted(oid.as_bytes())))
        .collect()
}

fn ca_issuers(access: &AuthorityInfoAccess<'_>) -> Vec<String> {
    let issuers = access
        .iter()
        .filter(|description| dotted(description.access_method.as_bytes()) == "1.3.6.1.5.5.7.48.2");
    let urls = issuers.filter_map(|description| match description.access_location {
        GeneralName::URI(url) => Some(url.to_owned()),
        _ => None,
    });
    urls.take(MOST_URLS_KEPT).collect()
}

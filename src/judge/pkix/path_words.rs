//! Findings on a path in words, and what to change.

use std::fmt;

use super::path_finding::PathFinding;

impl PathFinding {
    /// What to change, in the imperative; nothing where the path is good.
    pub fn fix(&self) -> Option<String> {
        Some(match self {
            Self::Trusted { .. } | Self::EndEntityIsAnchor { .. } => return None,
            Self::NoAnchors { .. } => "name trust anchors, for example with --roots mozilla".to_owned(),
            Self::NoCertificate => "configure a certificate for the server".to_owned(),
            Self::SelfSigned { .. } | Self::UntrustedRoot { .. } => {
                "get a certificate from a CA that senders trust, or publish TLSA records for this one".to_owned()
            }
            Self::IssuerMissing {
                certificate,
                issuer,
                ..
            } => {
                let before = match certificate.position {
                    0 => "the server's own",
                    _ => certificate.name.as_str(),
                };
                format!(
                    "send the intermediate certificate {issuer} after {before}: use fullchain.pem; if it is a \
                     root, get a certificate from a CA that senders trust"
                )
            }
            Self::SignedByOtherKey { sent: true, .. } => {
                "send the intermediate certificate that came with the server's own: use fullchain.pem".to_owned()
            }
            Self::SignedByOtherKey { sent: false, .. } => {
                "get the certificate issued anew by the CA that it names".to_owned()
            }
            Self::NeverValidTogether { .. } => {
                "renew the certificate, and send the intermediate certificate that comes with it".to_owned()
            }
            Self::CaAsEndEntity { .. } => {
                "get a certificate without CA:TRUE in its basic constraints".to_owned()
            }
            Self::EndEntityNotFirst { end_entity, .. } => {
                format!("put {end_entity} first in the server's certificate file")
            }
            Self::EndEntityAsCa { certificate } => format!(
                "get a certificate from a CA: {certificate} has no CA:TRUE in its basic constraints"
            ),
            Self::NotForServers { .. } => {
                "get a certificate whose extended key usage contains serverAuth".to_owned()
            }
            Self::NameConstraints { .. } => {
                "get a certificate from a CA that may certify these names".to_owned()
            }
            Self::PathTooLong { certificate } => {
                format!("get a certificate from a CA that needs no other between it and {certificate}")
            }
            Self::UnknownCriticalExtension { .. } => {
                "get a certificate in which this extension is absent or not critical".to_owned()
            }
            Self::UnusableSignatureAlgorithm { .. } => {
                "get a certificate that is signed with SHA-256 or stronger".to_owned()
            }
            Self::UnusableKey { .. } => {
                "get a certificate from a CA whose key is ECDSA P-256 or RSA with 2048 bits, or stronger".to_owned()
            }
            Self::OldVersion { .. } => {
                "get an X.509 version 3 certificate with a subjectAltName".to_owned()
            }
            Self::Malformed { .. } => "get the certificate issued anew".to_owned(),
            Self::Distrusted => "get a certificate with a new key from another CA".to_owned(),
            Self::TooComplex { .. } => {
                "send the server's certificate and the intermediate certificates above it, and no others".to_owned()
            }
        })
    }
}

impl fmt::Display for PathFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trusted {
                path,
                anchor,
                store,
            } => {
                let path: Vec<&str> = path.iter().map(|which| which.name.as_str()).collect();
                write!(
                    f,
                    "trusted by {store}: {}, signed by {anchor}",
                    path.join(", signed by ")
                )
            }
            Self::EndEntityIsAnchor { certificate, store } => {
                write!(f, "{certificate} is itself in {store}")
            }
            Self::NoAnchors { store } => write!(f, "no trust anchors: {store} is empty"),
            Self::NoCertificate => f.write_str("the server sent no certificate"),
            Self::SelfSigned { certificate, store } => {
                write!(
                    f,
                    "{certificate} is signed by itself, and it is not in {store}"
                )
            }
            Self::UntrustedRoot { root, store } => {
                write!(f, "the chain ends at {root}, a root that is not in {store}")
            }
            Self::IssuerMissing {
                certificate,
                issuer,
                ca_issuers,
                store,
            } => {
                write!(
                    f,
                    "{certificate} was issued by {issuer}, which was not sent and is not in {store}: it is an intermediate \
                     certificate that the server should send, or a root that is not trusted"
                )?;
                match ca_issuers.first() {
                    Some(url) => write!(f, "; the certificate says that it is found at {url}"),
                    None => Ok(()),
                }
            }
            Self::SignedByOtherKey {
                certificate,
                issuer,
                sent,
            } => {
                let place = if *sent { "sent" } else { "in the store" };
                write!(
                    f,
                    "the signature of {certificate} does not verify with the key of its issuer {issuer} that is {place}"
                )
            }
            Self::NeverValidTogether { path } => {
                let path: Vec<&str> = path.iter().map(|which| which.name.as_str()).collect();
                write!(
                    f,
                    "the path cannot be judged at any one moment, because {} were never valid at the same time",
                    path.join(" and ")
                )
            }
            Self::CaAsEndEntity { certificate } => write!(
                f,
                "{certificate} is a CA's certificate (CA:TRUE), which is not accepted as a server's; OpenSSL accepts it"
            ),
            Self::EndEntityNotFirst { first, end_entity } => write!(
                f,
                "the chain begins with the CA {first}; the server's own certificate {end_entity} must come first"
            ),
            Self::EndEntityAsCa { certificate } => {
                write!(
                    f,
                    "{certificate} has signed another certificate, and it is no CA (CA:FALSE)"
                )
            }
            Self::NotForServers {
                certificate,
                purposes,
            } => write!(
                f,
                "the extended key usage of {certificate} does not allow TLS servers, only {}",
                if purposes.is_empty() {
                    "nothing".to_owned()
                } else {
                    purposes.join(", ")
                }
            ),
            Self::NameConstraints { certificate, ca } => match ca {
                Some(ca) => write!(
                    f,
                    "the name constraints of {ca} do not allow the names of {certificate}"
                ),
                None => write!(
                    f,
                    "name constraints do not allow the names of {certificate}"
                ),
            },
            Self::PathTooLong { certificate } => {
                write!(
                    f,
                    "there are more CAs below {certificate} than its path length allows"
                )
            }
            Self::UnknownCriticalExtension {
                certificate,
                extensions,
            } => write!(
                f,
                "{certificate} has a critical extension that is not known: {}",
                extensions.join(", ")
            ),
            Self::UnusableSignatureAlgorithm {
                certificate,
                algorithm,
            } => {
                write!(
                    f,
                    "{certificate} is signed with {algorithm}, which is not accepted"
                )?;
                match algorithm.broken_digest() {
                    Some(digest) => write!(
                        f,
                        ": signatures with {digest} can be forged; OpenSSL refuses it as well, from security level 1 on"
                    ),
                    None => Ok(()),
                }
            }
            Self::UnusableKey {
                issuer,
                key,
                is_short,
            } => {
                write!(
                    f,
                    "the issuer {issuer} has a key with which no signature is accepted: {key}"
                )?;
                match is_short {
                    true => f.write_str("; OpenSSL refuses it from security level 2 on"),
                    false => Ok(()),
                }
            }
            Self::OldVersion {
                certificate,
                version,
            } => write!(
                f,
                "{certificate} is an X.509 version {version} certificate, and only version 3 is accepted; OpenSSL accepts it"
            ),
            Self::Malformed {
                certificate,
                reason,
            } => write!(f, "{certificate} cannot be used: {reason}"),
            Self::Distrusted => f.write_str("a key of the path is known to be compromised"),
            Self::TooComplex { sent } => write!(
                f,
                "the {sent} certificates that were sent make too many paths to try them all"
            ),
        }
    }
}

//! What can be found of a path, with its evidence.

use super::outcome::{Outcome, Which};
use crate::certificate::SignatureAlgorithm;

/// The finding on a **path**, with its evidence. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFinding {
    /// The chain leads to a trust anchor.
    Trusted {
        /// The end entity and the intermediates, in the order of the path.
        path: Vec<Which>,
        /// The subject of the trust anchor.
        anchor: String,
        /// The store that it is in.
        store: String,
    },
    /// The server's certificate is itself in the store.
    EndEntityIsAnchor {
        /// The server's certificate.
        certificate: Which,
        /// The store.
        store: String,
    },
    /// There is no trust anchor at all, so that nothing can be said.
    NoAnchors {
        /// The store that is empty.
        store: String,
    },
    /// The server sent no certificate.
    NoCertificate,
    /// The server's certificate is signed by itself and not in the store.
    SelfSigned {
        /// The server's certificate.
        certificate: Which,
        /// The store.
        store: String,
    },
    /// The chain leads to a root that was sent and is not in the store.
    UntrustedRoot {
        /// The root.
        root: Which,
        /// The store.
        store: String,
    },
    /// An issuer was neither sent nor is it in the store.
    IssuerMissing {
        /// The certificate whose issuer is missing.
        certificate: Which,
        /// The name of the issuer.
        issuer: String,
        /// Where the certificate says that its issuer's certificate can be fetched.
        ca_issuers: Vec<String>,
        /// The store.
        store: String,
    },
    /// There is a certificate with the name of the issuer, but another key signed.
    SignedByOtherKey {
        /// The certificate whose signature does not verify.
        certificate: Which,
        /// The name of its issuer.
        issuer: String,
        /// Whether that issuer's certificate was sent; if not, it is in the store.
        sent: bool,
    },
    /// No moment lies within the validity of all certificates of the path.
    NeverValidTogether {
        /// The certificates of the path as far as they were sent.
        path: Vec<Which>,
    },
    /// The server's certificate is a CA's.
    CaAsEndEntity {
        /// The server's certificate.
        certificate: Which,
    },
    /// A CA's certificate comes first, and the server's own later.
    EndEntityNotFirst {
        /// What comes first.
        first: Which,
        /// What should.
        end_entity: Which,
    },
    /// An issuer is no CA.
    EndEntityAsCa {
        /// The issuer.
        certificate: Which,
    },
    /// The extended key usage does not allow TLS servers.
    NotForServers {
        /// The certificate with that limit.
        certificate: Which,
        /// What it is for.
        purposes: Vec<String>,
    },
    /// A CA must not certify names such as these.
    NameConstraints {
        /// The server's certificate.
        certificate: Which,
        /// The CA with the constraints, if it can be told.
        ca: Option<String>,
    },
    /// There are more CAs below one than it may have.
    PathTooLong {
        /// The CA whose limit is exceeded.
        certificate: Which,
    },
    /// An extension must be understood and is not.
    UnknownCriticalExtension {
        /// The certificate with the extension.
        certificate: Which,
        /// The dotted identifiers of the extensions.
        extensions: Vec<String>,
    },
    /// A signature is of a kind that is too weak or not known.
    UnusableSignatureAlgorithm {
        /// The certificate that is signed so.
        certificate: Which,
        /// The algorithm.
        algorithm: SignatureAlgorithm,
    },
    /// An issuer's key is too short, or of a kind with which signatures cannot be verified.
    UnusableKey {
        /// The name of the issuer.
        issuer: String,
        /// The key.
        key: String,
        /// Whether it is too short, rather than of another kind.
        is_short: bool,
    },
    /// The certificate is of a version before 3.
    OldVersion {
        /// The certificate.
        certificate: Which,
        /// Its version.
        version: u32,
    },
    /// The certificate breaks the rules of its format.
    Malformed {
        /// The certificate.
        certificate: Which,
        /// What is wrong with it.
        reason: String,
    },
    /// A key of the path is known to be compromised.
    Distrusted,
    /// The search for a path was given up.
    TooComplex {
        /// How many certificates were sent.
        sent: usize,
    },
}

impl PathFinding {
    /// Whether there is a path.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Trusted { .. } | Self::EndEntityIsAnchor { .. } => Outcome::Holds,
            Self::NoAnchors { .. } => Outcome::NotTested,
            _ => Outcome::Fails,
        }
    }
}

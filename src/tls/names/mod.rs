//! Names and numbers of whatever SSL and TLS have: one registry for what users type, what is asked and what reports print.

mod alert;
mod cipher_kind;
mod cipher_suite;
mod group;
mod lookup;
mod prime;
mod protocol_version;
mod signature_scheme;

pub use alert::{ALERTS, AlertName, alert};
pub use cipher_kind::{CIPHER_KINDS, CipherKindName, cipher_kind};
pub use cipher_suite::{
    Authentication, CIPHER_SUITES, Cipher, CipherSuiteName, EMPTY_RENEGOTIATION_INFO_SCSV,
    Encryption, FALLBACK_SCSV, KeyExchange, Mode, SuiteHash, cipher_suite,
    negotiable_cipher_suites,
};
pub use group::{GROUPS, GroupKind, GroupName, group, negotiable_groups};
pub use lookup::UnknownName;
pub use prime::{PRIMES, PrimeName, PrimeOrigin, well_known_prime};
pub use protocol_version::{
    PROTOCOL_VERSIONS, ProtocolVersionName, SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3,
    protocol_version,
};
pub use signature_scheme::{
    SIGNATURE_SCHEMES, SignatureHash, SignatureKey, SignatureSchemeName, signature_scheme,
};

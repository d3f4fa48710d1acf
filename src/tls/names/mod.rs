//! Names of what TLS negotiates: one registry for what users type and what reports print.

mod alert;
mod cipher_suite;
mod group;
mod lookup;
mod protocol_version;
mod signature_scheme;

pub use alert::{ALERTS, AlertName, alert};
pub use cipher_suite::{CIPHER_SUITES, CipherSuiteName, cipher_suite};
pub use group::{GROUPS, GroupKind, GroupName, group};
pub use lookup::UnknownName;
pub use protocol_version::{PROTOCOL_VERSIONS, ProtocolVersionName, protocol_version};
pub use signature_scheme::{SIGNATURE_SCHEMES, SignatureSchemeName, signature_scheme};

//! Opinions, made from facts alone: no socket, no clock, no file.

mod certificate;
mod check;
mod client_certificate;
mod conclusion;
pub mod dane;
mod demands;
mod dnssec;
mod endpoint;
mod enhanced_codes;
mod extensions;
mod failure;
pub mod fate;
mod foreign;
mod greeting;
mod identity;
mod level;
mod mail;
pub mod mta_sts;
mod mx;
mod negotiated;
mod pin;
pub mod pkix;
mod promise;
mod promises;
mod reference;
mod replies;
mod reply_words;
mod require_tls;
mod resumption;
mod revocation;
mod sender;
mod session;
mod srv;
mod stages;
mod starttls;
mod submission;
mod tls_rpt;
mod tls_words;
mod trial;
mod verdict;

pub use certificate::{OnCertificate, certificate};
pub use check::{Check, ResultType};
pub use conclusion::{Conclusion, Found, Judged, conclude};
pub use demands::Demands;
pub use dnssec::dnssec;
pub use endpoint::{Evidence, judge, why};
pub use identity::{Identity, IdentitySource, identities};
pub use level::Level;
pub use mx::mx;
pub use promises::{Promises, has_no_other_key};
pub use require_tls::{CertificateProof, NameProof, RequireTls, require_tls};
pub use tls_rpt::tls_rpt;
pub use verdict::{Judgement, Status, Trust, Verdict};

#[cfg(test)]
mod tests;

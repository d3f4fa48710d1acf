//! Opinions, made from facts alone: no socket, no clock, no file.

mod certificate;
mod check;
mod client_certificate;
mod conclusion;
mod demands;
mod endpoint;
mod failure;
mod foreign;
mod level;
mod mx;
mod negotiated;
pub mod pkix;
mod resumption;
mod sender;
mod session;
mod srv;
mod stages;
mod starttls;
mod tls_words;
mod verdict;

pub use certificate::{OnCertificate, certificate};
pub use check::{Check, ResultType};
pub use conclusion::{Conclusion, Judged, conclude};
pub use demands::Demands;
pub use endpoint::{judge, why};
pub use level::Level;
pub use mx::mx;
pub use verdict::{Judgement, Status, Trust, Verdict};

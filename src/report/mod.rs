//! What a run comes to, ready to be rendered: made from facts and verdicts, and the same for every format.

mod asked;
pub mod audit;
mod authentication;
pub mod brief;
mod certificate;
mod dnssec;
mod endpoint;
mod extensions;
mod identity;
pub mod json;
mod moment;
mod observation;
mod offered;
mod peer;
mod policies;
mod revocation;
mod route;
mod run;
pub mod schema;
mod sender;
pub mod style;
pub mod text;
mod tls;
mod tlsa;
mod transaction;
mod ways;

pub use certificate::{CertificateReport, View};
pub use endpoint::{EndpointReport, VerdictReport};
pub use extensions::{ExtensionReport, ExtensionsReport};
pub use identity::IdentityReport;
pub use moment::rfc3339;
pub use observation::ObservationReport;
pub use peer::PeerReport;
pub use revocation::StapleReport;
pub use run::{Report, ReportInput};
pub use tls::TlsReport;

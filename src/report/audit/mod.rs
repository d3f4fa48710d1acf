//! What an audit comes to, ready to be rendered.

mod cure;
mod effort;
mod evidence;
mod features;
mod findings;
mod groups;
mod input;
pub mod json;
mod known;
mod profile;
mod run;
mod shown;
mod smtp;
#[cfg(all(test, feature = "lab"))]
pub(crate) mod tests;
mod text;
mod versions;
mod words;

pub use findings::FindingReport;
pub use input::{AuditDetail, AuditInput, AuditedEndpoint};
pub use known::{KnownReport, NotTestedReport};
pub use profile::{ProfileLineReport, ProfileReport};
pub use run::{AuditReport, AuditedReport};
pub use text::{last, text};
pub use versions::VersionReport;
